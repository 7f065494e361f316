using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 04b: Θ of every pair of pixels before any read-out; what is measured is the pair farthest from the law.</summary>
/// <remarks>
/// Ordered: Θ_aa - Θ_ab ∝ l χ_1^l (smooth) or χ_1^{l/2} (ReLU family). Critical: Θ_ab → q* l/3 (smooth) or q* l/4 (ReLU family).
/// Chaotic: Θ_ab → t* = q*c*/(1 - χ_c*). The laws do not ask whether two pixels belong to one image. Two images of 4×4 pixels, 40 depths to layer 400.
/// </remarks>
public sealed class PixelPairLawTests
{
    private const string Source = "large-depth asymptotics of the NTK, convolutional networks";
    private const int Side = 4, Pixels = Side * Side;

    private static readonly int[] Depths = Grid.Multiples(400, 40);
    private static readonly DatasetPair Images = DatasetCatalog.Load("cifar10", 6, 0);
    private static readonly Dictionary<(string Activation, string Phase), Lazy<Pairs>> Networks = new[]
    {
        ("erf", "ordered"), ("erf", "critical"), ("erf", "chaotic"), ("relu", "ordered"), ("relu", "critical"),
    }.ToDictionary(network => network, network => new Lazy<Pairs>(() => Measure(network.Item1, network.Item2)));

    [Theory]
    [InlineData("pixel-gap-rate-erf-ordered-images-one-image", "erf", "ordered", 240, 0.0007576975490541214)]
    [InlineData("pixel-gap-rate-erf-ordered-images-two-images", "erf", "ordered", 256, 0.0007576975490541214)]
    [InlineData("pixel-ntk-slope-erf-critical-images-one-image", "erf", "critical", 240, 0.009129965152561986)]
    [InlineData("pixel-ntk-slope-erf-critical-images-two-images", "erf", "critical", 256, 0.009129965152561986)]
    [InlineData("pixel-ntk-limit-erf-chaotic-images-one-image", "erf", "chaotic", 240, 7.45802191578002e-09)]
    [InlineData("pixel-ntk-limit-erf-chaotic-images-two-images", "erf", "chaotic", 256, 7.45802191578002e-09)]
    [InlineData("pixel-gap-rate-relu-ordered-images-one-image", "relu", "ordered", 240, 1.5218560542222448e-05)]
    [InlineData("pixel-gap-rate-relu-ordered-images-two-images", "relu", "ordered", 256, 1.5218560542222448e-05)]
    [InlineData("pixel-ntk-slope-relu-critical-images-one-image", "relu", "critical", 240, 0.009129965152561986)]
    [InlineData("pixel-ntk-slope-relu-critical-images-two-images", "relu", "critical", 256, 0.009129965152561986)]
    public void FarthestPair(string id, string activation, string phase, int count, double tolerance)
    {
        Pairs pairs = Networks[(activation, phase)].Value;
        bool ofOneImage = id.EndsWith("-one-image", StringComparison.Ordinal);
        Assert.Equal(count, pairs.Curves(ofOneImage, (kernel, _, _) => kernel.Depth).Length);
        Claim claim = Statement(id, pairs, ofOneImage);
        TheoryChecks.Holds(claim, tolerance);
    }

    [Fact]
    public void FarthestPair_AgainstAnotherTheory_IsNotReproduced()
    {
        Pairs Of(string phase) => Networks[("erf", phase)].Value;
        Pairs[] wrong =
        [
            Of("ordered") with { Theory = MeanFieldTheory.Analyze(new Erf(), 1.22, 0.05) },
            Of("critical") with { QStar = 1.02 * Of("critical").QStar },
            Of("critical") with { Network = Of("critical").Network with { Activation = ReluFamily.Relu } },
            Of("chaotic") with { Theory = MeanFieldTheory.Analyze(new Erf(), 2.501, 0.05) },
        ];
        Assert.All(wrong, pairs => Assert.All([true, false], one => Assert.Equal(Verdict.NotReproduced, Statement("wrong", pairs, one).Verdict)));
    }

    private static Claim Statement(string id, Pairs pairs, bool ofOneImage) => pairs.Theory.Phase switch
    {
        Phase.Ordered => Ordered(id, pairs, pairs.Curves(ofOneImage, (kernel, a, b) => kernel.NtkGap(a, b))),
        Phase.Critical => Critical(id, pairs, pairs.Curves(ofOneImage, (kernel, a, b) => kernel.Entry(a, b))),
        _ => Chaotic(id, pairs, pairs.Curves(ofOneImage, (kernel, a, b) => kernel.Entry(a, b))),
    };

    private static Claim Ordered(string id, Pairs pairs, double[][] gaps)
    {
        bool isKinked = pairs.Network.Activation.IsHomogeneous;
        int last = Depths.Length - 1, half = Depths.Length / 4, first = last - (2 * half), layer = Depths[first];
        int[] window = [layer, Depths[first + half], Depths[last]];
        double rate = Math.Log(pairs.Theory.Chi1) / (isKinked ? 2 : 1), share = isKinked ? pairs.Network.WeightVariance / (2 * Math.PI) : 1;
        double Rate(double[] curve) => isKinked
            ? Math.Log(curve[last] / curve[first]) / (window[2] - window[0])
            : DepthLaws.RateWithLinearFactorOfLogs(window, [Math.Log10(curve[first]), Math.Log10(curve[first + half]), Math.Log10(curve[last])]);
        return Claim.Within(id, "Θ_{aa} - Θ_{ab} ∝ l χ_1^l, at a kink χ_1^{l/2}", Source, rate, Farthest(gaps.Select(Rate), rate),
            share * layer * Math.Exp(rate * layer) / (window[1] - window[0]), "next order over half the window");
    }

    private static Claim Critical(string id, Pairs pairs, double[][] entries)
    {
        int offset = Depths.Length / 4;
        int[] window = [.. Depths.Skip(offset)];
        double slope = pairs.Network.Activation.IsHomogeneous ? 1.0 / 4 : 1.0 / 3, order = Math.Pow(Math.Log(window[0]) / window[0], 2);
        IEnumerable<double> slopes = entries.Select(curve => DepthLaws.SlopeWithLogCorrection(window, [.. curve.Skip(offset)]) / pairs.QStar);
        return Claim.WithinRelative(id, "Θ_{ab} → q* l/3, ReLU q* l/4", Source, slope, Farthest(slopes, slope), 5 * order,
            "log corrections are fitted; five times the next order (log l/l)^2");
    }

    // As recorded, at layer 200.
    private static Claim Chaotic(string id, Pairs pairs, double[][] entries)
    {
        int at = Array.IndexOf(Depths, 200);
        double limit = pairs.Theory.TStar!.Value, left = 200 * Math.Pow(pairs.Theory.ChiCStar, 200);
        return Claim.WithinRelative(id, "Θ_{ab} → t*", Source, limit, Farthest(entries.Select(curve => curve[at]), limit), Math.Max(10 * left, 1e-10),
            "ten times the law's own correction l χ_{c*}^l, at least the rounding of its sum");
    }

    private static double Farthest(IEnumerable<double> values, double from) =>
        values.MaxBy(value => double.IsNaN(value) ? double.PositiveInfinity : Math.Abs(value - from));

    private static Pairs Measure(string activation, string phase)
    {
        (double weightVariance, double biasVariance) = ArchitectureNetworks.Variances(activation, phase);
        FixedPointNetwork network = FixedPointNetwork.Create(
            ActivationCatalog.Parse(activation), weightVariance, biasVariance, 400, Architecture.ConvolutionalPool);
        InputBatch images = ArchitectureNetworks.Scaled(Images, network, Side).Train.Inputs.Slice(0, 2);
        return new(network.Description, network.Theory, network.QStar, GapRecursion.PixelKernels(network.Description, Depths, images));
    }

    private sealed record Pairs(NetworkDescription Network, MeanFieldPoint Theory, double QStar, IReadOnlyList<GapKernel> Kernels)
    {
        // One curve over depth for each pair of different pixels that start at some distance.
        public double[][] Curves(bool ofOneImage, Func<GapKernel, int, int, double> value) =>
        [
            .. from a in Enumerable.Range(0, 2 * Pixels)
               from b in Enumerable.Range(0, a)
               where (a / Pixels == b / Pixels) == ofOneImage && Kernels[0].NtkGap(a, b) > 0
               select Kernels.Select(kernel => value(kernel, a, b)).ToArray(),
        ];
    }
}
