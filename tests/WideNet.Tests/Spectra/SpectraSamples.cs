using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Tests.Spectra;

/// <summary>Kernels and targets that the tests of this folder share.</summary>
internal static class SpectraSamples
{
    public const int Train = 14, Test = 5, Outputs = 3;

    public static Matrix Targets { get; } = Normals(Train, Outputs, "targets");

    /// <summary>Train-train, test-train and test-test kernels of one chaotic network of depth 4, well conditioned.</summary>
    public static KernelPair TrainTrain { get; } = InfiniteNetwork.Kernel(Network, TrainInputs);

    public static KernelPair TestTrain { get; } = InfiniteNetwork.Kernel(Network, TestInputs, TrainInputs);

    public static KernelPair TestTest { get; } = InfiniteNetwork.Kernel(Network, TestInputs);

    private static NetworkDescription Network => new()
    {
        Architecture = Architecture.FullyConnected,
        Activation = new Erf(),
        Depth = 4,
        WeightVariance = 2.2,
        BiasVariance = 0.1,
    };

    private static InputBatch TrainInputs => InputBatch.FromVectors(Normals(Train, 20, "train"));

    private static InputBatch TestInputs => InputBatch.FromVectors(Normals(Test, 20, "test"));

    public static void AssertClose(Matrix expected, Matrix actual, double tolerance)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        double scale = expected.Values.ToArray().Max(Math.Abs);
        for (int i = 0; i < expected.Values.Length; i++)
        {
            Assert.True(
                Math.Abs(expected.Values[i] - actual.Values[i]) <= tolerance * scale, $"entry {i}: {expected.Values[i]:R} against {actual.Values[i]:R}");
        }
    }

    /// <summary>The matrix with the given eigenvalues in a fixed orthonormal basis (a product of reflections).</summary>
    public static Matrix WithEigenvalues(params double[] eigenvalues)
    {
        int n = eigenvalues.Length;
        var result = new Matrix(n, n);
        for (int i = 0; i < n; i++)
        {
            result[i, i] = eigenvalues[i];
        }

        Matrix reflection = Matrix.Identity(n);
        double[] v = [.. Enumerable.Range(0, n).Select(i => 1.0 + (i % 3))];
        double norm = v.Sum(x => x * x);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                reflection[i, j] -= 2 * v[i] * v[j] / norm;
            }
        }

        Matrix product = MatrixProduct.Multiply(MatrixProduct.Multiply(reflection, result), reflection, transposeB: true);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                product[i, j] = product[j, i];
            }
        }

        return product;
    }

    private static Matrix Normals(int rows, int columns, string name)
    {
        var result = new Matrix(rows, columns);
        new RandomStream(1).Split(name).FillNormal(result.Values);
        return result;
    }
}
