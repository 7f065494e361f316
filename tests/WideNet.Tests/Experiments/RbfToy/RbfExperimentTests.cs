using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.Caching;
using WideNet.Experiments.RbfToy;
using WideNet.Tests.Data;

namespace WideNet.Tests.Experiments.RbfToy;

public sealed class RbfExperimentTests : IDisposable
{
    private static readonly RbfExperiment Experiment = new() { Preset = Preset.Quick, Sizes = new RbfSizes(40, 20, 9), Data = new DatasetRequest("cifar10", 40, 20) };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_RecordedAndRead_GivesTheSameFiguresAndClaimsWithoutTheImages()
    {
        var cache = new ResultCache(_folder.FullName);
        RbfResults computed = Experiment.Run("compute", cache);
        Assert.Empty(_folder.Files());
        Experiment.Run("record", cache);
        Assert.Equal(["13-rbf-toy/quick-points.csv", "13-rbf-toy/quick-scales.csv", "13-rbf-toy/quick.json"], _folder.Files().Select(file => file.Replace('\\', '/')));
        RbfResults read = (Experiment with { Data = new DatasetRequest("cifar10", 40, 20, "no-such-folder") }).Run("cached", cache);
        Assert.Equal(computed.Run, read.Run);
        RbfDistances distances = RbfDistances.Of(Experiment.Data.Images);
        var scales = RbfScales.Of(distances);
        Assert.Equal((scales, scales), (computed.Scales, read.Scales));
        Assert.Equal(RbfSweep.Compute(distances, [.. Experiment.Sizes.Scaled().Select(h => h * distances.Mean)]), read.Curve);
        Assert.Equal(RbfSweep.Compute(distances, [.. scales.SmallBandwidths, scales.NearestBandwidth, .. scales.LargeBandwidths]), [.. read.Small, read.Nearest, .. read.Large]);
        Assert.Equal(RbfFigures.Bandwidth("bandwidth", computed).ToSvg(), RbfFigures.Bandwidth("bandwidth", read).ToSvg());
        Assert.Equal(RbfClaims.Evaluate(computed).ToJson(), RbfClaims.Evaluate(read).ToJson());

        var error = Assert.Throws<ArgumentException>(() => (Experiment with { Sizes = new RbfSizes(40, 20, 10) }).Run("cached", cache));
        Assert.Contains("bandwidths is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_SmallSet_ReproducesEveryClaim()
    {
        RbfResults found = Experiment.Run("compute", new ResultCache(_folder.FullName));
        ClaimTable table = RbfClaims.Evaluate(found);
        Assert.Equal(8, table.Claims.Count);
        Assert.All(table.Claims, claim => Assert.Equal(Verdict.Reproduced, claim.Verdict));
        Assert.Equal(4, RbfFigures.Bandwidth("bandwidth", found).Panels.Count);
    }

    [Fact]
    public void Evaluate_PredictorOfWrongSize_IsNotReproduced()
    {
        RbfResults found = Experiment.Run("compute", new ResultCache(_folder.FullName));
        RbfPoint last = found.Large[^1] with { Predictor = 1.1 * found.Large[^1].Predictor, FlatDistance = 0.1 * found.Scales.FlatSize };
        Claim size = RbfClaims.Evaluate(found with { Large = [.. found.Large.SkipLast(1), last] }).Claims.Single(claim => claim.Id == "rbf-predictor-size-large");
        Assert.Equal(Verdict.NotReproduced, size.Verdict);
    }
}
