using WideNet.Numerics;

namespace WideNet.Kernels;

/// <summary>Kernels at one depth as gaps from the common diagonal, δ = q - K_ab and g = Θ_aa - Θ_ab, beside the entries Θ_ab: none of them is a difference of larger numbers.</summary>
/// <remarks>
/// In the ordered phase gaps keep their digits where K and Θ differ from a constant by less than rounding; in the chaotic phase the entries Θ_ab do, beside
/// an exploding diagonal. Powers of two carried beside the numbers keep both phases in range at any depth. Θ = p 1 1ᵀ - G with p = Θ of a pixel pair at
/// distance 0 (for an FCN and a CNN-F the diagonal itself; a CNN-P averages over pixel pairs, so that its G has a diagonal).
/// </remarks>
public sealed record GapKernel
{
    /// <summary>Number of nonlinearities.</summary>
    public required int Depth { get; init; }

    /// <summary>q, the K that every example (every pixel, for a CNN) has with itself.</summary>
    public required double Variance { get; init; }

    /// <summary>p × 2^-<see cref="Exponent"/>, p the Θ that every example (every pixel, for a CNN) has with itself.</summary>
    public required double ScaledDiagonal { get; init; }

    /// <summary>Power of two taken out of p and <see cref="ScaledEntries"/>; 0 unless Θ_aa explodes.</summary>
    public int Exponent { get; init; }

    /// <summary>δ × 2^-<see cref="NngpGapExponent"/> [m1, m2], δ = q - K_ab ≥ 0.</summary>
    public required Matrix ScaledNngpGaps { get; init; }

    /// <summary>Power of two taken out of <see cref="ScaledNngpGaps"/>; 0 unless the gaps vanish.</summary>
    public int NngpGapExponent { get; init; }

    /// <summary>g × 2^-<see cref="NtkGapExponent"/> [m1, m2], g = p - Θ_ab ≥ 0.</summary>
    public required Matrix ScaledNtkGaps { get; init; }

    /// <summary>Power of two taken out of <see cref="ScaledNtkGaps"/>.</summary>
    public int NtkGapExponent { get; init; }

    /// <summary>Θ_ab × 2^-<see cref="Exponent"/> [m1, m2].</summary>
    public required Matrix ScaledEntries { get; init; }

    /// <summary>Whether rows and columns are the same examples.</summary>
    public required bool IsTrainTrain { get; init; }

    /// <summary>About how far one entry may be off relative to itself and independently of the others: roundings of one pair's own recursion.</summary>
    /// <remarks>Random roundings add up like the square root of the depth. Measured against 140-digit values in GapRecursionTests.</remarks>
    public double EntryError => 4 * Math.Sqrt(Depth + 10) * Math.ScaleB(1, -53);

    /// <summary>About how far all entries may be off together, as one common factor: roundings of q and χ_1, which add up like the depth.</summary>
    public double CommonError => 4 * (Depth + 10) * Math.ScaleB(1, -53);

    /// <summary>p as a double; infinite beyond its range.</summary>
    public double Diagonal => Math.ScaleB(ScaledDiagonal, Exponent);

    /// <summary>ln p, finite at any depth.</summary>
    public double LogDiagonal => Math.Log(ScaledDiagonal) + (Exponent * Math.Log(2));

    /// <summary>δ_ab = q - K_ab as a double; 0 below its range.</summary>
    /// <param name="a">Row.</param>
    /// <param name="b">Column.</param>
    public double NngpGap(int a, int b) => Math.ScaleB(ScaledNngpGaps[a, b], NngpGapExponent);

    /// <summary>g_ab = p - Θ_ab as a double; 0 below its range, infinite beyond it.</summary>
    /// <param name="a">Row.</param>
    /// <param name="b">Column.</param>
    public double NtkGap(int a, int b) => Math.ScaleB(ScaledNtkGaps[a, b], NtkGapExponent);

    /// <summary>Θ_ab as a double; infinite beyond its range.</summary>
    /// <param name="a">Row.</param>
    /// <param name="b">Column.</param>
    public double Entry(int a, int b) => Math.ScaleB(ScaledEntries[a, b], Exponent);
}
