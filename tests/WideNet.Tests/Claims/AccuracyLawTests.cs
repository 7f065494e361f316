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

/// <summary>Theory checks beside notebooks 05 and 06, on kept results: how the ends of accuracy scale, and why; rates of P Y; what arg max sees.</summary>
/// <remarks>
/// The predictor's part from the data falls like l (χ_{c*}/χ_1)^l. The constant that unequal classes leave is ȳ m Θ_ab/(Θ_aa + m Θ_ab): it stays while
/// χ_1^l is far below m (CNN-P: m d) and falls like χ_1^{-l} beyond. Arg max answers with the class most frequent in training once the constant is the
/// larger one.
/// </remarks>
public sealed class AccuracyLawTests
{
    private static readonly AccuracyGrid Dense = new()
    {
        Notebook = "06-nngp-versus-ntk",
        Preset = Preset.Standard,
        Architectures = [Architecture.FullyConnected],
        Activation = new Erf(),
        BiasVariance = 0.05,
        WeightVariances = Grid.Linear(0.6, 3.6, 16),
        Depths = [1, 2, 3, 4, 6, .. Enumerable.Range(2, 25).Select(i => 4 * i)],
        Data = new DatasetRequest("cifar10", 1000, 1000),
    };

    private static readonly AccuracyGrid Convolutional = Dense with
    {
        Notebook = "05-cnn-p-versus-cnn-f",
        Architectures = [Architecture.ConvolutionalFlatten, Architecture.ConvolutionalPool],
        WeightVariances = [0.5, 0.8, 1.1, 1.25, 1.376, 1.5, 1.7, 1.85, 2, 2.2, 2.4, 2.6, 2.8, 3.2, 3.6, 4],
        Depths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64],
        Side = 8,
    };

    private static readonly Lazy<AccuracyMap[]> Maps = new(() => [.. Read(Dense).Maps, .. Read(Convolutional).Maps]);

    /// <summary>The end is ξ (c + log l): corrections of relative size ξ/l, with a factor of 2, and never more than the tolerance on record.</summary>
    [Theory]
    [InlineData("collapse-ntk-fcn", Architecture.FullyConnected, RegressionKernel.Ntk, 0.37384600077223445)]
    [InlineData("collapse-nngp-fcn", Architecture.FullyConnected, RegressionKernel.Nngp, 0.4614927565872377)]
    [InlineData("collapse-cnn-p", Architecture.ConvolutionalPool, RegressionKernel.Ntk, 0.24194531528757868)]
    public void Ends_InTheirScale_HaveTheExponentOne(string id, Architecture architecture, RegressionKernel kernel, double recorded)
    {
        (double exponent, double tolerance) = Exponent(Map(architecture, kernel), kernel);
        Assert.InRange(tolerance, 0, recorded);
        Assert.True(Math.Abs(exponent - 1) <= tolerance, FormattableString.Invariant($"{id}: {exponent} ± {tolerance}"));
    }

    /// <summary>The finding of notebook 05: without pooling the constant falls, too, and the end leaves ξ_* for the longer ξ_{c*}.</summary>
    [Fact]
    public void Ends_OfCnnF_AreFlatterThanTheirScale()
    {
        (double exponent, double tolerance) = Exponent(Map(Architecture.ConvolutionalFlatten), RegressionKernel.Ntk);
        Assert.InRange(exponent, 0.5, 1 - tolerance);
    }

    /// <summary>collapse-balance-cnn-f: within a factor 2, as arg max compares single outputs, while the sizes are means over images and classes.</summary>
    [Fact]
    public void Ends_OfCnnF_AreWhereDataAndConstantBalance() =>
        Assert.All(CollapseReasons.Ends(Map(Architecture.ConvolutionalFlatten)), end => Assert.InRange(Math.Log2(end.Ratio), -1, 1));

    /// <summary>A finding: with pooling the accuracy ends before the balance, the earlier the deeper in chaos.</summary>
    [Fact]
    public void Ends_OfCnnP_ComeBeforeTheBalance() =>
        Assert.All(CollapseReasons.Ends(Map(Architecture.ConvolutionalPool)), end => Assert.InRange(end.Ratio, 2, 5));

    /// <summary>collapse-constant-held: corrections of relative size ξ/l from the factor l of the law, and never more than the tolerance on record.</summary>
    [Theory]
    [InlineData("collapse-constant-held-cnn-f", Architecture.ConvolutionalFlatten, 0.20766869457041867)]
    [InlineData("collapse-constant-held-cnn-p", Architecture.ConvolutionalPool, 0.12619305299126363)]
    public void Ends_HadTheConstantStayed_FollowTheirScale(string id, Architecture architecture, double recorded)
    {
        (double exponent, double tolerance) = CollapseReasons.HeldExponent(Map(architecture));
        Assert.True(Math.Abs(exponent - 1) <= Math.Min(tolerance, recorded), FormattableString.Invariant($"{id}: {exponent} ± {tolerance}"));
    }

    /// <summary>In deep chaos arg max still reads P Y of any size when classes are balanced: chance plus three binomial standard errors.</summary>
    [Theory]
    [InlineData("argmax-balanced-fcn", Architecture.FullyConnected)]
    [InlineData("argmax-balanced-cnn-f", Architecture.ConvolutionalFlatten)]
    [InlineData("argmax-balanced-cnn-p", Architecture.ConvolutionalPool)]
    public void Balanced_InDeepChaos_IsAboveChance(string id, Architecture architecture)
    {
        AccuracyPoint deep = Map(architecture).Columns[^1].Points[^1];
        Assert.InRange(deep.PredictorSize, 0, 1e-8);
        Assert.True(deep.Balanced > 0.1 + (3 * TrainedNetworkAccuracy.StandardError(0.1, 1000)), id);
    }

    /// <summary>In the deep ordered phase f_0 no longer depends on the input: one network is as good as the mean predictor, to two standard errors.</summary>
    [Theory]
    [InlineData("ordered-network-fcn", Architecture.FullyConnected)]
    [InlineData("ordered-network-cnn-f", Architecture.ConvolutionalFlatten)]
    [InlineData("ordered-network-cnn-p", Architecture.ConvolutionalPool)]
    public void OneNetwork_InDeepOrder_IsTheMeanPredictor(string id, Architecture architecture)
    {
        AccuracyMap map = Map(architecture);
        int deepest = map.Grid.Depths[^1];
        AccuracyColumn ordered = map.Columns.Last(column => column.Theory.Phase == Phase.Ordered && 3 * column.Theory.Xi1 < deepest);
        AccuracyPoint point = ordered.Points[^1];
        double tolerance = 2 * TrainedNetworkAccuracy.StandardError(point.MeanPredictor, 1000);
        Assert.True(Math.Abs(point.OneNetwork - point.MeanPredictor) <= tolerance, $"{id}: {point.OneNetwork} and {point.MeanPredictor}");
    }

    /// <summary>P(K)Y ∝ χ_{c*}^l and P(Θ)Y ∝ l (χ_{c*}/χ_1)^l, up to the next order, relative size l χ_{c*}^l; and not with the kernels exchanged.</summary>
    [Fact]
    public void PredictorSize_OfBothKernels_FallsAtItsRate()
    {
        AccuracyColumn nngp = Map(Architecture.FullyConnected, RegressionKernel.Nngp).Columns[^1], ntk = Map(Architecture.FullyConnected).Columns[^1];
        double signal = -1 / nngp.Theory.XiCStar, tangent = -1 / ntk.Theory.XiStar!.Value;
        (double own, double tolerance) = Rate(nngp, hasLinearFactor: false);
        Assert.Equal(signal, own, tolerance); // predictor-rate-nngp-fcn
        Assert.Equal(tangent, Rate(ntk, hasLinearFactor: true).Rate, tolerance); // predictor-rate-ntk-fcn
        Assert.NotInRange(Rate(ntk, hasLinearFactor: false).Rate, signal - tolerance, signal + tolerance);
        Assert.NotInRange(Rate(nngp, hasLinearFactor: true).Rate, tangent - tolerance, tangent + tolerance);
        Assert.InRange(tolerance, 0, 0.000728676338349245);
    }

    private static AccuracyResults Read(AccuracyGrid grid) => grid.Run("cached", new ResultCache(Path.Combine(RepositoryFiles.Root, "data", "results")));

    private static AccuracyMap Map(Architecture architecture, RegressionKernel kernel = RegressionKernel.Ntk) =>
        Maps.Value.Single(map => map.Architecture == architecture && map.Kernel == kernel);

    private static (double Exponent, double Tolerance) Exponent(AccuracyMap map, RegressionKernel kernel)
    {
        (double Scale, double Depth)[] ends =
        [
            .. from column in map.Columns
               where column.Theory.Phase == Phase.Chaotic && column.End is not null
               select (kernel == RegressionKernel.Ntk ? column.Theory.XiStar!.Value : column.Theory.XiCStar, column.End!.Value),
        ];
        RateFit fit = RateFit.PowerLaw([.. ends.Select(end => end.Scale)], [.. ends.Select(end => end.Depth)]);
        return (fit.Rate, 2 * ends.Max(end => end.Scale / end.Depth));
    }

    // From equally spaced depths in the asymptotic range; a fit of (A + Bl) χ^l amplifies errors by l/2h.
    private static (double Rate, double Tolerance) Rate(AccuracyColumn column, bool hasLinearFactor)
    {
        double Correction(int l) => l * Math.Pow(column.Theory.ChiCStar, l);
        AccuracyPoint[] range =
        [
            .. column.Points.Where(point => Correction(point.Depth) is < 0.01 and > 1e-11 && point.Depth > column.Theory.XiCStar),
        ];
        if (range.Length % 2 == 0) range = range[1..];
        int[] depths = [.. range.Select(point => point.Depth)];
        double[] sizes = [.. range.Select(point => point.PredictorSize)];
        int half = depths[range.Length / 2] - depths[0];
        Assert.Equal(half, depths[^1] - depths[range.Length / 2]);
        double rate = hasLinearFactor
            ? DepthLaws.RateWithLinearFactorOfLogs(depths, [.. sizes.Select(size => Math.Log10(size))])
            : RateFit.Exponential([.. depths.Select(l => (double)l)], sizes).Rate;
        return (rate, Correction(depths[0]) * (1 + ((double)depths[0] / (2 * half))) / half);
    }
}
