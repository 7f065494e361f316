using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Outputs with an error estimate for each.</summary>
public sealed record GapPrediction
{
    internal GapPrediction(KernelRoute route) => Route = route;

    /// <summary>The outputs [n, k]; 0 below the range of double.</summary>
    public required Matrix Values { get; init; }

    /// <summary>About how far each output may be off [n, k], from the roundings of the kernel's entries carried through the solution.</summary>
    public required Matrix Errors { get; init; }

    /// <summary>How the outputs were computed.</summary>
    internal KernelRoute Route { get; }

    /// <summary>log₁₀ of the root mean square of all outputs, also where <see cref="Values"/> underflow; -∞ if all are 0.</summary>
    public double Log10Size => Math.Log10(GapErrors.Norm(Scaled ?? Values) / Math.Sqrt(Values.Values.Length)) + (Exponent * Math.Log10(2));

    /// <summary>Root mean square of the error estimates over that of the outputs.</summary>
    public double RelativeError => GapErrors.Norm(ScaledErrors ?? Errors) / GapErrors.Norm(Scaled ?? Values);

    /// <summary>Outputs × 2^-<see cref="Exponent"/>; null where <see cref="Values"/> serves.</summary>
    internal Matrix? Scaled { get; init; }

    /// <summary>Errors × 2^-<see cref="Exponent"/>; null where <see cref="Errors"/> serves.</summary>
    internal Matrix? ScaledErrors { get; init; }

    /// <summary>Power of two taken out of <see cref="Scaled"/>.</summary>
    internal int Exponent { get; init; }
}
