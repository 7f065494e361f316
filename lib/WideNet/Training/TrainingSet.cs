using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>Inputs with their targets.</summary>
public sealed record TrainingSet
{
    /// <summary>Joins inputs and targets.</summary>
    /// <param name="inputs">m inputs, at least one.</param>
    /// <param name="targets">y, [m, k]; all finite.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no example, or a target is not finite.</exception>
    public TrainingSet(InputBatch inputs, Matrix targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Count != targets.Rows || inputs.Count == 0)
        {
            throw new ArgumentException(
                Invariant($"There are {inputs.Count} inputs and {targets.Rows} rows of targets; there must be as many of both, and at least one."),
                nameof(targets));
        }

        int bad = targets.Values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (bad >= 0) throw new ArgumentException(
            Invariant($"Targets must be finite, but target {bad % targets.Columns} of example {bad / targets.Columns} is {targets.Values[bad]}."),
            nameof(targets));
        Inputs = inputs;
        Targets = targets;
    }

    /// <summary>The inputs.</summary>
    public InputBatch Inputs { get; }

    /// <summary>The targets y, [m, k].</summary>
    public Matrix Targets { get; }

    /// <summary>Number of examples m.</summary>
    public int Count => Inputs.Count;

    /// <summary>Inputs with one-hot targets, shifted.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="labels">Class of every input, 0 … <paramref name="classes"/> - 1.</param>
    /// <param name="classes">Number of classes k, at least 1.</param>
    /// <param name="shift">Subtracted from every target; 0.1 for squared loss with ten classes.</param>
    /// <exception cref="ArgumentException">A label lies outside the classes, or the counts differ.</exception>
    public static TrainingSet OneHot(InputBatch inputs, ReadOnlySpan<int> labels, int classes, double shift = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var targets = new Matrix(labels.Length, classes);
        targets.Values.Fill(-shift);
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes) throw new ArgumentException(
                Invariant($"The label of example {i} is {labels[i]}; with {classes} classes it must lie in 0 … {classes - 1}."), nameof(labels));
            targets[i, labels[i]] += 1;
        }

        return new TrainingSet(inputs, targets);
    }
}
