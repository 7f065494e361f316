using WideNet.Compute.Gaps;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Kernels;

/// <summary>The input kernel of vectors with a common norm: q_0 = x_a·x_a/n and the gaps q_0 - x_a·x_b/n = |x_a - x_b|²/2n, computed from
/// differences.</summary>
/// <remarks>Norms may differ by rounding, up to <see cref="NormTolerance"/> of q_0; the vectors then stand for those scaled to the common norm.</remarks>
internal sealed record GapInputs
{
    /// <summary>Largest (max - min)/max of x·x/n that counts as a common norm.</summary>
    public const double NormTolerance = 1e-12;

    /// <summary>q_0, finite and above 0.</summary>
    public required double Variance
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentException(
            Invariant($"The common x·x/n is {value}; it must be finite and above 0."));
    }

    /// <summary>q_0 - K⁰_ab [m1, m2], each in [0, 2 q_0].</summary>
    public required Matrix Gaps { get; init; }

    /// <summary>Whether rows and columns are the same examples: the gaps are symmetric then, with a zero diagonal.</summary>
    public required bool IsTrainTrain { get; init; }

    /// <summary>The gaps of examples with each other.</summary>
    /// <param name="x">m examples, each read as one vector.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>Gaps [m, m], exactly symmetric.</returns>
    /// <exception cref="ArgumentException">There are no examples, or their norms differ.</exception>
    public static GapInputs Of(InputBatch x, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        double variance = GapNorms.Common(x, x.FeatureCount, "example");
        return new GapInputs { Variance = variance, Gaps = new GapDistances(x, x).Compute(isSymmetric: true, threads), IsTrainTrain = true };
    }

    /// <summary>The gaps of two sets of examples.</summary>
    /// <param name="x1">m1 examples of the rows.</param>
    /// <param name="x2">m2 examples of the columns, of the same size and norm.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>Gaps [m1, m2].</returns>
    /// <exception cref="ArgumentException">A set is empty, the sizes differ, or the norms do.</exception>
    public static GapInputs Between(InputBatch x1, InputBatch x2, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(x1);
        ArgumentNullException.ThrowIfNull(x2);
        if (x1.FeatureCount != x2.FeatureCount)
        {
            throw new ArgumentException(
                Invariant($"x1 has {x1.FeatureCount} features per example, but x2 has {x2.FeatureCount}; both must have the same."), nameof(x2));
        }

        double variance = GapNorms.Common(x1, x2, x1.FeatureCount, "example");
        return new GapInputs { Variance = variance, Gaps = new GapDistances(x1, x2).Compute(isSymmetric: false, threads), IsTrainTrain = false };
    }

    /// <summary>Throws unless gaps and variance fit each other.</summary>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Gaps);
        if (Gaps.Rows == 0 || Gaps.Columns == 0 || (IsTrainTrain && Gaps.Rows != Gaps.Columns))
        {
            throw new ArgumentException(
                Invariant($"The gaps are {Gaps.Rows}×{Gaps.Columns}; a kernel needs at least one example, and a train-train kernel as many rows as columns."));
        }

        double largest = 2 * Variance * (1 + 1e-12);
        double[] gaps = Gaps.Storage();
        for (int a = 0; a < Gaps.Rows; a++)
        {
            ReadOnlySpan<double> row = Gaps.Row(a);
            for (int b = 0; b < row.Length; b++)
            {
                if (!(row[b] >= 0 && row[b] <= largest))
                {
                    throw new ArgumentException(Invariant($"Gap ({a}, {b}) is {row[b]:R}; it must lie between 0 and twice the common x·x/n = {Variance:R}."));
                }
            }

            for (int b = 0; IsTrainTrain && b <= a; b++)
            {
                double mirrored = gaps[(b * row.Length) + a];
                if (row[b] != mirrored || (a == b && mirrored != 0))
                {
                    throw new ArgumentException(
                        Invariant($"Gap ({a}, {b}) is {row[b]:R} and gap ({b}, {a}) is {mirrored:R}; ")
                            + "train-train gaps must be symmetric and 0 on the diagonal.");
                }
            }
        }
    }
}
