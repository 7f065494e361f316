using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Experiments.Conventions;

/// <summary>Checks of the conventions themselves: values known from elsewhere, and the kernel recursion against its own fixed point.</summary>
public static class ConventionClaims
{
    private const string Source = "background: mean field and kernels";

    /// <summary>σ_w² with χ_1 = 1 for Erf at σ_b² = 0.05, from 50-digit arithmetic.</summary>
    private const double CriticalWeightVariance = 1.375839007346680455163;

    /// <summary>q* of Erf at σ_w² = 1.5, σ_b² = 0.05, from 50-digit arithmetic.</summary>
    private const double FixedPoint = 0.6017531671097203502142856;

    /// <summary>The claims.</summary>
    /// <param name="preset">Named in the table.</param>
    /// <param name="images">Images scaled to any x·x/n; the first ones are used.</param>
    public static ClaimTable Evaluate(Preset preset, DatasetPair images)
    {
        ArgumentNullException.ThrowIfNull(images);
        Activation erf = ActivationCatalog.Parse("erf");
        InputBatch x = images.Train.Inputs;
        var network = new NetworkDescription { Architecture = Architecture.FullyConnected, Activation = erf, Depth = 200, WeightVariance = 1.5, BiasVariance = 0.05 };
        Matrix nngp = InfiniteNetwork.Kernel(network, x).Nngp;
        Matrix shallow = InfiniteNetwork.Kernel(network with { Depth = 1 }, x).Nngp;
        double worst = Enumerable.Range(0, x.Count).Max(a => Math.Abs((nngp[a, a] / FixedPoint) - 1));
        return new ClaimTable(
            Claim.WithinRelative(
                "critical-weight-variance",
                "Erf, σ_b^2 = 0.05: χ_1 = 1 at the σ_w^2 known to 25 digits",
                Source,
                CriticalWeightVariance,
                MeanFieldTheory.CriticalWeightVariance(erf, 0.05),
                1e-12,
                "double precision: the root is known to a few units in the last place times 1/(dχ_1/dσ_w^2)"),
            Claim.Below(
                "variance-fixed-point",
                "Erf, σ_w^2 = 1.5: after 200 layers the variance of every image is q* (largest relative difference)",
                Source,
                1e-12,
                worst,
                "the variance map contracts, so only rounding is left; q* is known to 25 digits"),
            Claim.WithinRelative(
                "arcsine-kernel",
                "one hidden Erf layer has the arcsine kernel σ_w^2 (2/π) asin(2k/√((1+2q_a)(1+2q_b))) + σ_b^2",
                Source,
                ArcsineKernel(network, x),
                shallow[0, 1],
                1e-13,
                "two routes to the same closed form; a few roundings"))
            .From(new Provenance { Notebook = "00-conventions", Preset = preset, Dataset = images.Description, Sizes = $"{x.Count} images" });
    }

    private static double ArcsineKernel(NetworkDescription network, InputBatch x)
    {
        double Input(int a, int b)
        {
            double sum = 0;
            for (int i = 0; i < x.FeatureCount; i++)
            {
                sum += x.Example(a)[i] * x.Example(b)[i];
            }

            return (network.WeightVariance * sum / x.FeatureCount) + network.BiasVariance;
        }

        double cosine = 2 * Input(0, 1) / Math.Sqrt((1 + (2 * Input(0, 0))) * (1 + (2 * Input(1, 1))));
        return (network.WeightVariance * 2 / Math.PI * Math.Asin(cosine)) + network.BiasVariance;
    }
}
