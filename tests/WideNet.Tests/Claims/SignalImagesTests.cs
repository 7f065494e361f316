using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

/// <summary>Images for which a pooled network's kernel is known from single pixels: an exact answer for every claim about d.</summary>
public sealed class SignalImagesTests
{
    private const int Side = 3, Pixels = Side * Side;

    [Theory]
    [InlineData(1.25)]
    [InlineData(1.375839007346680455163)]
    [InlineData(2.5)]
    public void Create_PooledKernel_FollowsFromSinglePixels(double weightVariance)
    {
        // Θ_P(a, b) = Θ(s u_a·u_b) and Θ_P(a, a) = (Θ_aa + (d - 1) Θ(s))/d, with Θ of a fully-connected network on the pixel vectors.
        FixedPointNetwork pooled = FixedPointNetwork.Create(new Erf(), weightVariance, 0.05, 1, Architecture.ConvolutionalPool);
        FixedPointNetwork dense = FixedPointNetwork.Create(new Erf(), weightVariance, 0.05, 1);
        InputBatch images = SignalImages.Create(4, 1, Side, 0.6, pooled.QStar).Train.Inputs;
        var pixels = new InputBatch(4 * Pixels, 1, 1, images.Channels, images.Values.ToArray());
        int[] depths = [1, 10, 100];
        IReadOnlyList<GapKernel> expected = GapRecursion.Kernels(dense.Description, depths, pixels);
        IReadOnlyList<GapKernel> actual = GapRecursion.Kernels(pooled.Description, depths, images);
        IReadOnlyList<GapKernel> flattened = GapRecursion.Kernels(pooled.Description with { Architecture = Architecture.ConvolutionalFlatten }, depths, images);
        for (int i = 0; i < depths.Length; i++)
        {
            double tolerance = 1e-12 * expected[i].Diagonal;
            for (int a = 0; a < 4; a++)
            {
                double same = expected[i].Entry(a * Pixels, (a * Pixels) + 1);
                Assert.Equal((expected[i].Diagonal + ((Pixels - 1) * same)) / Pixels, actual[i].DiagonalOf(a), tolerance);
                Assert.Equal(expected[i].Diagonal, flattened[i].DiagonalOf(a), tolerance);
                for (int b = 0; b < a; b++)
                {
                    double pair = expected[i].Entry(a * Pixels, (b * Pixels) + 4);
                    Assert.Equal(pair, actual[i].Entry(a, b), tolerance);
                    Assert.Equal(pair, flattened[i].Entry(a, b), tolerance);
                }
            }
        }
    }

    [Fact]
    public void Create_OneSharedSignalInDeepChaos_HasTheLimitOfKappaWithFactorD()
    {
        // Pairs are at their limit from 100 layers on, so κ - 1 = d m t*/(Θ_aa - t*) up to l χ_c*^l.
        FixedPointNetwork pooled = FixedPointNetwork.Create(new Erf(), 2.5, 0.05, 1, Architecture.ConvolutionalPool);
        InputBatch images = SignalImages.Create(6, 1, Side, 0.6, pooled.QStar).Train.Inputs;
        double limit = pooled.QStar * pooled.Theory.CStar / (1 - pooled.Theory.ChiCStar);
        foreach (GapKernel kernel in GapRecursion.Kernels(pooled.Description, [80, 100, 120], images))
        {
            GapSpectrum spectrum = GapSpectrum.Of(kernel);
            double expected = Pixels * 6 * limit / (kernel.Diagonal - limit), left = kernel.Depth * Math.Pow(pooled.Theory.ChiCStar, kernel.Depth);
            Assert.InRange(Math.Abs((spectrum.ConditionNumberExcess / expected) - 1), 0, (10 * left) + 1e-6);
        }
    }

    [Fact]
    public void Create_ShareAboveOne_SaysWhatItMustBe()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => SignalImages.Create(2, 1, 2, 1.5, 1));
        Assert.StartsWith("The share of the signal is 1.5; it must be between 0 and 1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_AnySeed_HasTheStatedNormAndCorrelation()
    {
        InputBatch x = SignalImages.Create(2, 1, 2, 0.25, 1.7, seed: 3).Train.Inputs;
        double Product(int pixel, int other) =>
            Enumerable.Range(0, x.Channels).Sum(c => x.Values[(pixel * x.Channels) + c] * x.Values[(other * x.Channels) + c]) / x.Channels;
        Assert.Equal(1.7, Product(5, 5), 1e-12);
        Assert.Equal(0.25 * 1.7, Product(5, 6), 1e-12);
        Assert.Equal(Product(0, 7), Product(3, 4), 1e-12);
    }
}
