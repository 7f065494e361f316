using WideNet.Experiments.AccuracyMaps;
using WideNet.Results;

namespace WideNet.Experiments.NearCriticality;

/// <summary>What the near-criticality figures are drawn from, with where it comes from.</summary>
/// <param name="Run">Where the map comes from.</param>
/// <param name="DataLabel">Images of curves and sequences.</param>
/// <param name="Curves">Networks near criticality against depth, from the most ordered to the most chaotic.</param>
/// <param name="Sequences">Networks of growing depth with x = l log χ_1 fixed, x = 0 among them.</param>
/// <param name="Map">Accuracies around the critical weight variance.</param>
public sealed record NearCriticalityResults(Provenance Run, string DataLabel, IReadOnlyList<CriticalCurve> Curves, IReadOnlyList<ScalingSequence> Sequences, AccuracyGrid Map);
