using WideNet.Activations;
using WideNet.Data;
using WideNet.Laws;

namespace WideNet.Experiments.NearCriticality;

/// <summary>One network near criticality against depth.</summary>
/// <param name="WeightVariance">σ_w².</param>
/// <param name="LogChi1">log χ_1, negative in the ordered phase.</param>
/// <param name="Curves">The measurements.</param>
public sealed record CriticalCurve(double WeightVariance, double LogChi1, DepthCurves Curves)
{
    /// <summary>x = l log χ_1 at each depth.</summary>
    public IReadOnlyList<double> X => [.. Curves.Depths.Select(l => l * LogChi1)];

    /// <summary>Curves at the critical weight variance and at given distances below and above it.</summary>
    /// <param name="activation">A smooth activation.</param>
    /// <param name="biasVariance">σ_b², positive.</param>
    /// <param name="distances">|log χ_1|, positive, increasing.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="data">Images as loaded; each network has them scaled to x·x/n = q*.</param>
    /// <returns>From the most ordered to the most chaotic.</returns>
    public static IReadOnlyList<CriticalCurve> Compute(Activation activation, double biasVariance, IReadOnlyList<double> distances, IReadOnlyList<int> depths, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(data);
        return [.. distances.Reverse().Select(d => -d).Append(0).Concat(distances).Select(Curve)];

        CriticalCurve Curve(double logChi1)
        {
            double w = CriticalScaling.WeightVariance(activation, biasVariance, logChi1);
            FixedPointNetwork network = FixedPointNetwork.Create(activation, w, biasVariance, depths[^1]);
            return new CriticalCurve(w, logChi1, DepthCurves.Compute(network.Description, depths, data.Preprocess(new Preprocessing { Variance = network.QStar })));
        }
    }
}
