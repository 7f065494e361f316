namespace WideNet.Experiments.TrainingTime;

/// <summary>Training of one infinitely wide network, at several times in two units of time.</summary>
/// <param name="LargestEigenvalue">λ_max of Θ(X_train, X_train).</param>
/// <param name="ConditionNumber">κ = λ_max/λ_bulk, infinite where double precision does not resolve λ_bulk.</param>
/// <param name="MaximalRate">2mk/λ_max, the largest learning rate for a loss averaged over m·k outputs.</param>
/// <param name="AtMaximalRate">Scores at each time in steps of <paramref name="MaximalRate"/>.</param>
/// <param name="AtUnitRate">Scores at each time in steps of the learning rate 1.</param>
public sealed record TrainingTimeCell(
    double LargestEigenvalue, double ConditionNumber, double MaximalRate, IReadOnlyList<TrainingScore> AtMaximalRate, IReadOnlyList<TrainingScore> AtUnitRate);
