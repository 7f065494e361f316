using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

/// <summary>Reproducible numbers and matrices for the linear algebra tests.</summary>
internal sealed class TestNumbers(ulong seed)
{
    private ulong _state = (seed * 2) + 1;

    /// <summary>The next number, uniform in [-1, 1).</summary>
    public double Next()
    {
        _state = (_state * 6364136223846793005) + 1442695040888963407;
        return ((_state >> 11) / (double)(1L << 52)) - 1;
    }

    public double[] Vector(int length)
    {
        double[] values = new double[length];
        foreach (ref double value in values.AsSpan()) value = Next();
        return values;
    }

    public Matrix Matrix(int rows, int columns) => new(rows, columns, Vector(rows * columns));

    public Matrix Symmetric(int n)
    {
        Matrix matrix = Matrix(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) matrix[j, i] = matrix[i, j];
        }

        return matrix;
    }

    /// <summary>G Gᵀ/n + shift·I with G uniform: symmetric positive definite for a positive shift.</summary>
    public Matrix PositiveDefinite(int n, double shift)
    {
        Matrix g = Matrix(n, n);
        var result = new Matrix(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++) sum += g[i, k] * g[j, k];
                result[i, j] = result[j, i] = (sum / n) + (i == j ? shift : 0);
            }
        }

        return result;
    }
}
