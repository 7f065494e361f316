using WideNet.Data;
using WideNet.Measurements;
using WideNet.Results;

namespace WideNet.Tests.Claims;

/// <summary>The networks, images and depths of notebook 03: each network is measured once for all statements about it.</summary>
public sealed class NtkSpectrumClaimsTests
{
    private static readonly Dictionary<(string Activation, double WeightVariance), Lazy<DepthScan>> Scans = new[]
    {
        ("erf", 0.5), ("erf", 1.25), ("relu", 1.5), ("erf", 1.375839007346680455163), ("erf", 1.5), ("erf", 2.5),
    }.ToDictionary(network => network, network => new Lazy<DepthScan>(
        () => NtkSpectrumClaims.Scan(network.Item1, network.Item2, 2000, DatasetCatalog.Load("cifar10", 64, 32))));

    /// <summary>Statement, network, and the tolerance on record, which none may exceed.</summary>
    [Theory]
    [InlineData("ntk-diagonal-ordered-0.5", "erf", 0.5, 0)]
    [InlineData("ntk-gap-rate-ordered-0.5", "erf", 0.5, 9.395992755775557e-16)]
    [InlineData("lambda-max-limit-ordered-0.5", "erf", 0.5, 8.926193117986259e-12)]
    [InlineData("lambda-bulk-rate-ordered-0.5", "erf", 0.5, 9.395992755775557e-16)]
    [InlineData("kappa-rate-ordered-0.5", "erf", 0.5, 9.395992755775557e-16)]
    [InlineData("predictor-limit-ordered-0.5", "erf", 0.5, 0.015917687207991256)]
    [InlineData("ntk-diagonal-ordered-1.25", "erf", 1.25, 0)]
    [InlineData("ntk-gap-rate-ordered-1.25", "erf", 1.25, 8.418861656256085e-05)]
    [InlineData("lambda-max-limit-ordered-1.25", "erf", 1.25, 8.926193117986259e-12)]
    [InlineData("lambda-bulk-rate-ordered-1.25", "erf", 1.25, 8.418861656256085e-05)]
    [InlineData("kappa-rate-ordered-1.25", "erf", 1.25, 8.418861656256085e-05)]
    [InlineData("predictor-limit-ordered-1.25", "erf", 1.25, 0.1269297536822712)]
    [InlineData("ntk-diagonal-relu-ordered-1.5", "relu", 1.5, 0)]
    [InlineData("ntk-gap-rate-relu-ordered-1.5", "relu", 1.5, 1.423151004491569e-08)]
    [InlineData("lambda-max-limit-relu-ordered-1.5", "relu", 1.5, 8.926193117986259e-12)]
    [InlineData("lambda-bulk-rate-relu-ordered-1.5", "relu", 1.5, 1.423151004491569e-08)]
    [InlineData("kappa-rate-relu-ordered-1.5", "relu", 1.5, 1.423151004491569e-08)]
    [InlineData("predictor-limit-relu-ordered-1.5", "relu", 1.5, 1.3520022911981773e-05)]
    [InlineData("ntk-diagonal-critical-1.376", "erf", 1.375839007346680455163, 0)]
    [InlineData("ntk-off-diagonal-slope-critical-1.376", "erf", 1.375839007346680455163, 0.0007724270763394937)]
    [InlineData("ntk-log-correction-critical-1.376", "erf", 1.375839007346680455163, 0.1809798404846377)]
    [InlineData("lambda-max-slope-critical-1.376", "erf", 1.375839007346680455163, 0.0007724270763394937)]
    [InlineData("lambda-bulk-slope-critical-1.376", "erf", 1.375839007346680455163, 0.0007724270763394937)]
    [InlineData("kappa-limit-critical-1.376", "erf", 1.375839007346680455163, 0.0007724270763394937)]
    [InlineData("predictor-exponent-critical-1.376", "erf", 1.375839007346680455163, 0.004800331564059994)]
    [InlineData("ntk-diagonal-chaotic-1.5", "erf", 1.5, 0)]
    [InlineData("ntk-off-diagonal-limit-chaotic-1.5", "erf", 1.5, 1e-10)]
    [InlineData("lambda-max-rate-chaotic-1.5", "erf", 1.5, 0.00010671726678112623)]
    [InlineData("lambda-bulk-rate-chaotic-1.5", "erf", 1.5, 0.00010671726678112623)]
    [InlineData("kappa-rate-chaotic-1.5", "erf", 1.5, 0.00010671726678112623)]
    [InlineData("predictor-rate-chaotic-1.5", "erf", 1.5, 0.00010671726678112623)]
    [InlineData("ntk-diagonal-chaotic-2.5", "erf", 2.5, 0)]
    [InlineData("ntk-off-diagonal-limit-chaotic-2.5", "erf", 2.5, 1e-10)]
    [InlineData("lambda-max-rate-chaotic-2.5", "erf", 2.5, 2.0327771270605725e-07)]
    [InlineData("lambda-bulk-rate-chaotic-2.5", "erf", 2.5, 2.0327771270605725e-07)]
    [InlineData("kappa-rate-chaotic-2.5", "erf", 2.5, 2.0327771270605725e-07)]
    [InlineData("predictor-rate-chaotic-2.5", "erf", 2.5, 2.0327771270605725e-07)]
    public void Statement_TwoThousandLayers_Holds(string id, string activation, double weightVariance, double tolerance)
    {
        Claim claim = NtkSpectrumClaims.Of(Scans[(activation, weightVariance)].Value).Single(candidate => candidate.Id == id);
        TheoryChecks.Holds(claim, tolerance);
    }

    [Fact]
    public void Rows_OfEveryNetwork_AreResolved() => Assert.All(Scans.Values, scan => Assert.All(scan.Value.Rows, row =>
        Assert.InRange(Math.Max(row.ConditionNumberError, row.MeanPredictorError), 0, 1e-6)));
}
