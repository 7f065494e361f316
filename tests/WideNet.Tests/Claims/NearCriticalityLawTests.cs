using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 12: κ and P(Θ)Y of Erf networks that grow deeper with x = l log χ_1 fixed, against the scaling functions.</summary>
/// <remarks>
/// A memory of the images of log l layers moves l, and with it x. Its first order is fitted; the next is ((1 + |x|) log l/l)² at the first layer, with a
/// factor of 5 for its constant.
/// </remarks>
public sealed class NearCriticalityLawTests
{
    private const int TrainCount = 48;

    private static readonly int[] Depths = [300, 400, 500, 600, 800, 1200, 1600];
    private static readonly double[] Scaled = [-4, -2, -1, 0, 1, 2, 4];
    private static readonly Lazy<Dictionary<double, Network[]>> Sequences = new(Measure);

    /// <summary>κ - 1 → m G/(E - G), with the tolerance on record, which none may exceed.</summary>
    [Theory]
    [InlineData("kappa-scaling-minus-4", -4, 0.04518490905304892)]
    [InlineData("kappa-scaling-minus-2", -2, 0.016266567259097607)]
    [InlineData("kappa-scaling-minus-1", -1, 0.007229585448487826)]
    [InlineData("kappa-scaling-0", 0, 0.0018073963621219565)]
    [InlineData("kappa-scaling-1", 1, 0.007229585448487826)]
    [InlineData("kappa-scaling-2", 2, 0.016266567259097607)]
    [InlineData("kappa-scaling-4", 4, 0.04518490905304892)]
    public void KappaScaling(string id, double x, double tolerance) =>
        Check(id, x, tolerance, CriticalScaling.ConditionNumber(TrainCount, x) - 1, network => network.Condition - 1);

    /// <summary>l·P(Θ)Y over its value at criticality and the same depth → 2x G'/(E - G).</summary>
    [Theory]
    [InlineData("predictor-scaling-minus-4", -4, 0.04518490905304892)]
    [InlineData("predictor-scaling-minus-2", -2, 0.016266567259097607)]
    [InlineData("predictor-scaling-minus-1", -1, 0.007229585448487826)]
    [InlineData("predictor-scaling-1", 1, 0.007229585448487826)]
    [InlineData("predictor-scaling-2", 2, 0.016266567259097607)]
    [InlineData("predictor-scaling-4", 4, 0.04518490905304892)]
    public void PredictorScaling(string id, double x, double tolerance)
    {
        Dictionary<int, double> critical = Sequences.Value[0].ToDictionary(network => network.Depth, network => network.Predictor);
        Check(id, x, tolerance, CriticalScaling.PredictorRatio(x), network => network.Predictor / critical[network.Depth]);
    }

    [Fact]
    public void KappaScaling_OfAnotherNumberOfImages_Fails() =>
        Assert.NotInRange(
            Limit(-4, network => network.Condition - 1) / (CriticalScaling.ConditionNumber(TrainCount + 3, -4) - 1), 1 - Order(-4), 1 + Order(-4));

    [Fact]
    public void Sequences_KeepX() => Assert.All(Sequences.Value, sequence => Assert.All(sequence.Value, network =>
        Assert.Equal(sequence.Key, network.Depth * Math.Log(MeanFieldTheory.Analyze(new Erf(), network.WeightVariance, 0.05).Chi1), 1e-9)));

    private static void Check(string id, double x, double tolerance, double predicted, Func<Network, double> value)
    {
        string name = Math.Abs(x).ToString(CultureInfo.InvariantCulture);
        Assert.EndsWith(x < 0 ? "-minus-" + name : "-" + name, id, StringComparison.Ordinal);
        Assert.InRange(Order(x), 0, tolerance * (1 + 1e-6));
        Assert.Equal(1, Limit(x, value) / predicted, Order(x));
    }

    private static double Limit(double x, Func<Network, double> value) => DepthLaws.LimitWithLogCorrection(Depths, [.. Sequences.Value[x].Select(value)]);

    private static double Order(double x) => 5 * Math.Pow((1 + Math.Abs(x)) * Math.Log(Depths[0]) / Depths[0], 2);

    private static Dictionary<double, Network[]> Measure()
    {
        DatasetPair images = DatasetCatalog.Load("cifar10", TrainCount, 32);
        var networks = new Network[Scaled.Length * Depths.Length];
        ParallelTiles.For(networks.Length, null, i => networks[i] = Network.Of(Scaled[i / Depths.Length], Depths[i % Depths.Length], images));
        return Scaled.Index().ToDictionary(x => x.Item, x => networks[(x.Index * Depths.Length)..((x.Index + 1) * Depths.Length)]);
    }

    // κ, and l times the size of P(Θ)Y, of one network.
    private sealed record Network(int Depth, double WeightVariance, double Condition, double Predictor)
    {
        public static Network Of(double x, int depth, DatasetPair images)
        {
            double weightVariance = CriticalScaling.WeightVariance(new Erf(), 0.05, x / depth);
            FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), weightVariance, 0.05, depth);
            DatasetPair scaled = images.Preprocess(new Preprocessing { Variance = network.QStar });
            DepthRow end = DepthScan.Compute(network.Description, [depth], scaled).Rows[0];
            return new(depth, weightVariance, end.ConditionNumber, depth * end.MeanPredictor);
        }
    }
}
