using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The entries route of <see cref="GapSpectrum"/>: eigenvalues of Θ less its mean diagonal, so that κ - 1 keeps its digits in the chaotic phase.</summary>
internal static class GapSpectrumOfEntries
{
    /// <summary>About how far the eigenvalues may be off, in the unit of Θ.</summary>
    public static double ErrorEstimate(GapKernel kernel) => GapErrors.Rounding(kernel) * GapErrors.Norm(kernel.ScaledEntries);

    public static GapSpectrumParts Compute(GapKernel kernel, int? threads)
    {
        Matrix shifted = kernel.ScaledEntries.Clone();
        int m = shifted.Rows;
        double ratio = Math.ScaleB(1, kernel.NtkGapExponent - kernel.Exponent), meanGap = 0;
        for (int i = 0; i < m; i++)
        {
            meanGap += kernel.ScaledNtkGaps[i, i] / m;
        }

        for (int i = 0; i < m; i++)
        {
            shifted[i, i] = ratio * (meanGap - kernel.ScaledNtkGaps[i, i]);
        }

        double shift = kernel.ScaledDiagonal - (ratio * meanGap);
        double rounding = (GapErrors.Rounding(kernel) * GapErrors.Norm(shifted)) + Math.ScaleB(shift, -52);
        double[] values = SymmetricEigen.Values(shifted, threads);
        double[] small = [.. values[..^1].Select(value => shift + value)];
        double largest = shift + values[^1];
        return new GapSpectrumParts
        {
            Small = small,
            SmallErrors = [.. small.Select(value => rounding + (kernel.CommonError * Math.Abs(value)))],
            SmallExponent = kernel.Exponent,
            Largest = largest,
            LargestError = rounding + (kernel.CommonError * largest),
            LargestExponent = kernel.Exponent,
            Excess = small.Average() is double bulk && bulk > rounding ? (values[^1] - values[..^1].Average()) / bulk : double.PositiveInfinity,
        };
    }
}
