using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>An eigenvalue of a kernel lies below its own rounding error where its value decides the result.</summary>
/// <param name="smallest">The smallest eigenvalue as computed.</param>
/// <param name="roundingError">How far it may be off.</param>
/// <param name="largest">The largest eigenvalue.</param>
/// <param name="time">The time asked for.</param>
public sealed class UnresolvedSpectrumException(double smallest, double roundingError, double largest, double time)
    : NumericalException(
        Invariant($"The kernel's smallest eigenvalue {smallest:G3} lies below its rounding error {roundingError:G3} ")
            + Invariant($"(κ above {largest / roundingError:G3}), so gradient flow at t = {time:G6} is not determined; ask for an earlier time, ")
            + "a smaller depth, or kernel regression with an explicit ridge.")
{
    /// <summary>The smallest eigenvalue as computed.</summary>
    public double Smallest { get; } = smallest;

    /// <summary>How far it may be off, m ε λ_max.</summary>
    public double RoundingError { get; } = roundingError;

    /// <summary>The largest eigenvalue.</summary>
    public double Largest { get; } = largest;

    /// <summary>The time asked for.</summary>
    public double Time { get; } = time;
}
