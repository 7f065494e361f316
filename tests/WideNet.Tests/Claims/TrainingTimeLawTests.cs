using WideNet.Activations;
using WideNet.Data;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 11: the unit of time and the decay of the residual in each phase, for Erf at σ_b² = 0.18.</summary>
/// <remarks>
/// With η = 2mk/λ_max a bulk mode decays like e^{-2t/κ}; in chaos κ → 1. The unit itself: λ_max → m p* (ordered), (m+2) q* l/3 (critical), ∝ χ_1^l (chaotic).
/// </remarks>
public sealed class TrainingTimeLawTests
{
    private const int Images = 256, Classes = 10;
    private const double BiasVariance = 0.18, Chaotic = 3;

    private static readonly Activation Phi = new Erf();
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", Images, Images);
    private static readonly Lazy<Trained[]> DeepChaos =
        new(() => [.. new[] { 2.5, 2.5 + (1 / 6.0), 2.5 + (2 / 6.0), Chaotic }.SelectMany(w => Train(w, 38, 44, 50))]);

    [Fact]
    public void MaximalRateOrdered()
    {
        const int Depth = 60;
        MeanFieldPoint theory = MeanFieldTheory.Analyze(Phi, 1, BiasVariance);

        // Ten times the next order l χ_1^l at the last layer.
        double tolerance = 10 * Depth * Math.Pow(theory.Chi1, Depth);
        Assert.InRange(tolerance, 0, 2.52021716712814e-06 * (1 + 1e-6));
        Assert.Equal(1, Train(1, Depth)[0].MaximalRate / (2 * Classes / theory.PStar!.Value), tolerance);
    }

    [Fact]
    public void MaximalRateCritical()
    {
        int[] depths = [.. Grid.Integers(4, 16).Select(i => 25 * i)];
        double critical = MeanFieldTheory.CriticalWeightVariance(Phi, BiasVariance), qStar = MeanFieldTheory.Analyze(Phi, critical, BiasVariance).QStar!.Value;
        double slope = DepthLaws.SlopeWithLogCorrection(depths, [.. Train(critical, depths).Select(network => 1 / network.MaximalRate)]);

        // Log corrections are fitted; the next order is (log l/l)² at the first layer, with a factor of 5 for its constant.
        double tolerance = 5 * Math.Pow(Math.Log(depths[0]) / depths[0], 2);
        Assert.InRange(tolerance, 0, 0.010603796220956798 * (1 + 1e-6));
        Assert.Equal(1, slope * 6 * Images * Classes / ((Images + 2) * qStar), tolerance);
    }

    // Eigenvalues differ by κ - 1 of λ_max, which moves an exponent of 2t by 2t(κ - 1); a factor of 2 for their spread.
    [Fact]
    public void ResidualChaotic()
    {
        Trained deep = DeepChaos.Value.Last();
        double tolerance = 4 * (deep.ConditionNumber - 1);
        Assert.InRange(tolerance, 0, 0.0019521129087284091 * (1 + 1e-6));
        Assert.Equal(1, deep.Residual / Math.Exp(-2), tolerance);
    }

    // λ_max exceeds Θ_aa by the fraction κ - 1; a factor of 2 for Θ_aa's own correction.
    [Fact]
    public void MaximalRateChaotic()
    {
        Trained before = DeepChaos.Value[^2], deep = DeepChaos.Value[^1];
        double span = deep.Depth - before.Depth, tolerance = 2 * (before.ConditionNumber - 1) / span;
        Assert.InRange(tolerance, 0, 0.0007553919229818332 * (1 + 1e-6));
        Assert.Equal(-Math.Log(MeanFieldTheory.Analyze(Phi, Chaotic, BiasVariance).Chi1), Math.Log(deep.MaximalRate / before.MaximalRate) / span, tolerance);
    }

    // f_t = (1 - e^{-2t}) P(Θ)Y: only images whose two largest outputs agree to κ - 1 can change; two binomial standard errors.
    [Fact]
    public void TestAccuracyChaotic()
    {
        Trained[] flat = [.. DeepChaos.Value.Where(network => network.ConditionNumber < 1.01)];
        double tolerance = 2 * Math.Sqrt(1.0 / Classes * (1 - (1.0 / Classes)) / Images);
        Assert.InRange(tolerance, 0, 0.037500000000000006 * (1 + 1e-6));
        Assert.True(flat.Length >= 4);
        Assert.InRange(flat.Max(network => Math.Abs(network.EarlyTest - network.LateTest)), 0, tolerance);
    }

    private static Trained[] Train(double weightVariance, params int[] depths)
    {
        FixedPointNetwork network = FixedPointNetwork.Create(Phi, weightVariance, BiasVariance, depths[^1]);
        KernelSweep sweep = KernelSweep.Compute(network.Description, depths, Data.Preprocess(new Preprocessing { Variance = network.QStar }));
        Matrix labels = sweep.Data.Train.CentredLabels();
        return
        [
            .. sweep.Measure((train, test) =>
            {
                var flow = new GradientFlow(train.Ntk, labels, 1, SquaredLoss.Sum, threads: 1);
                double largest = flow.Eigenvalues[^1];
                double Test(double steps) => TrainedNetworkAccuracy.OfMean(flow.Test(test.Ntk, 2 * steps / largest), sweep.Data.Test.Labels);
                return new Trained(0, 2 * Images * Classes / largest, flow.ConditionNumber, flow.Residual(2 / largest), Test(1), Test(4096));
            }).Zip(depths, (trained, depth) => trained with { Depth = depth }),
        ];
    }

    // One network: the residual and the test accuracy after one step of the maximal rate, the latter also after 4,096.
    private sealed record Trained(int Depth, double MaximalRate, double ConditionNumber, double Residual, double EarlyTest, double LateTest);
}
