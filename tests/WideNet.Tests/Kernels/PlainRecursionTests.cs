using WideNet.Activations;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Tests.Kernels;

/// <summary>The readable definition against closed forms and another implementation; the fast routes are held to it in their own tests.</summary>
public sealed class PlainRecursionTests
{
    [Fact]
    public void Kernel_OneErfLayer_IsTheClosedForm()
    {
        NetworkDescription network = FullyConnectedSamples.Chaotic with { Depth = 1 };
        InputBatch x = new(2, 1, 1, 2, [1, 2, 0.5, -1]);
        double qa = (1.2 * 2.5) + 0.1, qb = (1.2 * 0.625) + 0.1, k = (1.2 * -0.75) + 0.1;
        double norm = (1 + (2 * qa)) * (1 + (2 * qb)), dual = 2 / Math.PI * Math.Asin(2 * k / Math.Sqrt(norm));
        double slope = 4 / Math.PI / Math.Sqrt(norm - (4 * k * k));
        KernelPair kernel = PlainRecursion.Kernel(network, x);
        Assert.Equal((1.7 * dual) + 0.4, kernel.Nngp[0, 1], 1e-15);
        Assert.Equal((1.7 * dual) + 0.4 + (1.7 * slope * k), kernel.Ntk[1, 0], 1e-15);
        Assert.Equal((1.7 * 2 / Math.PI * Math.Asin(2 * qa / (1 + (2 * qa)))) + 0.4, kernel.Nngp[0, 0], 1e-15);
        Assert.Equal(1, kernel.Depth);
    }

    // Two pixels in a row hold 2 and 1, so q⁰ = (4, 1). A filter of three taps sees each once with zero padding, the neighbour
    // twice with circular padding.
    [Theory]
    [InlineData(Padding.Circular, 1, 4, 1)]
    [InlineData(Padding.Zero, 3, 5 / 3.0, 5 / 3.0)]
    [InlineData(Padding.Circular, 3, 6 / 3.0, 9 / 3.0)]
    public void Kernel_ReluOnTwoPixels_IsThatOfPencilAndPaper(Padding padding, int filter, double first, double second)
    {
        NetworkDescription network = new()
        {
            Architecture = Architecture.ConvolutionalFlatten,
            Activation = ReluFamily.Relu,
            Depth = 1,
            WeightVariance = 1,
            BiasVariance = 0,
            FilterHeight = 1,
            FilterWidth = filter,
            Padding = padding,
        };
        KernelPair kernel = PlainRecursion.Kernel(network, new InputBatch(1, 1, 2, 1, [2, 1]));

        // T = q/2 and Ṫ = 1/2 at correlation 1.
        Assert.Equal((first + second) / 4, kernel.Nngp[0, 0], 1e-15);
        Assert.Equal((first + second) / 2, kernel.Ntk[0, 0], 1e-15);
    }

    // Every architecture, both paddings, a filter that is not square, dropout; the references' own rounding reaches 3e-13 of the largest entry.
    [Theory]
    [InlineData("fcn-erf-dropout")]
    [InlineData("fcn-erf-readin")]
    [InlineData("cnn-f-relu-nonsquare")]
    [InlineData("cnn-f-relu-same-5x3")]
    [InlineData("cnn-f-erf-dropout")]
    [InlineData("cnn-p-relu-nonsquare")]
    [InlineData("cnn-p-relu-same-5x3")]
    [InlineData("cnn-p-erf-dropout")]
    public void Kernel_ReferenceCase_EqualsTheReference(string name)
    {
        CaseFile file = CaseFile.Open(RepositoryFiles.Reference("neural-tangents", name));
        InputBatch x1 = file.Inputs("x1"), x2 = file.Inputs("x2");
        NetworkDescription[] networks = [.. file.WholeNumbers("depths").Select(file.Network)];
        KernelPair[] train = [.. networks.Select(network => PlainRecursion.Kernel(network, x1))];
        KernelPair[] test = [.. networks.Select(network => PlainRecursion.Kernel(network, x1, x2))];
        Assert.True(ArrayError.Compare("nngp", [.. train.Select(pair => pair.Nngp)], file.Array("nngp")).IsWithin(1e-10));
        Assert.True(ArrayError.Compare("ntk", [.. train.Select(pair => pair.Ntk)], file.Array("ntk")).IsWithin(1e-10));
        Assert.True(ArrayError.Compare("nngp12", [.. test.Select(pair => pair.Nngp)], file.Array("nngp12")).IsWithin(1e-10));
        Assert.True(ArrayError.Compare("ntk12", [.. test.Select(pair => pair.Ntk)], file.Array("ntk12")).IsWithin(1e-10));
    }

    [Fact]
    public void Kernel_UnfitArguments_SayWhatTheyWere()
    {
        InputBatch x = new(1, 1, 1, 2, [1, 2]);
        NetworkDescription residual = FullyConnectedSamples.Chaotic with { Block = HiddenBlock.Residual };
        Assert.Equal(
            "The plain recursion is made of Plain blocks, but Block is Residual; use InfiniteNetwork.",
            Assert.Throws<ArgumentException>(() => PlainRecursion.Kernel(residual, x)).Message);
        Assert.Equal(
            "The rows are 1 images 1×1×2, the columns 1 images 1×1×1; both must have one size. (Parameter 'x2')",
            Assert.Throws<ArgumentException>(() => PlainRecursion.Kernel(FullyConnectedSamples.Chaotic, x, new InputBatch(1, 1, 1, 1, [1]))).Message);
    }
}
