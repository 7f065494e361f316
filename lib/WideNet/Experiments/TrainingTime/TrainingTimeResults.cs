using WideNet.Results;

namespace WideNet.Experiments.TrainingTime;

/// <summary>The grids of the training-time figures with where they come from.</summary>
/// <param name="Run">Where they come from.</param>
/// <param name="Map">The whole plane.</param>
/// <param name="Ordered">Weight variances in the ordered phase, every depth from 1.</param>
/// <param name="Critical">The critical weight variance, depths far beyond 100.</param>
public sealed record TrainingTimeResults(Provenance Run, TrainingTimeGrid Map, TrainingTimeGrid Ordered, TrainingTimeGrid Critical);
