using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Tests.Networks;

public sealed class FiniteNetworkTests
{
    public static TheoryData<Architecture, string, Padding> Combinations()
    {
        var data = new TheoryData<Architecture, string, Padding>();
        foreach (string activation in (string[])["erf", "tanh", "relu", "leaky_relu_0.1", "abs", "gelu", "sin", "cos"])
        {
            data.Add(Architecture.FullyConnected, activation, Padding.Circular);
            foreach (Padding padding in (Padding[])[Padding.Circular, Padding.Zero])
            {
                data.Add(Architecture.ConvolutionalFlatten, activation, padding);
                data.Add(Architecture.ConvolutionalPool, activation, padding);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Gradient_AnyNetwork_EqualsFiniteDifferences(Architecture architecture, string activation, Padding padding)
    {
        NetworkShape shape = SmallNetworks.Shape(architecture, activation, padding, filterHeight: 3, filterWidth: 5);
        InputBatch inputs = SmallNetworks.Inputs(shape, 3);
        Matrix weights = SmallNetworks.RandomMatrix(3, shape.Outputs, 11);
        FiniteNetwork<double> network = SmallNetworks.Network(shape);
        double[] gradient = network.Gradient(inputs, weights);
        double largest = gradient.Max(Math.Abs);

        // Central differences with h = 1e-5 leave f'''h²/6 ≈ 1e-10 and rounding 1e-16/h = 1e-11 of sums of size 10; at a kink of the
        // ReLU family a step could cross it, but with 2,000 pre-activations of spread 1 that has probability 2,000·1e-5·|∂z/∂θ|, and the seed shows none.
        const double h = 1e-5;
        for (int i = 0; i < gradient.Length; i++)
        {
            double kept = network.Parameters[i];
            network.Parameters[i] = kept + h;
            double above = Weighted(network.Outputs(inputs), weights);
            network.Parameters[i] = kept - h;
            double below = Weighted(network.Outputs(inputs), weights);
            network.Parameters[i] = kept;
            Assert.True(
                Math.Abs(((above - below) / (2 * h)) - gradient[i]) <= 1e-8 * largest, $"parameter {i}: {(above - below) / (2 * h)} against {gradient[i]}");
        }
    }

    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Gradient_AnyNumberOfThreads_SameBits(Architecture architecture)
    {
        NetworkShape shape = SmallNetworks.Shape(architecture, "erf", width: 40, height: 6, columns: 6);
        InputBatch inputs = SmallNetworks.Inputs(shape, 9);
        Matrix weights = SmallNetworks.RandomMatrix(9, shape.Outputs, 5);
        float[] one = Single(1), two = Single(2), five = Single(5);
        Assert.Equal(one, two);
        Assert.Equal(one, five);

        float[] Single(int threads) =>
            FiniteNetwork.FromDoubles<float>(shape, InitialParameters.Draw(shape, new RandomStream(1)), threads).Gradient(inputs, weights);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Gradient_SinglePrecision_AgreesWithDouble(Architecture architecture, string activation, Padding padding)
    {
        NetworkShape shape = SmallNetworks.Shape(architecture, activation, padding, width: 20, height: 5, columns: 8);
        InputBatch inputs = SmallNetworks.Inputs(shape, 6);
        Matrix weights = SmallNetworks.RandomMatrix(6, shape.Outputs, 5);
        double[] parameters = InitialParameters.Draw(shape, new RandomStream(1));
        double[] exact = FiniteNetwork.FromDoubles<double>(shape, parameters).Gradient(inputs, weights);
        float[] rounded = FiniteNetwork.FromDoubles<float>(shape, parameters).Gradient(inputs, weights);
        double largest = exact.Max(Math.Abs);

        // Rounding 6e-8 an operation grows like the square root of the 1,500 terms summed through 8 products: 2e-5 at most.
        for (int i = 0; i < exact.Length; i++) Assert.Equal(exact[i] / largest, rounded[i] / largest, 2e-5);
    }

    // The first layer has 60 × 1200 weights, more than are drawn at once.
    [Fact]
    public void Draw_AnyPrecision_GivesTheRoundedInitialParameters()
    {
        NetworkShape shape = SmallNetworks.Shape(Architecture.FullyConnected, "erf", width: 1200, depth: 1);
        double[] expected = InitialParameters.Draw(shape, new RandomStream(3));
        Assert.Equal(expected, FiniteNetwork.Draw<double>(shape, new RandomStream(3)).Parameters.ToArray());
        Assert.Equal(expected.Select(value => (float)value), FiniteNetwork.Draw<float>(shape, new RandomStream(3)).Parameters.ToArray());
    }

    [Fact]
    public void Constructor_ParametersOfAnotherNetwork_NamesBothCounts()
    {
        NetworkShape shape = SmallNetworks.Shape(Architecture.FullyConnected, "erf", width: 4, depth: 1, height: 1, columns: 1, channels: 2, outputs: 1);
        var error = Assert.Throws<ArgumentException>(() => new FiniteNetwork<double>(shape, new double[5]));
        Assert.Equal("The network has 17 parameters, but 5 were given; they belong to another network. (Parameter 'parameters')", error.Message);
    }

    [Fact]
    public void Outputs_InputsOfAnotherShape_NamesBothShapes()
    {
        NetworkShape shape = SmallNetworks.Shape(Architecture.ConvolutionalPool, "erf");
        var error = Assert.Throws<ArgumentException>(() => SmallNetworks.Network(shape).Outputs(new InputBatch(1, 2, 2, 3, new double[12])));
        Assert.Equal("The inputs are 1 images 2×2×3, but the network reads images 4×5×3. (Parameter 'inputs')", error.Message);
    }

    private static double Weighted(Matrix outputs, Matrix weights)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Values.Length; i++) sum += outputs.Values[i] * weights.Values[i];
        return sum;
    }
}
