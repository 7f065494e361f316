using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Tests.Networks;

public sealed class PlainNetworkTests
{
    public static TheoryData<Architecture, Padding> Networks() => new()
    {
        { Architecture.FullyConnected, Padding.Zero },
        { Architecture.ConvolutionalFlatten, Padding.Circular },
        { Architecture.ConvolutionalFlatten, Padding.Zero },
        { Architecture.ConvolutionalPool, Padding.Circular },
        { Architecture.ConvolutionalPool, Padding.Zero },
    };

    // Written out by hand: two features, two units, one output; w = √(σ_w²/fan-in), b = √σ_b².
    [Fact]
    public void Outputs_ASmallDenseNetwork_EqualsTheFormulaWrittenOut()
    {
        NetworkShape shape = SmallNetworks.Shape(
            Architecture.FullyConnected, "tanh", width: 2, depth: 1, height: 1, columns: 1, channels: 2, outputs: 1);
        double[] parameters = [0.5, -1, 2, 0.25, 0.75, -0.5, 1.5, -2, 3];
        var inputs = new InputBatch(1, 1, 1, 2, [0.3, 0.8]);
        double w0 = Math.Sqrt(1.2 / 2), b0 = Math.Sqrt(0.3), w1 = Math.Sqrt(1.7 / 2), b1 = Math.Sqrt(0.1);
        double first = Math.Tanh((w0 * ((0.5 * 0.3) - 0.8)) + (b0 * 0.75)), second = Math.Tanh((w0 * ((2 * 0.3) + (0.25 * 0.8))) - (b0 * 0.5));
        Assert.Equal((w1 * ((1.5 * first) - (2 * second))) + (b1 * 3), PlainNetwork.Outputs(shape, parameters, inputs)[0, 0], 1e-15);
    }

    // A filter of one row and three columns on an image of one row: the taps read the left neighbour, the pixel and the right neighbour.
    [Theory]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Circular, 7)]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Zero, 0)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Circular, 7)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Zero, 0)]
    public void Outputs_ASmallConvolution_EqualsTheFormulaWrittenOut(Architecture architecture, Padding padding, double beyond)
    {
        NetworkShape shape = SmallNetworks.Shape(
            architecture, "relu", padding, width: 1, depth: 1, height: 1, columns: 3, channels: 1, filterHeight: 1, filterWidth: 3, outputs: 1);
        bool isPooled = architecture == Architecture.ConvolutionalPool;
        double[] readOut = isPooled ? [2] : [2, 3, 5];
        double[] parameters = [11, 13, 17, 0.5, .. readOut, 0.25];
        var inputs = new InputBatch(1, 1, 3, 1, [1, 4, 7]);
        double w0 = Math.Sqrt(1.2 / 3), b0 = Math.Sqrt(0.3), w1 = Math.Sqrt(1.7 / (isPooled ? 1 : 3)), b1 = Math.Sqrt(0.1);
        double right = beyond == 0 ? 0 : 1;
        double[] z =
        [
            (w0 * ((11 * beyond) + (13 * 1) + (17 * 4))) + (b0 * 0.5),
            (w0 * ((11 * 1) + (13 * 4) + (17 * 7))) + (b0 * 0.5),
            (w0 * ((11 * 4) + (13 * 7) + (17 * right))) + (b0 * 0.5),
        ];
        double read = isPooled ? 2 * z.Average() : (2 * z[0]) + (3 * z[1]) + (5 * z[2]);
        Assert.Equal((w1 * read) + (b1 * 0.25), PlainNetwork.Outputs(shape, parameters, inputs)[0, 0], 1e-12);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gradient_OfItsOutputs_EqualsFiniteDifferences(Architecture architecture, Padding padding)
    {
        NetworkShape shape = SmallNetworks.Shape(architecture, "erf", padding, width: 3, depth: 2, height: 2, columns: 3, channels: 2);
        InputBatch inputs = SmallNetworks.Inputs(shape, 2);
        Matrix weights = SmallNetworks.RandomMatrix(2, shape.Outputs, 11);
        double[] parameters = InitialParameters.Draw(shape, new RandomStream(3));
        double[] gradient = PlainNetwork.Gradient(shape, parameters, inputs, weights);
        double largest = gradient.Max(Math.Abs);

        // Central differences with h = 1e-5 leave f'''h²/6 ≈ 1e-10 and rounding 1e-16/h = 1e-11 of sums of size 10.
        const double h = 1e-5;
        for (int i = 0; i < gradient.Length; i++)
        {
            double slope = (Weighted(i, h) - Weighted(i, -h)) / (2 * h);
            Assert.True(Math.Abs(slope - gradient[i]) <= 1e-8 * largest, $"parameter {i}: {slope} against {gradient[i]}");
        }

        double Weighted(int index, double step)
        {
            double[] moved = [.. parameters];
            moved[index] += step;
            ReadOnlySpan<double> outputs = PlainNetwork.Outputs(shape, moved, inputs).Values;
            double sum = 0;
            for (int j = 0; j < outputs.Length; j++) sum += outputs[j] * weights.Values[j];
            return sum;
        }
    }

    // The sizes stand around the edges of lanes and tiles, with filters larger than the image, of one row and of one column.
    [Theory]
    [MemberData(nameof(Networks))]
    public void FiniteNetwork_OfAnyShape_EqualsIt(Architecture architecture, Padding padding)
    {
        foreach ((int width, int height, int columns, int filterHeight, int filterWidth) in (ReadOnlySpan<(int, int, int, int, int)>)
            [(1, 1, 1, 1, 1), (7, 2, 3, 5, 7), (16, 3, 8, 3, 3), (17, 5, 9, 1, 3), (33, 9, 4, 3, 1)])
        {
            AssertEqual(SmallNetworks.Shape(architecture, "tanh", padding, width, 2, height, columns, 2, filterHeight, filterWidth, outputs: 3));
        }
    }

    [Theory]
    [MemberData(nameof(FiniteNetworkTests.Combinations), MemberType = typeof(FiniteNetworkTests))]
    public void FiniteNetwork_OfAnyActivation_EqualsIt(Architecture architecture, string activation, Padding padding) =>
        AssertEqual(SmallNetworks.Shape(architecture, activation, padding, filterHeight: 3, filterWidth: 5));

    [Fact]
    public void Outputs_WrongArguments_AreRefused()
    {
        NetworkShape shape = SmallNetworks.Shape(
            Architecture.FullyConnected, "erf", width: 4, depth: 1, height: 1, columns: 1, channels: 2, outputs: 1);
        InputBatch inputs = SmallNetworks.Inputs(shape, 2);
        var parameters = new double[shape.ParameterCount];
        Assert.Equal(
            "The network has 17 parameters, but 5 were given; they belong to another network. (Parameter 'parameters')",
            Assert.Throws<ArgumentException>(() => PlainNetwork.Outputs(shape, new double[5], inputs)).Message);
        Assert.Equal(
            "The inputs are 1 images 2×2×3, but the network reads images 1×1×2. (Parameter 'inputs')",
            Assert.Throws<ArgumentException>(() => PlainNetwork.Outputs(shape, parameters, new InputBatch(1, 2, 2, 3, new double[12]))).Message);
        Assert.Equal(
            "The output gradient is 3×1, but 2 inputs and 1 outputs need 2×1. (Parameter 'outputGradient')",
            Assert.Throws<ArgumentException>(() => PlainNetwork.Gradient(shape, parameters, inputs, new Matrix(3, 1))).Message);
    }

    private static void AssertEqual(NetworkShape shape)
    {
        InputBatch inputs = SmallNetworks.Inputs(shape, 4);
        FiniteNetwork<double> network = SmallNetworks.Network(shape);
        Matrix outputs = network.Outputs(inputs, batch: 3), expected = PlainNetwork.Outputs(shape, network.Parameters, inputs);
        for (int i = 0; i < expected.Values.Length; i++) Assert.Equal(expected.Values[i], outputs.Values[i], 1e-12);

        // Sums of some hundred terms in another order: rounding 1e-16 a term, and no term is larger than the largest entry.
        Matrix weights = SmallNetworks.RandomMatrix(inputs.Count, shape.Outputs, 5);
        double[] gradient = network.Gradient(inputs, weights), plain = PlainNetwork.Gradient(shape, network.Parameters, inputs, weights);
        double largest = plain.Max(Math.Abs);
        Assert.True(largest > 0);
        for (int i = 0; i < plain.Length; i++) Assert.Equal(plain[i] / largest, gradient[i] / largest, 1e-12);
    }
}
