using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>Input for benchmarks; any numbers will do, but the same ones each time.</summary>
internal static class TestMatrix
{
    /// <summary>Numbers in [-1, 1) from a multiplicative congruential sequence.</summary>
    public static double[] Uniform(int count)
    {
        double[] values = new double[count];
        ulong state = 1;
        for (int i = 0; i < count; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            values[i] = ((state >> 11) / (double)(1L << 52)) - 1;
        }

        return values;
    }

    /// <summary>A symmetric matrix with entries in [-1, 1).</summary>
    public static Matrix Symmetric(int n)
    {
        var matrix = new Matrix(n, n, Uniform(n * n));
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) matrix[j, i] = matrix[i, j];
        }

        return matrix;
    }

    /// <summary>A symmetric, diagonally dominant and so positive definite matrix.</summary>
    public static Matrix PositiveDefinite(int n)
    {
        Matrix matrix = Symmetric(n);
        for (int i = 0; i < n; i++) matrix[i, i] += n;
        return matrix;
    }
}
