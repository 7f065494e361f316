namespace WideNet.Training;

/// <summary>After which steps the training and test sets are evaluated. Step 0, the untrained network, and the last step always are.</summary>
public sealed record EvaluationSchedule
{
    private EvaluationSchedule(int every, bool doubling)
    {
        Interval = every;
        Doubling = doubling;
    }

    /// <summary>Only before the first and after the last step.</summary>
    public static EvaluationSchedule Ends { get; } = new(0, false);

    /// <summary>After 1, 2, 4, 8, … steps.</summary>
    public static EvaluationSchedule PowersOfTwo { get; } = new(0, true);

    /// <summary>Steps between evaluations, or 0.</summary>
    public int Interval { get; }

    /// <summary>Whether the steps are powers of two.</summary>
    public bool Doubling { get; }

    /// <summary>After every <paramref name="steps"/> steps.</summary>
    /// <param name="steps">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static EvaluationSchedule Every(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return new EvaluationSchedule(steps, false);
    }

    /// <summary>Whether the sets are evaluated when <paramref name="step"/> steps have been taken, the last step apart.</summary>
    /// <param name="step">Steps taken, at least 0.</param>
    public bool Includes(int step) => step == 0 || (Doubling ? int.IsPow2(step) : Interval > 0 && step % Interval == 0);
}
