using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>How rounding of single entries and of the linear algebra is estimated.</summary>
internal static class GapErrors
{
    /// <summary>Relative error of one entry: its own recursion, and an orthogonal transformation of m steps.</summary>
    public static double Rounding(GapKernel kernel) => kernel.EntryError + (4 * Math.Sqrt(kernel.ScaledNtkGaps.Columns) * Math.ScaleB(1, -53));

    /// <summary>Frobenius norm of a matrix.</summary>
    public static double Norm(Matrix matrix)
    {
        double sum = 0, largest = 0;
        foreach (double value in matrix.Values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (largest == 0)
        {
            return 0;
        }

        foreach (double value in matrix.Values)
        {
            sum += value / largest * (value / largest);
        }

        return largest * Math.Sqrt(sum);
    }
}
