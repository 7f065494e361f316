using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.ConditionNumbers;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;

namespace WideNet.Tests.Experiments.ConditionNumbers;

public sealed class ArchitectureSpectrumTests
{
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");
    private static readonly Activation Relu = ActivationCatalog.Parse("relu");
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 8, 4);

    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Compute_SmallerTrainingSet_IsABlockOfTheLarger(Architecture architecture)
    {
        // The first five images alone, standardised as the eight were, have the same kernel: one computation serves both.
        IReadOnlyList<ArchitectureSpectrum> both = ArchitectureSpectrum.Compute(architecture, Erf, 1.5, 0.05, 6, Data, 4, 1, 5, 8);
        Assert.Equal([5, 8], both.Select(spectrum => spectrum.TrainCount));
        Assert.All(Enumerable.Range(0, 6), i => Assert.InRange(both[0].LambdaMax[i], 0, both[1].LambdaMax[i]));
        Assert.Equal(architecture == Architecture.ConvolutionalPool ? 16 : 1, both[0].Pixels);
    }

    [Fact]
    public void Compute_ConstantImages_AgreeBetweenArchitectures()
    {
        // With all pixels of an image equal the convolutions have nothing to mix: all three are the same network.
        double[][] lambda = [.. ArchitectureSpectrum.ForEach(Erf, 1.5, 0.05, 5, ConstantImages(12), 3).Select(spectrum => spectrum.LambdaMax.ToArray())];
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(lambda[0][i], lambda[1][i], 1e-12 * lambda[0][i]);
            Assert.Equal(lambda[0][i], lambda[2][i], 1e-12 * lambda[0][i]);
        }

        static DatasetPair ConstantImages(int count)
        {
            LabeledDataset pixels = RandomPixels.Create(count, 1, 1).Train;
            double[] values = [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat(pixels.Inputs.Example(i).ToArray(), 9)).SelectMany(pixel => pixel)];
            LabeledDataset images = pixels.WithInputs(new InputBatch(count, 3, 3, 3, values));
            return new DatasetPair(images, images, "constant images");
        }
    }

    [Fact]
    public void Compute_FullyConnected_HasTheDiagonalOfTheTheory()
    {
        // Trace = m Θ_aa with Θ_aa = q*(1 + χ_1 + … + χ_1^l): per-pixel scaling gives x·x/n = q* too.
        ArchitectureSpectrum spectrum = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, 1.5, 0.05, 30, Data)[0];
        double trace = spectrum.LambdaMax[^1] + ((spectrum.TrainCount - 1) * spectrum.LambdaBulk[^1]);
        double expected = spectrum.TrainCount * new NtkLaws(spectrum.Theory, spectrum.TrainCount).Diagonal(30);
        Assert.Equal(expected, trace, 1e-11 * expected);
    }

    [Fact]
    public void Compute_DeepOrderedRelu_ResolvesEveryDepth()
    {
        // κ ∝ χ_1^{-l/2} with χ_1 = 3/4: 1e8 and more, where a plain recursion has no digits left.
        ArchitectureSpectrum spectrum = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Relu, 1.5, 0.05, 200, Data)[0];
        Assert.Equal(200, spectrum.ResolvedDepth);
        Assert.Equal(-50 * Math.Log(0.75), Math.Log(spectrum.ConditionNumber[199] / spectrum.ConditionNumber[99]), 1e-3);
        Assert.True(spectrum.MeanPredictor.All(double.IsFinite));
    }

    [Fact]
    public void Compute_DropoutInDeepOrder_MarksWhatIsNotResolved()
    {
        ArchitectureSpectrum spectrum = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, 0.5, 0.05, 60, Data, 6, 1 - 1e-13)[0];
        Assert.InRange(spectrum.ResolvedDepth, 10, 55);
        Assert.True(double.IsNaN(spectrum.ConditionNumber[^1]) && double.IsNaN(spectrum.MeanPredictor[^1]));
    }

    [Fact]
    public void Compute_MoreTrainingImagesThanThereAre_SaysSo()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, 1.5, 0.05, 1, Data, 4, 1, 9));
        Assert.StartsWith("A spectrum of 9 training images is asked for; it must be from 2 to the 8 there are.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_CriticalRelu_TakesVarianceOne()
    {
        ArchitectureSpectrum spectrum = ArchitectureSpectrum.Compute(Architecture.ConvolutionalFlatten, Relu, 2, 0, 3, Data)[0];
        Assert.Equal((Phase.Critical, 1.0), (spectrum.Theory.Phase, spectrum.QStar));
    }
}
