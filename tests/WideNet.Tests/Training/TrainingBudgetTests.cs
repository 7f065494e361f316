using WideNet.Activations;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Training;

namespace WideNet.Tests.Training;

public sealed class TrainingBudgetTests
{
    [Fact]
    public void Of_Network_CountsParametersAndActivations()
    {
        NetworkShape shape = Shape(Architecture.FullyConnected, width: 100, depth: 3);
        Assert.Equal(shape.Layers()[^1].End, shape.ParameterCount);
        TrainingBudget budget = TrainingBudget.Of(shape, 50, Precision.Float32);
        Assert.Equal((shape.ParameterCount * 32.0) + 1500, budget.ParameterBytes);
        Assert.Equal(50 * 3 * 100 * 4, budget.ActivationBytes);
        Assert.Equal(16.0 * 50 * 3 * 100 * 8, TrainingBudget.Of(Shape(Architecture.ConvolutionalPool, 100, 3), 50, Precision.Float64).ActivationBytes);
    }

    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void ParameterCount_AnyArchitecture_IsTheEndOfTheLastLayer(Architecture architecture)
    {
        foreach (int depth in (int[])[1, 2, 5])
        {
            NetworkShape shape = Shape(architecture, width: 7, depth);
            Assert.Equal(shape.Layers()[^1].End, shape.ParameterCount);
        }
    }

    [Fact]
    public void Require_TooLarge_SaysWhatItNeedsAndWhatToDo()
    {
        TrainingBudget budget = TrainingBudget.Of(Shape(Architecture.FullyConnected, width: 1000, depth: 4), 10, Precision.Float64);
        budget.Require(budget.TotalBytes);
        var error = Assert.Throws<ArgumentException>(() => budget.Require(1e6));
        Assert.Equal(
            "Training this network needs 147.3 MB of memory (parameters 147.0 MB, activations 320.0 kB), but 1.0 MB of memory are available; take a "
                + "smaller width, depth or batch.",
            error.Message);
    }

    [Theory]
    [InlineData(46_000, 3)]
    [InlineData(1, 2_000_000_000)]
    public void ParameterCount_BeyondAnInt_IsRefusedAtOnce(int width, int depth)
    {
        var error = Assert.Throws<ArgumentException>(() => Shape(Architecture.FullyConnected, width, depth).ParameterCount);
        Assert.Matches(
            $"^A network of width {width} and depth {depth} has .*E\\+09 parameters; at most 2147483647 can be held, so take a smaller width or depth\\.$",
            error.Message);
    }

    private static NetworkShape Shape(Architecture architecture, int width, int depth) => new()
    {
        Description = new NetworkDescription
        {
            Architecture = architecture,
            Activation = ActivationCatalog.Parse("relu"),
            Depth = depth,
            WeightVariance = 2,
            BiasVariance = 0,
        },
        Width = width,
        InputHeight = 4,
        InputWidth = 4,
        InputChannels = 3,
        Outputs = 10,
    };
}
