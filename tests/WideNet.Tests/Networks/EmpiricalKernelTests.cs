using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Tests.Networks;

public sealed class EmpiricalKernelTests
{
    [Theory]
    [InlineData(Architecture.FullyConnected, Padding.Circular)]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Circular)]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Zero)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Circular)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Zero)]
    public void Full_SmallNetwork_EqualsProductsOfGradients(Architecture architecture, Padding padding)
    {
        NetworkShape shape = SmallNetworks.Shape(architecture, "erf", padding, width: 19);
        InputBatch a = SmallNetworks.Inputs(shape, 3, 1), b = SmallNetworks.Inputs(shape, 2, 2);
        FiniteNetwork<double> network = SmallNetworks.Network(shape);
        double[][] left = Gradients(network, a), right = Gradients(network, b);
        Matrix full = EmpiricalKernel.Full(network, a, b), own = EmpiricalKernel.Full(network, a);
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = 0; j < right.Length; j++)
                Assert.Equal(Dot(left[i], right[j]), full[i, j], 1e-11 * Math.Sqrt(Dot(left[i], left[i]) * Dot(right[j], right[j])));
            for (int j = 0; j < left.Length; j++)
            {
                Assert.Equal(Dot(left[i], left[j]), own[i, j], 1e-11 * Math.Sqrt(Dot(left[i], left[i]) * Dot(left[j], left[j])));
                Assert.Equal(own[j, i], own[i, j]);
            }
        }
    }

    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void MeanOverOutputs_TwoSets_IsTheMeanOfTheDiagonalBlocks(Architecture architecture)
    {
        NetworkShape shape = SmallNetworks.Shape(architecture, "relu", outputs: 3);
        InputBatch a = SmallNetworks.Inputs(shape, 3, 1), b = SmallNetworks.Inputs(shape, 4, 2);
        FiniteNetwork<double> network = SmallNetworks.Network(shape);
        Matrix full = EmpiricalKernel.Full(network, a, b), mean = EmpiricalKernel.MeanOverOutputs(network, a, b);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                double expected = Enumerable.Range(0, 3).Average(output => full[(3 * i) + output, (3 * j) + output]);
                Assert.Equal(expected, mean[i, j], 1e-12 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    // The infinite kernel is the mean of the finite one over initialisations, up to a bias of order depth/width of an entry. With width 256 and 100
    // draws of two outputs the standard error, measured here, is of about the same size: 4 of them leave room for the bias, but not for a wrong factor.
    [Theory]
    [InlineData(Architecture.FullyConnected, Padding.Circular)]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Circular)]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Zero)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Circular)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Zero)]
    public void MeanOverOutputs_ManyDraws_AverageToTheInfiniteKernel(Architecture architecture, Padding padding)
    {
        const int draws = 100, width = 256, count = 3;
        NetworkShape shape = SmallNetworks.Shape(architecture, "erf", padding, width, depth: 2, height: 3, columns: 3, channels: 4, outputs: 2);
        InputBatch inputs = SmallNetworks.Inputs(shape, count, 5);
        KernelPair exact = InfiniteNetwork.Kernel(shape.Description, inputs);
        Matrix ntkSum = new(count, count), ntkSquares = new(count, count), nngpSum = new(count, count), nngpSquares = new(count, count);
        for (int draw = 0; draw < draws; draw++)
        {
            double[] parameters = InitialParameters.Draw(shape, new RandomStream(17).Split("draw").Split(draw));
            FiniteNetwork<float> network = FiniteNetwork.FromDoubles<float>(shape, parameters, threads: 1);
            Add(EmpiricalKernel.MeanOverOutputs(network, inputs), ntkSum, ntkSquares);
            Matrix outputs = network.Outputs(inputs);
            Add(Scaled(MatrixProduct.Multiply(outputs, outputs, transposeB: true), 1.0 / shape.Outputs), nngpSum, nngpSquares);
        }

        AssertMean(exact.Ntk, ntkSum, ntkSquares, draws, "NTK");
        AssertMean(exact.Nngp, nngpSum, nngpSquares, draws, "NNGP");
    }

    private static void AssertMean(Matrix exact, Matrix sum, Matrix squares, int draws, string name)
    {
        for (int i = 0; i < exact.Rows; i++)
        {
            for (int j = 0; j < exact.Columns; j++)
            {
                double mean = sum[i, j] / draws;
                double error = Math.Sqrt(((squares[i, j] / draws) - (mean * mean)) / (draws - 1));
                Assert.True(Math.Abs(mean - exact[i, j]) <= 4 * error, $"{name}[{i}, {j}]: {mean} ± {error} against {exact[i, j]}");
            }
        }
    }

    private static void Add(Matrix values, Matrix sum, Matrix squares)
    {
        for (int i = 0; i < values.Values.Length; i++)
        {
            sum.Values[i] += values.Values[i];
            squares.Values[i] += values.Values[i] * values.Values[i];
        }
    }

    private static Matrix Scaled(Matrix matrix, double factor)
    {
        foreach (ref double value in matrix.Values) value *= factor;
        return matrix;
    }

    // One row an example and output, in that order.
    private static double[][] Gradients(FiniteNetwork<double> network, InputBatch inputs)
    {
        int k = network.Shape.Outputs;
        return [.. Enumerable.Range(0, inputs.Count * k).Select(row =>
        {
            var select = new Matrix(1, k);
            select[0, row % k] = 1;
            return network.Gradient(inputs.Slice(row / k, 1), select);
        })];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
