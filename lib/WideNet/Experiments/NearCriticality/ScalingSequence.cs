using WideNet.Activations;
using WideNet.Data;
using WideNet.Laws;
using WideNet.Numerics;

namespace WideNet.Experiments.NearCriticality;

/// <summary>Networks of growing depth that approach criticality together: x = l log χ_1 is the same for all.</summary>
public sealed record ScalingSequence
{
    internal ScalingSequence()
    {
    }

    /// <summary>x = l log χ_1.</summary>
    public required double X { get; init; }

    /// <summary>Training images m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Depths l, increasing.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>σ_w² of each depth, with log χ_1 = x/l.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>κ at each depth.</summary>
    public required IReadOnlyList<double> ConditionNumber { get; init; }

    /// <summary>l times the root mean square of P(Θ)Y at each depth, Y mean-free.</summary>
    public required IReadOnlyList<double> ScaledPredictor { get; init; }

    /// <summary>Computes the sequences for several x.</summary>
    /// <param name="activation">A smooth activation.</param>
    /// <param name="biasVariance">σ_b², positive.</param>
    /// <param name="scaled">Values of x.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="data">Images as loaded; each network has them scaled to x·x/n = q*.</param>
    public static IReadOnlyList<ScalingSequence> Compute(Activation activation, double biasVariance, IReadOnlyList<double> scaled, IReadOnlyList<int> depths, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(scaled);
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(data);
        double[] weightVariances = new double[scaled.Count * depths.Count];
        DepthCurves[] curves = new DepthCurves[weightVariances.Length];
        ParallelTiles.For(curves.Length, null, i =>
        {
            int depth = depths[i % depths.Count];
            weightVariances[i] = CriticalScaling.WeightVariance(activation, biasVariance, scaled[i / depths.Count] / depth);
            FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariances[i], biasVariance, depth);
            curves[i] = DepthCurves.Compute(network.Description, [depth], data.Preprocess(new Preprocessing { Variance = network.QStar }));
        });
        return
        [
            .. scaled.Select((x, row) => new ScalingSequence
            {
                X = x,
                TrainCount = data.Train.Count,
                DataLabel = data.Description,
                Depths = depths,
                WeightVariances = [.. depths.Select((_, i) => weightVariances[(row * depths.Count) + i])],
                ConditionNumber = [.. depths.Select((_, i) => curves[(row * depths.Count) + i].ConditionNumber[0])],
                ScaledPredictor = [.. depths.Select((depth, i) => depth * curves[(row * depths.Count) + i].MeanPredictor[0])],
            }),
        ];
    }
}
