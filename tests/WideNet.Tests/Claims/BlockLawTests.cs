using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.Numerics;
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
        BothRelu05 = new(() => Measure(HiddenBlock.ResidualLayerNormalized, ReluFamily.Relu, 0.5, 0)),
        BothRelu2 = new(() => Measure(HiddenBlock.ResidualLayerNormalized, ReluFamily.Relu, 2, 0)),
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
        Assert.Equal(ResidualErfLaw.Growth(1.5, 0.05, First, Last), growth, 5 / Math.Sqrt(First));
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

    // LayerNorm in the residual branch, ReLU without bias: depth l is worth H = Σ v/(1 + v k) critical layers. Θ_aa/K_aa = 1 + H exactly.
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void ResidualLayernormReluNtk(double weightVariance)
    {
        Row last = Both(weightVariance)[^1];
        Assert.Equal(1, last.Diagonal / last.Variance / (1 + BothLayers(weightVariance, Last)), 1e-10);
    }

    // κ is that of the residual network after as many critical layers: both go along one flow, in steps of at most s, and Euler's method is off by about
    // a step, so κ(H) is compared to |κ(H + s) - κ(H)|. A fifth more layers would not do.
    [Theory]
    [InlineData(1, true)]
    [InlineData(1.2, false)]
    public void ResidualLayernormReluKappa(double factor, bool holds)
    {
        const double w = 0.1;
        double layers = factor * BothLayers(w, Last) / BlockTheory.ResidualShare(w);
        int before = (int)layers;
        double[] kappa = [.. Train(HiddenBlock.Residual, ReluFamily.Relu, w, 0, before, before + 1).Select(Condition)];
        double step = kappa[1] - kappa[0], expected = kappa[0] + ((layers - before) * step);
        double measured = Train(HiddenBlock.ResidualLayerNormalized, ReluFamily.Relu, w, 0, Last).Select(Condition).Single();
        Assert.Equal(holds, Math.Abs(measured - expected) <= Math.Abs(step));
        double Condition(KernelPair kernel) => KernelSpectrum.Of(kernel.Ntk).ConditionNumber;
    }

    private static double BothLayers(double weightVariance, int depth) =>
        BlockTheory.ResidualNormalizedLayers(ReluFamily.Relu, weightVariance, 0, depth);

    private static Row[] Both(double weightVariance) => weightVariance == 2 ? BothRelu2.Value : BothRelu05.Value;

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
        NetworkDescription network = Network(block, activation, weightVariance, biasVariance);
        IReadOnlyList<KernelPair> test = InfiniteNetwork.Kernels(network, Depths, Data.Test.Inputs, Data.Train.Inputs);
        return [.. Train(block, activation, weightVariance, biasVariance, Depths).Select((kernel, i) => Measure(kernel, test[i]))];
    }

    private static IReadOnlyList<KernelPair> Train(HiddenBlock block, Activation activation, double weightVariance, double biasVariance, params int[] depths) =>
        InfiniteNetwork.Kernels(Network(block, activation, weightVariance, biasVariance), depths, Data.Train.Inputs);

    private static NetworkDescription Network(HiddenBlock block, Activation activation, double weightVariance, double biasVariance) => new()
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
