using MathNet.Numerics;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Test accuracies of a mean prediction, and of one network drawn from the Gaussian law of trained networks.</summary>
public static class TrainedNetworkAccuracy
{
    // The trapezoidal rule over z = -8.5 … 8.5: beyond lies 2e-17 of the normal law, and for an entire integrand of unit width the step
    // error is below e^{-2π²/h²}, that is nothing at h = 1/4.
    private const double Step = 0.25;
    private const int HalfCount = 34;

    /// <summary>The fraction of rows whose largest entry stands in the column of the label.</summary>
    /// <param name="outputs">Outputs [n, k].</param>
    /// <param name="labels">Class of each row.</param>
    /// <exception cref="ArgumentException">There is not one label for each row.</exception>
    public static double OfMean(Matrix outputs, ReadOnlySpan<int> labels)
    {
        Check(outputs, labels.Length);
        int right = 0;
        for (int i = 0; i < outputs.Rows; i++)
        {
            right += IsRight(outputs.Row(i), labels[i]) ? 1 : 0;
        }

        return (double)right / outputs.Rows;
    }

    /// <summary>The expected accuracy of one trained network: the mean over rows of the probability that the label's output is the largest.</summary>
    /// <remarks>
    /// Outputs are independent normals with mean μ_c and one variance v a row, as in <see cref="Spectra.TrainedNetworkLaw"/>, so the probability is
    /// ∫ φ(z) Π_{c≠y} Φ(z + (μ_y - μ_c)/√v) dz: nothing is drawn. Test: TrainedNetworkAccuracyTests, against draws.
    /// </remarks>
    /// <param name="mean">Mean outputs [n, k].</param>
    /// <param name="variances">Variance of each row's outputs; one not above 0 means the mean itself.</param>
    /// <param name="labels">Class of each row.</param>
    /// <exception cref="ArgumentException">There is not one label and one variance for each row.</exception>
    public static double OfOneNetwork(Matrix mean, ReadOnlySpan<double> variances, ReadOnlySpan<int> labels)
    {
        Check(mean, labels.Length);
        Check(mean, variances.Length);
        double sum = 0;
        for (int i = 0; i < mean.Rows; i++)
        {
            ReadOnlySpan<double> row = mean.Row(i);
            sum += variances[i] > 0 ? Probability(row, Math.Sqrt(variances[i]), labels[i]) : IsRight(row, labels[i]) ? 1 : 0;
        }

        return sum / mean.Rows;
    }

    /// <summary>Whether the largest of an example's outputs, the first of several, is that of its class.</summary>
    /// <param name="outputs">Outputs [k].</param>
    /// <param name="label">The class.</param>
    public static bool IsRight(ReadOnlySpan<double> outputs, int label) => Entries.IndexOfLargest(outputs) == label;

    /// <summary>
    /// The standard error of an accuracy a measured on n test examples: half the width √(a(1-a)/n + 1/(4n²)) / (1 + 1/n) of the 68 % interval of Wilson (1927).
    /// For a between 0 and 1 and many examples it is the binomial √(a(1-a)/n); for a = 0 and a = 1 it is 1/(2(n+1)), where the binomial one is 0, as if
    /// ten right answers of ten left no doubt.
    /// </summary>
    /// <param name="accuracy">a, from 0 to 1.</param>
    /// <param name="count">n, at least 1.</param>
    public static double StandardError(double accuracy, int count) =>
        Math.Sqrt((Math.Max(0, accuracy * (1 - accuracy)) / count) + (0.25 / ((double)count * count))) / (1 + (1.0 / count));

    private static double Probability(ReadOnlySpan<double> mean, double deviation, int label)
    {
        double sum = 0;
        for (int i = -HalfCount; i <= HalfCount; i++)
        {
            double z = i * Step, product = Math.Exp(-z * z / 2);
            for (int c = 0; c < mean.Length && product > 1e-20; c++)
            {
                product *= c == label ? 1 : SpecialFunctions.Erfc(-(z + ((mean[label] - mean[c]) / deviation)) / Math.Sqrt(2)) / 2;
            }

            sum += product;
        }

        return sum * Step / Math.Sqrt(2 * Math.PI);
    }

    private static void Check(Matrix outputs, int count)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        if (outputs.Rows != count || count == 0)
        {
            throw new ArgumentException(
                Invariant($"There are {outputs.Rows} rows of outputs and {count} labels or variances; there must be one for each row, and at least one."),
                nameof(outputs));
        }
    }
}
