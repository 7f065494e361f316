using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.DepthScales;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.PhaseDiagrams;

/// <summary>The order-to-chaos transition, predicted by χ_1 = 1 and measured on kernels of real images.</summary>
public static class PhaseDiagramClaims
{
    private const string Source = "phases and the critical line";

    /// <summary>The claims of the phase diagram.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="activations">Activations whose critical line is searched, each at every <paramref name="biasVariances"/>.</param>
    /// <param name="biasVariances">σ_b², positive.</param>
    /// <param name="depth">Layers followed by the search.</param>
    /// <param name="images">Images as loaded.</param>
    /// <param name="maps">Measured correlations over the plane.</param>
    /// <param name="relu">ReLU networks on the same images, one of them at σ_w² = 2.</param>
    public static ClaimTable Evaluate(
        Provenance run,
        IReadOnlyList<Activation> activations,
        IReadOnlyList<double> biasVariances,
        int depth,
        DatasetPair images,
        MeasuredCorrelations maps,
        ReluLine relu)
    {
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(relu);
        IEnumerable<Claim> lines = from activation in activations
                                   from biasVariance in biasVariances
                                   select CriticalPoint(activation, biasVariance, depth, images);
        return new ClaimTable([.. lines, FixedPoint(maps), .. relu.WeightVariances.Select((w, i) => ReluGrowth(relu, w, i)), .. ReluCorrelation(relu)]).From(run);
    }

    private static Claim CriticalPoint(Activation activation, double biasVariance, int depth, DatasetPair images)
    {
        double predicted = MeanFieldTheory.CriticalWeightVariance(activation, biasVariance);
        double measured = CriticalSearch.Find(activation, biasVariance, depth, images, 0.8 * predicted, 1.25 * predicted);
        return Claim.Within(
            $"critical-{activation.Name}-{biasVariance.ToString("0.###", CultureInfo.InvariantCulture)}",
            $"{activation.Name}, σ_b^2 = {Phases.Number(biasVariance)}: two almost equal images stop parting where χ_1 = 1 (σ_w^2)",
            Source,
            predicted,
            measured,
            20 * CriticalSearch.Gap,
            "the images start 1 - c = 1e-7 apart, and the next order of the map shifts the root by about that gap; a factor of 20 for its constant");
    }

    private static Claim FixedPoint(MeasuredCorrelations maps)
    {
        PhaseDiagram theory = maps.Theory;
        double worst = 0;
        int cells = 0;
        for (int row = 0; row < theory.BiasVariances.Count; row++)
        {
            for (int column = 0; column < theory.WeightVariances.Count; column++)
            {
                if (-1 / Math.Log(theory.ChiCStar[row, column]) <= maps.Depth / 10.0)
                {
                    worst = Math.Max(worst, maps.Distance[row, column]);
                    cells++;
                }
            }
        }

        string id = $"correlation-limit-{theory.Activation.Name}";
        string statement = $"{theory.Activation.Name}: every pair of images ends at c*, in both phases (largest |c^{{{maps.Depth}}} - c*| over {cells} points with 10 ξ_{{c*}} ≤ {maps.Depth})";
        return cells == 0
            ? Claim.NotTested(id, statement, Source, $"No point of the plane has ten depth scales in {maps.Depth} layers.")
            : Claim.Below(id, statement, Source, 1e-3, worst, "e^{-10} = 4.5e-5 of the initial distance, with a factor of 20 for the layers before the exponential law holds");
    }

    private static Claim ReluGrowth(ReluLine relu, double weightVariance, int index)
    {
        IReadOnlyList<double> variances = relu.Variances[index];
        double growth = Math.Log(variances[^1] / variances[0]) / (variances.Count - 1);
        return Claim.Within(
            $"relu-growth-{weightVariance.ToString("0.###", CultureInfo.InvariantCulture)}",
            $"ReLU, σ_b^2 = 0, σ_w^2 = {Phases.Number(weightVariance)}: the variance grows by log(σ_w^2/2) per layer",
            Source,
            Math.Log(weightVariance / 2),
            growth,
            1e-13,
            "the law is exact; only rounding is left");
    }

    private static IEnumerable<Claim> ReluCorrelation(ReluLine relu)
    {
        int last = relu.Depths[^1], first = last / 4;
        const string Id = "relu-correlation-constant", Statement = "ReLU: 1 - c^l → 9π²/(2l²): ratio to the prediction";
        if (first < 20)
        {
            yield return Claim.NotTested(Id, Statement, Source, $"{last} layers are too few for a power law.");
            yield break;
        }

        double order = Math.Pow(Math.Log(first) / first, 2);
        yield return Claim.WithinRelative(
            Id,
            Statement,
            Source,
            1,
            DepthLaws.LimitWithLogCorrection(Grid.Integers(first, last), [.. Grid.Integers(first, last).Select(l => relu.CorrelationGap[l - 1] / ReluLine.AsymptoticGap(l))]),
            50 * order,
            $"log corrections are fitted; the next order is (log l/l)^2 = {order:G2} at layer {first}, with a factor of 50: the correction is a series in 3π log l/l, not log l/l");
    }
}
