namespace WideNet.Training;

/// <summary>How far a run is, reported after evaluations and about twice a second.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Steps">Steps wanted.</param>
/// <param name="BatchLoss">Loss of the last batch, before its step.</param>
/// <param name="Elapsed">Time since this call began.</param>
/// <param name="Remaining">Time the other steps will take at the rate so far; null before the first step.</param>
/// <param name="Evaluation">The evaluation just made, or null.</param>
public sealed record TrainingProgress(int Step, int Steps, double? BatchLoss, TimeSpan Elapsed, TimeSpan? Remaining, TrainingEvaluation? Evaluation);
