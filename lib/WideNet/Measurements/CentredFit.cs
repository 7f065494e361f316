using WideNet.Numerics;

namespace WideNet.Measurements;

/// <summary>The least-squares fit y ≈ a x of outputs [n, k], once each column's mean over the images is taken off both.</summary>
/// <param name="Coefficient">a; 0 if x is the same for all images.</param>
/// <param name="Residual">Root mean square of y - a x.</param>
/// <param name="Size">Root mean square of x.</param>
internal sealed record CentredFit(double Coefficient, double Residual, double Size)
{
    /// <summary>Fits y.</summary>
    /// <param name="y">Outputs to be explained, [n, k].</param>
    /// <param name="x">What they are explained by, [n, k].</param>
    public static CentredFit Of(Matrix y, Matrix x)
    {
        double[] meanY = ColumnMeans(y), meanX = ColumnMeans(x);
        double xx = 0, xy = 0, yy = 0;
        for (int i = 0; i < y.Rows; i++)
        {
            for (int j = 0; j < y.Columns; j++)
            {
                double dx = x[i, j] - meanX[j], dy = y[i, j] - meanY[j];
                xx += dx * dx;
                xy += dx * dy;
                yy += dy * dy;
            }
        }

        double coefficient = xx > 0 ? xy / xx : 0;
        return new CentredFit(coefficient, Math.Sqrt(Math.Max(0, yy - (coefficient * xy)) / y.Values.Length), Math.Sqrt(xx / x.Values.Length));
    }

    private static double[] ColumnMeans(Matrix matrix)
    {
        double[] means = new double[matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < means.Length; j++) means[j] += matrix[i, j] / matrix.Rows;
        }

        return means;
    }
}
