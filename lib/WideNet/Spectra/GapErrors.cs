using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>How rounding of single entries and of the linear algebra is estimated.</summary>
internal static class GapErrors
{
    /// <summary>Relative error of one entry: its own recursion, and an orthogonal transformation of m steps.</summary>
    public static double Rounding(GapKernel kernel) => kernel.EntryError + (4 * Math.Sqrt(kernel.ScaledNtkGaps.Columns) * Math.ScaleB(1, -53));

    /// <summary>About how far the rest of an invariant split is off, in the unit of G.</summary>
    public static double OfSplit(GapKernel kernel, GapInvariantSplit split) =>
        (Rounding(kernel) * (Norm(kernel.ScaledNtkGaps) + (2 * split.CouplingSize))) + split.Residual;

    /// <summary>Relative backward error, by norms, of a change of basis and a factorization of m steps.</summary>
    public static double Algebra(GapKernel kernel) => 2 * Math.Sqrt(kernel.ScaledNtkGaps.Columns) * Math.ScaleB(1, -53);

    /// <summary>Frobenius norm of a matrix.</summary>
    public static double Norm(Matrix matrix) => Norm(matrix.Values);

    /// <summary>Euclidean norm, safe from underflow and overflow.</summary>
    public static double Norm(ReadOnlySpan<double> values)
    {
        double sum = 0, largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (largest == 0)
        {
            return 0;
        }

        foreach (double value in values)
        {
            sum += value / largest * (value / largest);
        }

        return largest * Math.Sqrt(sum);
    }
}
