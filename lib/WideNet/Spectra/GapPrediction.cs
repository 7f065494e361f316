using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Predictions P(Θ) Y with an error estimate for each.</summary>
public sealed record GapPrediction
{
    /// <summary>P(Θ) Y [n, k].</summary>
    public required Matrix Values { get; init; }

    /// <summary>About how far each prediction may be off [n, k], from the roundings of the kernel's entries carried through the solution.</summary>
    public required Matrix Errors { get; init; }

    /// <summary>How the predictions were computed.</summary>
    public required KernelRoute Route { get; init; }
}
