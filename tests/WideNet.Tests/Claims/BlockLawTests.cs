using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 14: the laws of residual and layer-normalised networks at large depth, on its images.</summary>
public sealed class BlockLawTests
{
    private const int First = 120, Last = 480;

    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 48, 32).Preprocess(new Preprocessing());
    private static readonly int[] Depths = [.. Grid.Integers(4, 16).Select(i => 30 * i)];
    private static readonly Lazy<Row[]>
        ResidualRelu05 = new(() => Measure(HiddenBlock.Residual, ReluFamily.Relu, 0.5, 0)),
        ResidualRelu2 = new(() => Measure(HiddenBlock.Residual, ReluFamily.Relu, 2, 0)),
        ResidualErf = new(() => Measure(HiddenBlock.Residual, new Erf(), 1.5, 0.05)),
        NormalizedRelu = new(() => Measure(HiddenBlock.LayerNormalized, ReluFamily.Relu, 1, 0.05));

    // Θ_aa/K_aa = 1 + s l exactly; rounding of a few hundred multiplications and additions.
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void ResidualReluNtk(double weightVariance)
    {
        Row last = Relu(weightVariance)[^1];
        Assert.Equal(1, last.Diagonal / last.Variance / (1 + (BlockTheory.ResidualShare(weightVariance) * Last)), 1e-10);
    }

    [Theory]
    [InlineData(0.5, 1, true)]
    [InlineData(2, 1, true)]
    [InlineData(2, 1.1, false)]
    public void ResidualReluCorrelation(double weightVariance, double factor, bool holds)
    {
        double limit = Limit(weightVariance, row => row.Gap / (factor * BlockTheory.ResidualReluGap(weightVariance, row.Depth)));
        Assert.Equal(holds, Math.Abs(limit - 1) <= 5 * NextOrder(weightVariance));
    }

    // Θ_ab/Θ_aa → 1/4.
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void ResidualReluOffDiagonal(double weightVariance) =>
        Assert.Equal(0.25, Limit(weightVariance, row => row.OffDiagonal / row.Diagonal), 0.25 * 5 * NextOrder(weightVariance));

    // P(Θ)Y ∝ 1/l: the exponent, with a factor log sl for its share of the next order.
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void ResidualReluPredictor(double weightVariance)
    {
        double exponent = DepthLaws.PowerWithLogCorrection(Depths, [.. Relu(weightVariance).Select(row => row.Predictor)]);
        Assert.Equal(-1, exponent, 5 * NextOrder(weightVariance) * Math.Log(BlockTheory.ResidualShare(weightVariance) * First));
    }

    // The variance grows by a = σ_w² + σ_b² a layer less (4σ_w²/π)/(2√(a l)); next order of a step 1/l at the first layer, times 5 for its constant.
    [Fact]
    public void ResidualErfVariance()
    {
        double Theory(int l) => BlockTheory.ResidualErfVariance(1.5, 0.05, l);
        double step = (ResidualErf.Value[^1].Variance - ResidualErf.Value[0].Variance) / (Last - First);
        double expected = (Theory(Last) - Theory(First)) / (Last - First);
        Assert.Equal(expected, step, expected * 5.0 / First);
    }

    // Θ_aa grows like e^{(4σ_w²/π)√(l/a)}; next order 1/√l at the first layer, times 5 for its constant.
    [Fact]
    public void ResidualErfGrowth()
    {
        double growth = Math.Log(ResidualErf.Value[^1].Diagonal / ResidualErf.Value[0].Diagonal);
        Assert.Equal(BlockTheory.ResidualErfGrowth(1.5, 0.05, First, Last), growth, 5 / Math.Sqrt(First));
    }

    // LayerNorm with bias orders a ReLU network: 1 - c ∝ χ_1^l; the next order of the map is below √(1 - c) a layer.
    [Fact]
    public void LayernormReluCorrelation() => Assert.Equal(LogChi1, Rate(row => row.Gap), Smooth);

    [Fact]
    public void LayernormReluNngpKappa() => Assert.Equal(-LogChi1, Rate(row => row.NngpConditionNumber), Smooth);

    // The kink makes the NTK's gap the square root of that; next order (σ_w²/2πv) l χ_1^{l/2} at the first layer, times the law's own rate.
    [Fact]
    public void LayernormReluNtkGap() => Assert.Equal(LogChi1 / 2, Rate(row => row.Diagonal - row.OffDiagonal), Kinked);

    [Fact]
    public void LayernormReluNtkKappa() => Assert.Equal(-LogChi1 / 2, Rate(row => row.ConditionNumber), Kinked);

    private static double LogChi1 => Math.Log(BlockTheory.NormalizedChi1(ReluFamily.Relu, 1, 0.05));

    private static double Smooth => Math.Sqrt(NormalizedRelu.Value[0].Gap);

    private static double Kinked =>
        1 / BlockTheory.NormalizedScale(ReluFamily.Relu, 1, 0.05) / (2 * Math.PI) * First * Math.Exp(LogChi1 * First / 2) * -LogChi1 / 2;

    // (log sl/sl)² at the first layer; log corrections are fitted, and the tests allow a factor of 5 for the constant.
    private static double NextOrder(double weightVariance)
    {
        double layers = BlockTheory.ResidualShare(weightVariance) * First;
        return Math.Pow(Math.Log(layers) / layers, 2);
    }

    private static Row[] Relu(double weightVariance) => weightVariance == 2 ? ResidualRelu2.Value : ResidualRelu05.Value;

    private static double Limit(double weightVariance, Func<Row, double> value) =>
        DepthLaws.LimitWithLogCorrection(Depths, [.. Relu(weightVariance).Select(value)]);

    // Over the depths at which double precision resolves both condition numbers; a rate needs three.
    private static double Rate(Func<Row, double> value)
    {
        Row[] rows = [.. NormalizedRelu.Value.Where(row => row.ConditionNumber < 5e6 && row.NngpConditionNumber < 1e12)];
        Assert.InRange(rows.Length, 3, Depths.Length);
        Assert.Equal(First, rows[0].Depth);
        return RateFit.Exponential([.. rows.Select(row => (double)row.Depth)], [.. rows.Select(value)]).Rate;
    }

    private static Row[] Measure(HiddenBlock block, Activation activation, double weightVariance, double biasVariance)
    {
        var network = new NetworkDescription
        {
            Architecture = Architecture.FullyConnected,
            Activation = activation,
            Block = block,
            Depth = Last,
            WeightVariance = weightVariance,
            BiasVariance = biasVariance,
            ReadInWeightVariance = 1,
            ReadInBiasVariance = 0,
        };
        IReadOnlyList<KernelPair> train = InfiniteNetwork.Kernels(network, Depths, Data.Train.Inputs);
        IReadOnlyList<KernelPair> test = InfiniteNetwork.Kernels(network, Depths, Data.Test.Inputs, Data.Train.Inputs);
        return [.. train.Select((kernel, i) => Measure(kernel, test[i]))];
    }

    private static Row Measure(KernelPair train, KernelPair test)
    {
        int[] all = [.. Enumerable.Range(0, train.Ntk.Rows)];
        (int A, int B)[] pairs = [.. from a in all from b in all.Take(a) select (a, b)];
        double kappa = KernelSpectrum.Of(train.Ntk).ConditionNumber;
        return new Row(
            train.Depth,
            all.Average(a => train.Nngp[a, a]),
            pairs.Average(pair => 1 - (train.Nngp[pair.A, pair.B] / Math.Sqrt(train.Nngp[pair.A, pair.A] * train.Nngp[pair.B, pair.B]))),
            all.Average(a => train.Ntk[a, a]),
            pairs.Average(pair => train.Ntk[pair.A, pair.B]),
            kappa,
            KernelSpectrum.Of(train.Nngp).ConditionNumber,
            kappa < 5e6 ? new KernelRegression(train.Ntk, Data.Train.MeanFreeLabels()).Predict(test.Ntk).RootMeanSquare() : double.PositiveInfinity);
    }

    private sealed record Row(
        int Depth, double Variance, double Gap, double Diagonal, double OffDiagonal, double ConditionNumber, double NngpConditionNumber, double Predictor);
}
