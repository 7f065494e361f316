using System.Text.RegularExpressions;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 04: κ, λ_max, λ_bulk and P(Θ)Y of FCN, CNN-F and CNN-P in every phase, 400 layers.</summary>
public sealed partial class ArchitectureLawTests
{
    /// <summary>Statement (whose name says which network, images and m), and the tolerance on record, which none may exceed.</summary>
    [Theory]
    [InlineData("kappa-rate-erf-fcn-ordered-images-m20", 0.0007576975490541216)]
    [InlineData("predictor-limit-erf-fcn-ordered-images-m20", 0.12692975359300926)]
    [InlineData("kappa-rate-erf-cnn-f-ordered-images-m20", 0.0007576975490541216)]
    [InlineData("predictor-limit-erf-cnn-f-ordered-images-m20", 0.12692975359300926)]
    [InlineData("kappa-rate-erf-cnn-p-ordered-images-m20", 0.0007576975490541216)]
    [InlineData("predictor-limit-erf-cnn-p-ordered-images-m20", 0.12692975359300926)]
    [InlineData("kappa-rate-erf-fcn-chaotic-images-m20", 0.002625027309726449)]
    [InlineData("predictor-rate-erf-fcn-chaotic-images-m20", 0.00011801839648660403)]
    [InlineData("kappa-rate-erf-cnn-f-chaotic-images-m20", 0.002625027403220729)]
    [InlineData("predictor-rate-erf-cnn-f-chaotic-images-m20", 0.0002319198769156019)]
    [InlineData("kappa-rate-erf-cnn-p-chaotic-images-m20", 0.002687724384995161)]
    [InlineData("predictor-rate-erf-cnn-p-chaotic-images-m20", 0.0005776872026638357)]
    [InlineData("kappa-limit-erf-fcn-critical-images-m12", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-fcn-critical-images-m12", 0.048832286215043444)]
    [InlineData("kappa-limit-erf-fcn-critical-images-m20", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-fcn-critical-images-m20", 0.048832286215043444)]
    [InlineData("kappa-limit-erf-cnn-f-critical-images-m12", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-cnn-f-critical-images-m12", 0.048832286215043444)]
    [InlineData("kappa-limit-erf-cnn-f-critical-images-m20", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-cnn-f-critical-images-m20", 0.048832286215043444)]
    [InlineData("kappa-limit-erf-fcn-critical-random-m12", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-fcn-critical-random-m12", 0.048832286215043444)]
    [InlineData("kappa-limit-erf-fcn-critical-random-m20", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-fcn-critical-random-m20", 0.048832286215043444)]
    [InlineData("kappa-limit-erf-cnn-f-critical-random-m12", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-cnn-f-critical-random-m12", 0.048832286215043444)]
    [InlineData("kappa-limit-erf-cnn-f-critical-random-m20", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-cnn-f-critical-random-m20", 0.048832286215043444)]
    [InlineData("kappa-limit-erf-cnn-p-critical-random-m12", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-cnn-p-critical-random-m12", 0.048832286215043444)]
    [InlineData("kappa-limit-erf-cnn-p-critical-random-m20", 0.021207592441913597)]
    [InlineData("predictor-exponent-erf-cnn-p-critical-random-m20", 0.048832286215043444)]
    [InlineData("kappa-limit-relu-fcn-critical-images-m12", 0.021207592441913597)]
    [InlineData("predictor-exponent-relu-fcn-critical-images-m12", 0.048832286215043444)]
    [InlineData("kappa-limit-relu-fcn-critical-images-m20", 0.021207592441913597)]
    [InlineData("predictor-exponent-relu-fcn-critical-images-m20", 0.048832286215043444)]
    [InlineData("kappa-limit-relu-cnn-f-critical-images-m12", 0.021207592441913597)]
    [InlineData("predictor-exponent-relu-cnn-f-critical-images-m12", 0.048832286215043444)]
    [InlineData("kappa-limit-relu-cnn-f-critical-images-m20", 0.021207592441913597)]
    [InlineData("predictor-exponent-relu-cnn-f-critical-images-m20", 0.048832286215043444)]
    [InlineData("kappa-limit-relu-cnn-p-critical-images-m12", 0.046388641922437406)]
    [InlineData("kappa-limit-relu-cnn-p-critical-images-m20", 0.021207592441913597)]
    [InlineData("kappa-rate-relu-fcn-ordered-images-m20", 8.017176931491966e-05)]
    [InlineData("predictor-limit-relu-fcn-ordered-images-m20", 0.001521856054222232)]
    [InlineData("kappa-rate-relu-cnn-f-ordered-images-m20", 8.017176931491966e-05)]
    [InlineData("predictor-limit-relu-cnn-f-ordered-images-m20", 0.001521856054222232)]
    [InlineData("kappa-rate-relu-cnn-p-ordered-images-m20", 8.017176931491966e-05)]
    [InlineData("predictor-limit-relu-cnn-p-ordered-images-m20", 0.001521856054222232)]
    [InlineData("kappa-limit-relu-cnn-p-critical-random-m20", 0.021207592441913597)]
    [InlineData("predictor-exponent-relu-cnn-p-critical-random-m20", 0.048832286215043444)]
    [InlineData("lambda-max-limit-erf-fcn-ordered-images-m20", 0.0005741055760246995)]
    [InlineData("lambda-bulk-rate-erf-fcn-ordered-images-m20", 0.0007576975490559424)]
    [InlineData("lambda-max-limit-erf-cnn-f-ordered-images-m20", 0.0005741055760246995)]
    [InlineData("lambda-bulk-rate-erf-cnn-f-ordered-images-m20", 0.0007576975490559424)]
    [InlineData("lambda-max-limit-erf-cnn-p-ordered-images-m20", 0.0005741055760246995)]
    [InlineData("lambda-bulk-rate-erf-cnn-p-ordered-images-m20", 0.0007576975490559424)]
    [InlineData("lambda-bulk-size-erf-fcn-chaotic-images-m20", 1.0658141036401503e-13)]
    [InlineData("lambda-bulk-rate-erf-fcn-chaotic-images-m20", 1.9941256986220897e-06)]
    [InlineData("lambda-max-rate-erf-fcn-chaotic-images-m20", 1.9941256986220897e-06)]
    [InlineData("kappa-constant-erf-fcn-chaotic-images-m20", 1.6560008086116662e-10)]
    [InlineData("lambda-bulk-size-erf-cnn-f-chaotic-images-m20", 1.0658141036401503e-13)]
    [InlineData("lambda-bulk-rate-erf-cnn-f-chaotic-images-m20", 1.9941256986220897e-06)]
    [InlineData("lambda-max-rate-erf-cnn-f-chaotic-images-m20", 1.9941256986220897e-06)]
    [InlineData("kappa-constant-erf-cnn-f-chaotic-images-m20", 1.6560008086116662e-10)]
    [InlineData("lambda-bulk-size-erf-cnn-p-chaotic-images-m20", 1.6411300872771446e-11)]
    [InlineData("lambda-bulk-rate-erf-cnn-p-chaotic-images-m20", 6.486278322073355e-05)]
    [InlineData("lambda-max-rate-erf-cnn-p-chaotic-images-m20", 6.486278322073355e-05)]
    [InlineData("kappa-constant-erf-cnn-p-chaotic-images-m20", 0.003137878977733982)]
    [InlineData("lambda-max-limit-relu-fcn-ordered-images-m20", 8.084526961903038e-07)]
    [InlineData("lambda-bulk-rate-relu-fcn-ordered-images-m20", 1.5218560544043085e-05)]
    [InlineData("lambda-max-limit-relu-cnn-f-ordered-images-m20", 8.084526961903038e-07)]
    [InlineData("lambda-bulk-rate-relu-cnn-f-ordered-images-m20", 1.5218560544043085e-05)]
    [InlineData("lambda-max-limit-relu-cnn-p-ordered-images-m20", 8.084526961903038e-07)]
    [InlineData("lambda-bulk-rate-relu-cnn-p-ordered-images-m20", 1.5218560544043085e-05)]
    public void Statement_FourHundredLayers_Holds(string id, double tolerance)
    {
        Match name = Name().Match(id);
        string Part(string part) => name.Groups[part].Value;
        var network = ArchitectureNetworks.Of(Part("architecture"), Part("activation"), Part("phase"), Part("data"));
        int m = int.Parse(Part("m"), System.Globalization.CultureInfo.InvariantCulture);
        Claim claim = ArchitectureClaims.Of(network.Scan(m), Part("at")).Single(candidate => candidate.Id == id);
        TheoryChecks.Holds(claim, tolerance);
    }

    [Theory]
    [InlineData("kappa-factor-cnn-p-d16-d9", 16.0 / 9)]
    [InlineData("kappa-factor-cnn-p-m20-m12", 20.0 / 12)]
    public void ChaoticExcess_MorePixelsOrImages_IsTheProductOfBoth(string id, double factor)
    {
        var large = ArchitectureNetworks.Of("cnn-p", "erf", "chaotic");
        DepthScan smaller = id.EndsWith("d9", StringComparison.Ordinal) ? Coarse.Value : large.Scan(12);
        Claim claim = ArchitectureClaims.Factor(id, large.Scan(), smaller);
        Assert.Equal(factor, claim.Prediction!.Value, 1e-12);
        TheoryChecks.Holds(claim);
        Assert.Equal(Verdict.NotReproduced, ArchitectureClaims.Factor(id, large.Scan(), smaller with { Pixels = smaller.Pixels + 1 }).Verdict);
    }

    [Theory]
    [InlineData("kappa-correction-cnn-p-d16-d1", 16)]
    [InlineData("kappa-correction-cnn-p-m20-m12", 20.0 / 12)]
    public void CriticalCorrection_MorePixelsOrImages_IsTheProductOfBoth(string id, double factor)
    {
        var large = ArchitectureNetworks.Of("cnn-p", "erf", "critical", "random");
        DepthScan smaller = id.EndsWith("d1", StringComparison.Ordinal) ? ArchitectureNetworks.Of("fcn", "erf", "critical", "random").Scan() : large.Scan(12);
        Claim claim = ArchitectureClaims.Correction(id, large.Scan(), smaller);
        Assert.Equal(factor, claim.Prediction!.Value, 1e-12);
        TheoryChecks.Holds(claim, 0.16690410034766703);
    }

    [Theory]
    [InlineData("fcn", "erf", "ordered", 1.22)]
    [InlineData("fcn", "erf", "chaotic", 2.52)]
    [InlineData("cnn-p", "erf", "chaotic", 2.52)]
    public void Statements_AgainstTheTheoryOfAnotherNetwork_AreNotReproduced(string architecture, string activation, string phase, double weightVariance)
    {
        DepthScan scan = ArchitectureNetworks.Of(architecture, activation, phase).Scan();
        DepthScan wrong = scan with { Theory = MeanFieldTheory.Analyze(new Erf(), weightVariance, 0.05) };
        Assert.All(
            ArchitectureClaims.Of(wrong, "wrong").Where(claim => !claim.Id.StartsWith("predictor-limit", StringComparison.Ordinal)),
            claim => Assert.True(claim.Verdict == Verdict.NotReproduced, claim.ToString()));
    }

    [Fact]
    public void Statements_WithOnePixelOrExampleMore_AreNotReproduced()
    {
        DepthScan chaotic = ArchitectureNetworks.Of("cnn-p", "erf", "chaotic").Scan(), critical = ArchitectureNetworks.Of("fcn", "erf", "critical").Scan();
        string[] Failing(DepthScan scan) =>
            [.. ArchitectureClaims.Of(scan, "at").Where(claim => claim.Verdict == Verdict.NotReproduced).Select(claim => claim.Id)];
        Assert.Equal(["lambda-bulk-size-at", "kappa-constant-at"], Failing(chaotic with { Pixels = 17 }));
        Assert.Equal(["kappa-constant-at"], Failing(chaotic with { TrainCount = 21 }));
        Assert.Equal(["kappa-limit-at"], Failing(critical with { TrainCount = 21 }));
    }

    private static readonly Lazy<DepthScan> Coarse = new(() =>
    {
        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), 2.5, 0.05, 150, Architecture.ConvolutionalPool);
        DatasetPair images = ArchitectureNetworks.Scaled(DatasetCatalog.Load("cifar10", ArchitectureNetworks.TrainCount, 0), network, 3);
        return DepthScan.Compute(network.Description, Grid.Integers(1, 150), images);
    });

    [GeneratedRegex(@"-(?<at>(?<activation>erf|relu)-(?<architecture>fcn|cnn-f|cnn-p)-(?<phase>\w+)-(?<data>\w+)-m(?<m>\d+))$")]
    private static partial Regex Name();
}
