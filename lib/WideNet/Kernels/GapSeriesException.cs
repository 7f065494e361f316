using WideNet.Numerics;

namespace WideNet.Kernels;

/// <summary>The Hermite series of an activation does not converge: it has a kink, or the variance is too large.</summary>
/// <param name="activation">Name of the activation.</param>
/// <param name="variance">q.</param>
/// <param name="residual">Size of the last terms relative to the sum.</param>
public sealed class GapSeriesException(string activation, double variance, double residual)
    : NumericalException(
        Invariant($"The Hermite series of {activation} at q = {variance:G6} still has terms of {residual:G2} of its sum at the end; ")
            + "gaps need a smooth activation and a moderate q, so use InfiniteNetwork.Kernels here.")
{
    /// <summary>q.</summary>
    public double Variance { get; } = variance;

    /// <summary>Size of the last terms relative to the sum.</summary>
    public double Residual { get; } = residual;
}
