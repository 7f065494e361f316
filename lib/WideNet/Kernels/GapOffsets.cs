namespace WideNet.Kernels;

/// <summary>How far each example's own K and Θ lie from those of the reference example, for inputs of unequal norm.</summary>
/// <param name="ScaledNngp">(K_aa - q) × 2^-NngpGapExponent of the kernel, one per example.</param>
/// <param name="ScaledNtk">(Θ_aa - p) × 2^-NtkGapExponent of the kernel, one per example.</param>
internal sealed record GapOffsets(IReadOnlyList<double> ScaledNngp, IReadOnlyList<double> ScaledNtk)
{
    /// <summary>The offsets of consecutive examples.</summary>
    internal GapOffsets Range(int first, int count) => new([.. ScaledNngp.Skip(first).Take(count)], [.. ScaledNtk.Skip(first).Take(count)]);
}
