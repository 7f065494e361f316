using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 04b: κ of the NNGP and of the NTK in the ordered and the chaotic phase, and their common mean predictor.</summary>
/// <remarks>
/// Ordered: κ of K ∝ χ_1^-l for every activation, without the factor 1/l (smooth) and at twice the rate (ReLU family) of Θ. For smooth activations
/// g_ab = (A_ab + B h_ab l) χ_1^l with h_ab the limit of δ_ab χ_1^-l and one B for all pairs, so Θ and K have one limit of the mean predictor, 1/l apart,
/// and one limit of κ(CNN-P)/κ(CNN-F). Chaotic: κ of K → 1 + m d c*/(1 - c*), while that of Θ → 1.
/// </remarks>
public sealed class NngpLawTests
{
    private const string Source = "NNGP versus NTK; large-depth asymptotics";
    private const int First = 200, Last = ArchitectureNetworks.Depth;

    [Theory]
    [InlineData("nngp-kappa-rate-erf-fcn-ordered-m20", "fcn", "erf", 0.00028239361624407)]
    [InlineData("nngp-kappa-rate-erf-cnn-f-ordered-m20", "cnn-f", "erf", 0.00028239361624407)]
    [InlineData("nngp-kappa-rate-erf-cnn-p-ordered-m20", "cnn-p", "erf", 0.00028239361624407)]
    [InlineData("nngp-kappa-rate-relu-fcn-ordered-m20", "fcn", "relu", 4.966172739634625e-06)]
    [InlineData("nngp-kappa-rate-relu-cnn-f-ordered-m20", "cnn-f", "relu", 4.966172739634625e-06)]
    [InlineData("nngp-kappa-rate-relu-cnn-p-ordered-m20", "cnn-p", "relu", 4.966172739634625e-06)]
    public void KappaRate(string id, string architecture, string activation, double tolerance)
    {
        ArchitectureNetworks network = ArchitectureNetworks.Of(architecture, activation, "ordered");
        MeanFieldPoint theory = Theory(network);
        const int Start = 210; // as recorded: the middle of 40 depths
        double chi = theory.Chi1, kinked = network.Network.WeightVariance / (2 * Math.PI) * Math.Pow(chi, Start / 2.0);
        double next = Start * (activation == "relu" ? kinked : Math.Pow(chi, Start));
        double measured = (Nngp(network, Last).Log10ConditionNumber - Nngp(network, Start).Log10ConditionNumber) * Math.Log(10) / (Last - Start);
        TheoryChecks.Holds(Claim.Within(id, "κ of the NNGP ∝ χ_1^{-l}", Source, -Math.Log(chi), measured, next / (Last - Start),
            "next order over the window"), tolerance);

        // That of the NTK is another, by far more than the tolerance.
        double ntk = (Ntk(network, Last).Log10ConditionNumber - Ntk(network, Start).Log10ConditionNumber) * Math.Log(10) / (Last - Start);
        Assert.NotInRange(ntk, measured - (10 * tolerance), measured + (10 * tolerance));
    }

    [Theory]
    [InlineData("nngp-predictor-difference-erf-fcn-ordered-m20", "fcn")]
    [InlineData("nngp-predictor-difference-erf-cnn-f-ordered-m20", "cnn-f")]
    [InlineData("nngp-predictor-difference-erf-cnn-p-ordered-m20", "cnn-p")]
    public void PredictorDifference(string id, string architecture)
    {
        ArchitectureNetworks network = ArchitectureNetworks.Of(architecture, "erf", "ordered");
        const int Start = 210;
        double offset = Theory(network).Xi1 / Start;
        double measured = Math.Log(Difference(network, Last) / Difference(network, Start)) / Math.Log((double)Last / Start);
        TheoryChecks.Holds(Claim.Within(id, "(P(Θ) - P(K))Y ∝ 1/l", Source, -1, measured, 2 * offset,
            "1/(l + a) with a of order ξ_1, a factor of 2 for its constant"), 0.24177095922477954);
    }

    [Theory]
    [InlineData("nngp-kappa-limit-erf-fcn-chaotic-m20", "fcn", 5.233099751479169e-11)]
    [InlineData("nngp-kappa-limit-erf-cnn-f-chaotic-m20", "cnn-f", 5.233099751479169e-11)]
    [InlineData("nngp-kappa-limit-erf-cnn-p-chaotic-m20", "cnn-p", 1.8489159105325009e-09)]
    public void KappaLimit(string id, string architecture, double tolerance)
    {
        ArchitectureNetworks network = ArchitectureNetworks.Of(architecture, "erf", "chaotic");
        MeanFieldPoint theory = Theory(network);
        int d = architecture == "cnn-p" ? network.Data.Train.Inputs.Pixels : 1;
        double c = theory.CStar, left = d * Math.Pow(theory.ChiCStar, First) / (1 - c), limit = 1 + (ArchitectureNetworks.TrainCount * d * c / (1 - c));
        double measured = Nngp(network, First).ConditionNumber;
        TheoryChecks.Holds(Claim.WithinRelative(id, "κ of the NNGP → 1 + m d c*/(1 - c*)", Source, limit, measured, (10 * left) + 1e-12,
            "ten times what is left of the pairs' distance from c*, and rounding"), tolerance);
        Assert.Equal(1, Ntk(network, First).ConditionNumber, 1e-9);
    }

    // λ_bulk = (A + Bl) χ_1^l: B is compared, on the same 4×4 images.
    [Fact]
    public void PoolingFactor()
    {
        const int Start = 310;
        ArchitectureNetworks pooled = ArchitectureNetworks.Of("cnn-p", "erf", "ordered");
        NetworkDescription flat = pooled.Network with { Architecture = Architecture.ConvolutionalFlatten };
        IReadOnlyList<KernelAnalysis> flattened = KernelAnalysis.Compute(flat, [Start, Last], pooled.Data.Train.Inputs);
        KernelAnalysis[] both = [pooled.Analyses[Start - 1], pooled.Analyses[Last - 1]];
        double chi = Theory(pooled).Chi1, next = Start * Math.Pow(chi, Start);
        double Linear(IReadOnlyList<KernelAnalysis> at) => Bulk(at[1].Train) - (Bulk(at[0].Train) * Math.Pow(chi, Last - Start));
        double predicted = Bulk(flattened[1].Train.NngpAsNtk()) / Bulk(both[1].Train.NngpAsNtk());
        Assert.InRange(predicted, 1, pooled.Data.Train.Inputs.Pixels);
        TheoryChecks.Holds(Claim.WithinRelative("pooling-factor-ordered-erf-m20", "κ_P/κ_F of the NTK tends to that of the NNGP", Source, predicted,
            Linear(flattened) / Linear(both), 10 * next, "ten times the next order l χ_1^l"), 0.015416430107197242);
    }

    private static MeanFieldPoint Theory(ArchitectureNetworks network) =>
        MeanFieldTheory.Analyze(network.Network.Activation, network.Network.WeightVariance, network.Network.BiasVariance);

    private static GapSpectrum Ntk(ArchitectureNetworks network, int depth) => GapSpectrum.Of(network.Analyses[depth - 1].Train);

    private static GapSpectrum Nngp(ArchitectureNetworks network, int depth) => GapSpectrum.Of(network.Analyses[depth - 1].Train.NngpAsNtk());

    private static double Bulk(GapKernel kernel) => Math.Pow(10, GapSpectrum.Of(kernel).Log10Bulk);

    private static double Difference(ArchitectureNetworks network, int depth)
    {
        KernelAnalysis analysis = network.Analyses[depth - 1];
        Matrix labels = network.Data.Train.MeanFreeLabels(), ntk = analysis.Predict(labels, centre: true).Values;
        Matrix nngp = new GapRegression(analysis.Train.NngpAsNtk()).Predict(analysis.Test.NngpAsNtk(), labels, centre: true).Values;
        double[] one = ntk.Values.ToArray(), other = nngp.Values.ToArray();
        return Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum() / one.Sum(a => a * a));
    }
}
