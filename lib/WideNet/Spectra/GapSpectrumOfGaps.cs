using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The gaps route of <see cref="GapSpectrum"/>: the top eigenpair and the exact rest (<see cref="GapInvariantSplit"/>).</summary>
internal sealed class GapSpectrumOfGaps
{
    private readonly GapKernel _kernel;
    private readonly GapInvariantSplit _split;

    public GapSpectrumOfGaps(GapKernel kernel)
    {
        _kernel = kernel;
        _split = new GapInvariantSplit(kernel);
    }

    /// <summary>About how far the small eigenvalues may be off, in the unit of Θ.</summary>
    public double ErrorEstimate => _kernel.GapUnit * Rounding;

    private double Rounding => GapErrors.OfSplit(_kernel, _split);

    public GapSpectrumParts Compute(int? threads)
    {
        double[] small = SymmetricEigen.Values(_split.Rest(), threads);
        double rounding = Rounding;
        return new GapSpectrumParts
        {
            Small = small,
            SmallErrors = [.. small.Select(value => rounding + (_kernel.CommonError * Math.Abs(value)))],
            SmallExponent = _kernel.NtkGapExponent,
            Largest = _split.Largest,
            LargestError = (_kernel.GapUnit * rounding) + (_kernel.CommonError * _split.Largest),
            LargestExponent = _kernel.Exponent,
        };
    }
}
