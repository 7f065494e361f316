using WideNet.Data;
using WideNet.Kernels;
using static WideNet.Tests.Kernels.FullyConnectedSamples;

namespace WideNet.Tests.Compute.FullyConnected;

/// <summary>What fully-connected kernels say of input they cannot use.</summary>
public sealed class FullyConnectedKernelContractTests
{
    [Fact]
    public void Kernel_BeyondTheRangeOfDouble_NamesDepthAndChi1()
    {
        var error = Assert.Throws<KernelOverflowException>(() => InfiniteNetwork.Kernel(Chaotic with { Depth = 9000, WeightVariance = 4 }, Inputs(3, 20, 1)));
        Assert.Equal(0, error.Example);

        // Θ_aa ∝ χ_1^l leaves the range near l = 709.78/ln χ_1.
        Assert.InRange(error.Depth * Math.Log(error.Chi1), 700, 715);
        Assert.Equal(
            FormattableString.Invariant($"Θ_aa of example 0 leaves the range of double at depth {error.Depth} (χ_1 = {error.Chi1:G6} there, so it grows ")
                + "like χ_1^depth); ask for smaller depths.",
            error.Message);
    }

    [Fact]
    public void Kernel_DifferentFeatureCounts_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernel(Chaotic, Inputs(2, 20, 1), Inputs(2, 21, 1)));
        Assert.Equal("x1 has 20 features per example, but x2 has 21; both must have the same. (Parameter 'x2')", error.Message);
    }

    [Fact]
    public void Kernel_NoExamples_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernel(Chaotic, Inputs(0, 20, 1)));
        Assert.Equal("x holds no examples; a kernel needs at least one. (Parameter 'x')", error.Message);
    }

    [Fact]
    public void Kernel_InputsTooLarge_NamesTheExample()
    {
        var error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernel(Chaotic, new InputBatch(2, 1, 1, 1, [1, 1e200])));
        Assert.Equal("Example 1 has x·x/n = Infinity; scale the inputs down.", error.Message);
    }

    [Theory]
    [InlineData(new int[0], "No depth is asked for; give at least one. (Parameter 'depths')")]
    [InlineData(new[] { 0 }, "Depth 0 of the list is 0; depths count nonlinearities and start at 1. (Parameter 'depths')")]
    [InlineData(new[] { 3, 3 }, "Depth 1 of the list is 3; depths must increase, and 3 stands before it. (Parameter 'depths')")]
    public void Kernels_DepthsOutOfOrder_SaysWhichAndWhy(int[] depths, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernels(Chaotic, depths, Inputs(2, 20, 1)));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Kernel_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => InfiniteNetwork.Kernel(Chaotic, Inputs(3, 20, 1), new KernelOptions { Cancellation = source.Token }));
    }

    [Fact]
    public void MaxThreads_Zero_SaysWhatItMustBe()
    {
        var error = Assert.Throws<ArgumentException>(() => new KernelOptions { MaxThreads = 0 });
        Assert.Equal("MaxThreads is 0; it must be at least 1.", error.Message);
    }
}
