using WideNet.Activations;
using WideNet.Experiments.ConditionNumbers;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.TrainingTime;

/// <summary>The eigenvalues that set the unit of time (λ_max) and the speed of the bulk at a fixed rate (λ_bulk), for every architecture at criticality.</summary>
/// <remarks>Smooth: λ_max → (md+2)/(3d) q* l and λ_bulk → 2/(3d) q* l; ReLU: (md+3)/(4d) q* l and 3/(4d) q* l; d = 1 for FCN and CNN-F. Test: ArchitectureRatesTests.</remarks>
public static class ArchitectureRates
{
    private const string Source = "large-depth asymptotics of the NTK";

    /// <summary>Spectra of FCN, CNN-F and CNN-P at criticality on images of random pixels, Erf and ReLU.</summary>
    /// <remarks>Random pixels, because neighbouring pixels of natural images are so alike that a pooled Erf network is far from its limit at any affordable depth.</remarks>
    /// <param name="trainCount">Training images m.</param>
    /// <param name="side">Rows and columns of an image.</param>
    /// <param name="depth">Last depth.</param>
    /// <param name="biasVariance">σ_b² of the Erf networks.</param>
    public static IReadOnlyList<ArchitectureSpectrum> AtCriticality(int trainCount, int side, int depth, double biasVariance)
    {
        var erf = new Erf();
        Data.DatasetPair images = RandomPixels.Create(trainCount, 2, side);
        return
        [
            .. ArchitectureSpectrum.ForEach(erf, MeanFieldTheory.CriticalWeightVariance(erf, biasVariance), biasVariance, depth, images, side),
            .. ArchitectureSpectrum.ForEach(ReluFamily.Relu, 2, 0, depth, images, side),
        ];
    }

    /// <summary>Slopes of both eigenvalues over depth.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectra">Spectra at criticality.</param>
    public static ClaimTable Evaluate(Provenance run, IReadOnlyList<ArchitectureSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return new ClaimTable(spectra.SelectMany(Slopes)).From(run);
    }

    private static IEnumerable<Claim> Slopes(ArchitectureSpectrum spectrum)
    {
        int last = spectrum.Depths[^1], first = last / 4, m = spectrum.TrainCount, d = spectrum.Pixels;
        bool isKinked = spectrum.Network.Activation.IsHomogeneous;
        double order = Math.Pow(Math.Log(first) / first, 2), bulk = isKinked ? 3.0 / (4 * d) : 2.0 / (3 * d);
        string at = $"{spectrum.Network.Activation.Name}-{spectrum.Name.ToLowerInvariant()}", where = $"({spectrum.Name}, {spectrum.Network.Activation.Name}, random pixels, m = {m}, d = {d})";
        string reason = $"log corrections are fitted; the next order is (log l/l)^2 = {order:G2} at layer {first}, with a factor of 5 for its constant";
        double Slope(IReadOnlyList<double> curve) => DepthLaws.SlopeWithLogCorrection(Grid.Integers(first, last), DepthLaws.Window(curve, first, last)) / spectrum.QStar;
        yield return Claim.WithinRelative(
            $"lambda-max-slope-{at}",
            $"λ_{{max}} → {(isKinked ? "(md+3)/(4d)" : "(md+2)/(3d)")} q* l, so η_{{theory}} = 2/λ_{{max}} falls like 1/l: slope over q* {where}",
            Source,
            (isKinked ? m / 4.0 : m / 3.0) + bulk,
            Slope(spectrum.LambdaMax),
            5 * order,
            reason);
        yield return Claim.WithinRelative(
            $"lambda-bulk-slope-{at}", $"λ_{{bulk}} → {(isKinked ? "3/(4d)" : "2/(3d)")} q* l: slope over q* {where}", Source, bulk, Slope(spectrum.LambdaBulk), 5 * order, reason);
    }
}
