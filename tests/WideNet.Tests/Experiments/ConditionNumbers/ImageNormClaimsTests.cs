using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.ConditionNumbers;
using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Tests.Experiments.ConditionNumbers;

public sealed class ImageNormClaimsTests
{
    private static readonly Provenance Run = new() { Notebook = "04-condition-numbers", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");
    private static readonly DatasetPair Images = DatasetCatalog.Load("cifar10", 8, 4);

    [Theory]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Evaluate_DeepChaos_ReproducesConstantRateAndSize(Architecture architecture)
    {
        ClaimTable claims = ImageNormClaims.Evaluate(Run, ImageNormSpectrum.Compute(architecture, Erf, 2.5, 0.05, 200, Images, 4));
        Assert.Equal(3, claims.Claims.Count);
        Assert.All(claims.Claims, claim => Assert.True(claim.Verdict == Verdict.Reproduced, claim.ToString()));
    }

    [Fact]
    public void Evaluate_PredictionForOtherImages_IsNotReproduced()
    {
        // The images in another order of the training set have other D_a; the law of pixels of one norm has another rate.
        ImageNormSpectrum measured = ImageNormSpectrum.Compute(Architecture.ConvolutionalFlatten, Erf, 2.5, 0.05, 200, Images, 4);
        ImageNormSpectrum other = ImageNormSpectrum.Compute(Architecture.ConvolutionalFlatten, Erf, 2.5, 0.05, 200, DatasetCatalog.Load("cifar10", 9, 4), 4);
        ImageNormSpectrum mixed = measured with
        {
            PredictedConditionNumber = other.PredictedConditionNumber,
            PredictedMeanPredictor = other.PredictedMeanPredictor,
            MeanPredictor = [.. measured.MeanPredictor.Zip(measured.Depths, (size, l) => size * Math.Pow(measured.Theory.ChiCStar, l / 4.0))],
        };
        Assert.Equal(3, ImageNormClaims.Evaluate(Run, mixed).Count(Verdict.NotReproduced));
    }

    [Fact]
    public void OwnDiagonals_OfAnyImages_AreTheDiagonalOfTheKernel()
    {
        // The recursion of one image's pixels against the engine's kernel, at unequal pixel norms.
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 2.5, 0.05, 1, Architecture.ConvolutionalFlatten);
        var x = new InputBatch(3, 3, 4, 2, [.. Enumerable.Range(0, 72).Select(i => Math.Cos(i * i))]);
        int[] depths = [1, 2, 30];
        double[][] actual = ImageNormSpectrum.OwnDiagonals(network.Description, x, depths);
        IReadOnlyList<KernelPair> expected = InfiniteNetwork.Kernels(network.Description, depths, x);
        for (int i = 0; i < depths.Length; i++)
        {
            Assert.All(Enumerable.Range(0, 3), a => Assert.Equal(expected[i].Ntk[a, a], actual[i][a], 1e-12 * actual[i][a]));
        }

        Assert.NotEqual(actual[2][0], actual[2][1], 1e-3 * actual[2][0]);
    }

    [Fact]
    public void Evaluate_ImagesOfOneColour_HaveNothingToSpread()
    {
        // Every pixel of every image has the norm of its image: D_a is common to all, and there is no constant to claim.
        LabeledDataset pixels = RandomPixels.Create(6, 1, 1).Train;
        double[] values = [.. Enumerable.Range(0, 6).SelectMany(i => Enumerable.Repeat(pixels.Inputs.Example(i).ToArray(), 4)).SelectMany(pixel => pixel)];
        LabeledDataset images = pixels.WithInputs(new InputBatch(6, 2, 2, 3, values));
        ImageNormSpectrum spectrum = ImageNormSpectrum.Compute(Architecture.ConvolutionalFlatten, Erf, 2.5, 0.05, 100, new DatasetPair(images, images, "images of one colour"), 2);
        Assert.InRange(spectrum.Spread, 0, 1e-14);
        Assert.Equal(Verdict.NotTestedAtThisScale, Assert.Single(ImageNormClaims.Evaluate(Run, spectrum).Claims).Verdict);
    }

    [Theory]
    [InlineData(Architecture.FullyConnected, 2.5, "this one is chaotic and FCN.")]
    [InlineData(Architecture.ConvolutionalPool, 1.25, "this one is ordered and CNN-P.")]
    public void Compute_WherePixelNormsDoNotMatter_SaysSo(Architecture architecture, double weightVariance, string end)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ImageNormSpectrum.Compute(architecture, Erf, weightVariance, 0.05, 10, Images, 4));
        Assert.StartsWith("The norms of pixels matter to a chaotic convolutional network; " + end, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_BothNormalisations_Renders()
    {
        ImageNormSpectrum image = ImageNormSpectrum.Compute(Architecture.ConvolutionalFlatten, Erf, 2.5, 0.05, 60, Images, 3);
        ArchitectureSpectrum pixel = ArchitectureSpectrum.Compute(Architecture.ConvolutionalFlatten, Erf, 2.5, 0.05, 60, Images, 3)[0];
        Assert.StartsWith("<svg", ImageNormFigures.Compare("image-norm", [image], [pixel]).ToSvg(), StringComparison.Ordinal);
    }
}
