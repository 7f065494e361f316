namespace WideNet.TorchSharp;

/// <summary>A learning rate that changes by factors at given steps; steps, momentum and order of examples go on across a change.</summary>
/// <remarks>Shown by WidthExponentsTests.</remarks>
public sealed class RateSchedule
{
    private readonly (int Step, double Factor)[] _changes;

    /// <summary>A constant rate, or one with changes.</summary>
    /// <param name="rate">The rate of the first step.</param>
    /// <param name="changes">From which step on the rate is multiplied by which factor.</param>
    /// <exception cref="ArgumentException">The rate or a factor is not a positive number.</exception>
    public RateSchedule(double rate, params IReadOnlyList<(int Step, double Factor)> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        double wrong = changes.Select(change => change.Factor).Prepend(rate).FirstOrDefault(value => !(value > 0 && double.IsFinite(value)), 1);
        if (wrong != 1) throw new ArgumentException(Invariant($"A rate or factor is {wrong}; they must be positive numbers."), nameof(rate));
        (Rate, _changes) = (rate, [.. changes]);
    }

    /// <summary>The rate of the first step.</summary>
    public double Rate { get; }

    /// <summary>The rate that a step takes, counted from 0.</summary>
    /// <param name="step">The step.</param>
    public double At(int step) => _changes.Where(change => change.Step <= step).Aggregate(Rate, (rate, change) => rate * change.Factor);
}
