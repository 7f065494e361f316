using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The entries route of <see cref="GapSpectrum"/>: eigenvalues of Θ less its mean diagonal, so that κ - 1 keeps its digits in the chaotic
/// phase.</summary>
internal static class GapSpectrumOfEntries
{
    /// <summary>About how far the eigenvalues may be off, in the unit of Θ.</summary>
    public static double ErrorEstimate(GapKernel kernel) => GapErrors.Rounding(kernel) * GapErrors.Norm(kernel.ScaledEntries);

    /// <summary>Θ less its mean diagonal, and that diagonal, in the unit of Θ.</summary>
    public static (Matrix Shifted, double Shift) Shifted(GapKernel kernel)
    {
        Matrix shifted = kernel.ScaledEntries.Clone();
        double Own(int i) => (kernel.Rows?.ScaledNtk[i] ?? 0) - kernel.ScaledNtkGaps[i, i];
        double mean = Enumerable.Range(0, shifted.Rows).Average(Own);
        for (int i = 0; i < shifted.Rows; i++)
        {
            shifted[i, i] = kernel.GapUnit * (Own(i) - mean);
        }

        return (shifted, kernel.ScaledDiagonal + (kernel.GapUnit * mean));
    }

    /// <summary>About how far the eigenvalues are off by roundings of single entries, in the unit of Θ.</summary>
    public static double Rounding(GapKernel kernel, Matrix shifted, double shift) =>
        (GapErrors.Rounding(kernel) * GapErrors.Norm(shifted)) + Math.ScaleB(shift, -52) + ((kernel.PlainError ?? 0) * shift);

    // The largest part of a diagonal entry that is the example's own, in the unit of Θ.
    private static double OwnDiagonal(GapKernel kernel)
    {
        double largest = 0;
        for (int i = 0; i < kernel.ScaledNtkGaps.Rows; i++)
        {
            largest = Math.Max(largest, Math.Max(Math.Abs(kernel.Rows?.ScaledNtk[i] ?? 0), Math.Abs(kernel.ScaledNtkGaps[i, i])));
        }

        return kernel.GapUnit * largest;
    }

    public static GapSpectrumParts Compute(GapKernel kernel, int? threads)
    {
        (Matrix shifted, double shift) = Shifted(kernel);
        double rounding = Rounding(kernel, shifted, shift);
        double[] values = SymmetricEigen.Values(shifted, threads);
        double[] small = [.. values[..^1].Select(value => shift + value)];
        double largest = shift + values[^1], bulk = small.Average(), excess = (values[^1] - values[..^1].Average()) / bulk;

        // A diagonal that all examples share drops out of κ - 1; one of their own does not, and has the roundings of its own recursion.
        double own = OwnDiagonal(kernel) * GapErrors.Rounding(kernel);
        return new GapSpectrumParts
        {
            Small = small,
            SmallErrors = [.. small.Select(value => rounding + (kernel.CommonError * Math.Abs(value)))],
            SmallExponent = kernel.Exponent,
            Largest = largest,
            LargestError = rounding + (kernel.CommonError * largest),
            LargestExponent = kernel.Exponent,
            Excess = bulk > rounding ? excess : double.PositiveInfinity,
            ExcessError = bulk > rounding
                ? (((GapErrors.Rounding(kernel) * GapErrors.Norm(shifted)) + own + ((kernel.PlainError ?? 0) * shift)) / bulk / excess) + kernel.CommonError
                : double.PositiveInfinity,
        };
    }
}
