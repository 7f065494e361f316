namespace WideNet.Experiments.TrainingTime;

/// <summary>Weight variances, depths and times of one grid.</summary>
/// <param name="WeightVariances">σ_w², increasing.</param>
/// <param name="Depths">Depths, increasing.</param>
/// <param name="Times">Times, positive, increasing.</param>
public sealed record TrainingTimePart(IReadOnlyList<double> WeightVariances, IReadOnlyList<int> Depths, IReadOnlyList<double> Times);
