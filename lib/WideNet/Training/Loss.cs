using System.Numerics;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>Losses and their gradients, in double precision whatever the network's.</summary>
public static class Loss
{
    /// <summary>The loss over a set of outputs.</summary>
    /// <param name="function">Which loss.</param>
    /// <param name="outputs">f, [m, k].</param>
    /// <param name="targets">y, [m, k].</param>
    /// <exception cref="ArgumentException">The shapes differ or are empty.</exception>
    public static double Mean(LossFunction function, Matrix outputs, Matrix targets)
    {
        RequireSameShape(outputs, targets);
        double sum = 0;
        for (int i = 0; i < outputs.Rows; i++) sum += Example<double>(function, outputs.Row(i), targets.Row(i), 0, []);
        return sum / Terms(function, outputs.Rows, outputs.Columns);
    }

    /// <summary>The share of examples whose largest output is at the largest target; the first of equal outputs counts.</summary>
    /// <param name="outputs">f, [m, k].</param>
    /// <param name="targets">y, [m, k].</param>
    /// <exception cref="ArgumentException">The shapes differ or are empty.</exception>
    public static double Accuracy(Matrix outputs, Matrix targets)
    {
        RequireSameShape(outputs, targets);
        int right = 0;
        for (int i = 0; i < outputs.Rows; i++)
        {
            if (Entries.IndexOfLargest(outputs.Row(i)) == Entries.IndexOfLargest(targets.Row(i))) right++;
        }

        return right / (double)outputs.Rows;
    }

    /// <summary>Number of terms the loss is the mean of (times 2 for squared error), the divisor of a sum over examples.</summary>
    internal static double Terms(LossFunction function, int examples, int outputs) =>
        function == LossFunction.MeanSquaredError ? 2.0 * examples * outputs : examples;

    /// <summary>An example's part of the sum, and factor × its derivative by f if <paramref name="gradient"/> has room for it.</summary>
    internal static double Example<T>(LossFunction function, ReadOnlySpan<double> output, ReadOnlySpan<double> target, double factor, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        function == LossFunction.MeanSquaredError ? SquaredError(output, target, factor, gradient) : CrossEntropy(output, target, factor, gradient);

    private static double SquaredError<T>(ReadOnlySpan<double> output, ReadOnlySpan<double> target, double factor, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double error = output[j] - target[j];
            sum += error * error;
            if (j < gradient.Length) gradient[j] = T.CreateTruncating(2 * factor * error);
        }

        return sum;
    }

    private static double CrossEntropy<T>(ReadOnlySpan<double> output, ReadOnlySpan<double> target, double factor, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = output[Entries.IndexOfLargest(output)], normalizer = 0, weight = 0, sum = 0;
        foreach (double f in output) normalizer += Math.Exp(f - largest);
        double logNormalizer = largest + Math.Log(normalizer);
        for (int j = 0; j < output.Length; j++)
        {
            weight += target[j];
            sum += target[j] * (logNormalizer - output[j]);
        }

        for (int j = 0; j < gradient.Length; j++) gradient[j] = T.CreateTruncating(factor * ((weight * Math.Exp(output[j] - logNormalizer)) - target[j]));
        return sum;
    }

    private static void RequireSameShape(Matrix outputs, Matrix targets)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (outputs.Rows != targets.Rows || outputs.Columns != targets.Columns || outputs.Rows == 0 || outputs.Columns == 0)
        {
            throw new ArgumentException(
                Invariant($"The outputs are {outputs.Rows}×{outputs.Columns} and the targets {targets.Rows}×{targets.Columns}; both must be [examples, ")
                    + "outputs] with at least one of each.", nameof(targets));
        }
    }
}
