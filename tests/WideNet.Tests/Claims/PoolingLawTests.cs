using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 04b: the factor between CNN-P and CNN-F on images for which theory fixes it.</summary>
/// <remarks>
/// Shared signal (<see cref="SignalImages"/>): P(Θ)Y of a CNN-P over that of a CNN-F → d, critical and chaotic. Independent pixels:
/// λ_bulk(CNN-F)/λ_bulk(CNN-P) = d in the ordered phase, in the ratio of means over draws, and P(Θ)Y grows by √d in the chaotic one, in the ratio of
/// mean squares.
/// </remarks>
public sealed class PoolingLawTests
{
    private const string Source = "factor d of pooling; large-depth asymptotics of the NTK";
    private const int Side = 3, Pixels = Side * Side, Draws = 12;

    [Fact]
    public void SignalCritical_PredictorOfCnnP_GainsTheFactorD()
    {
        int[] depths = [.. Enumerable.Range(10, 31).Select(i => 10 * i)];
        double critical = MeanFieldTheory.CriticalWeightVariance(new Erf(), 0.05);
        double[] ratios = [.. OnSignals(critical, depths).Select(pair => pair.Pooled.Size / pair.Flattened.Size)];
        double first = Math.Abs((ratios[0] / Pixels) - 1);
        Claim Of(int d) => Claim.WithinRelative("pooling-predictor-signal-critical-d9", "P(Θ)Y of the CNN-P over that of the CNN-F → d", Source, d,
            DepthLaws.LimitWithLogCorrection(depths, ratios), first * first, "corrections (a log l + b)/l are fitted, and the next order is their square");
        TheoryChecks.Holds(Of(Pixels), 0.11606379840379147);
        Assert.Equal(Verdict.NotReproduced, Of(7).Verdict);
    }

    [Fact]
    public void SignalChaotic_PredictorOfCnnP_GainsTheFactorD()
    {
        (Numbers flattened, Numbers pooled) = OnSignals(2.5, [100]).Single();
        MeanFieldPoint theory = MeanFieldTheory.Analyze(new Erf(), 2.5, 0.05);
        NetworkDescription network = FixedPointNetwork.Create(new Erf(), 2.5, 0.05, 100, Architecture.ConvolutionalPool).Description;
        double excess = new NtkLaws(network, theory, 12, Pixels, theory.QStar!.Value).ChaoticExcess(100);
        Claim Of(int d) => Claim.WithinRelative("pooling-predictor-signal-chaotic-d9", "P(Θ)Y of the CNN-P over that of the CNN-F → d", Source, d,
            pooled.Size / flattened.Size, (10 * excess) + 1e-6, "ten times κ - 1, and what rounding leaves of the predictor");
        TheoryChecks.Holds(Of(Pixels), 1.0563258306360428e-06);
        Assert.Equal(Verdict.NotReproduced, Of(10).Verdict);
    }

    // Recorded with 16 draws of 25 pixels; three standard errors, with fewer draws of fewer pixels, are as wide a share.
    [Fact]
    public void RandomOrdered_BulkOfCnnF_IsThatOfCnnPTimesD()
    {
        (Numbers Flattened, Numbers Pooled)[] draws = OnRandomPixels(1.25);
        (double ratio, double error) = Ratio(draws, draw => draw.Flattened.Bulk, draw => draw.Pooled.Bulk);
        Claim Of(int d) => Claim.Within(
            "pooling-bulk-random-d9", "λ_{bulk} of the CNN-F over that of the CNN-P = d", Source, d, ratio, 3 * error, "three standard errors", error);
        TheoryChecks.Holds(Of(Pixels));
        Assert.InRange(error, 0, 0.03 * Pixels);
        Assert.Equal([Verdict.NotReproduced, Verdict.NotReproduced], [Of(Pixels - 2).Verdict, Of(Pixels + 2).Verdict]);
    }

    [Fact]
    public void RandomChaotic_PredictorOfCnnP_IsThatOfCnnFTimesTheRootOfD()
    {
        (Numbers Flattened, Numbers Pooled)[] draws = OnRandomPixels(2.5);
        (double square, double error) = Ratio(draws, draw => draw.Pooled.Size * draw.Pooled.Size, draw => draw.Flattened.Size * draw.Flattened.Size);
        double ratio = Math.Sqrt(square);
        Claim Of(double root) => Claim.Within(
            "pooling-predictor-random-d9", "P(Θ)Y of the CNN-P over that of the CNN-F = d/√d", Source,
            root, ratio, 3 * error / (2 * ratio), "three standard errors", error / (2 * ratio));
        TheoryChecks.Holds(Of(Side));
        Assert.Equal(Verdict.NotReproduced, Of(Pixels).Verdict);
    }

    private static IEnumerable<(Numbers Flattened, Numbers Pooled)> OnSignals(double weightVariance, int[] depths) =>
        Both(weightVariance, depths, q => SignalImages.Create(12, 6, Side, 0.6, q));

    private static (Numbers Flattened, Numbers Pooled)[] OnRandomPixels(double weightVariance) =>
    [
        .. Enumerable.Range(0, Draws).Select(seed => Both(weightVariance, [60], q =>
            RandomPixels.Create(8, 8, Side, seed).Preprocess(new Preprocessing { Normalization = Normalization.Pixel, Variance = q })).Single()),
    ];

    private static IEnumerable<(Numbers Flattened, Numbers Pooled)> Both(double weightVariance, int[] depths, Func<double, DatasetPair> images)
    {
        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), weightVariance, 0.05, depths[^1], Architecture.ConvolutionalPool);
        DatasetPair data = images(network.QStar);
        Matrix labels = data.Train.MeanFreeLabels();
        Numbers[] Measure(NetworkDescription description) =>
        [
            .. KernelAnalysis.Compute(description, depths, data.Train.Inputs, data.Test.Inputs).Select(analysis =>
                new Numbers(Math.Pow(10, analysis.Spectrum().Log10Bulk), Math.Pow(10, analysis.Predict(labels, centre: true).Log10Size))),
        ];
        return Measure(network.Description with { Architecture = Architecture.ConvolutionalFlatten }).Zip(Measure(network.Description));
    }

    // A ratio of two means with its standard error, from the residuals of one after the other is scaled to it.
    private static (double Ratio, double Error) Ratio<T>(T[] draws, Func<T, double> numerator, Func<T, double> denominator)
    {
        double mean = draws.Average(denominator), ratio = draws.Average(numerator) / mean;
        double squares = draws.Sum(draw => Math.Pow(numerator(draw) - (ratio * denominator(draw)), 2));
        return (ratio, Math.Sqrt(squares / (draws.Length * (draws.Length - 1.0))) / mean);
    }

    // λ_bulk, and the size of P(Θ)Y.
    private sealed record Numbers(double Bulk, double Size);
}
