using WideNet.Compute.Vectors;
using WideNet.Data;

namespace WideNet.Compute.Gaps;

/// <summary>The input kernel of vectors of any norm, as K⁰ = x_a·x_b/n needs it: squares, and for each pair distance, difference and spread, all from
/// differences of the inputs.</summary>
/// <remarks>
/// D = |x_a - x_b|²/n, e = (x_a - x_b)·(x_a + x_b)/n, and E = 4 q_b |x_a - c x_b|²/n with c = x_a·x_b/x_b·x_b, the part of x_a across x_b: collinear inputs
/// keep E = 0 up to ε². Exchanging a and b changes rounding only, so symmetric sets compute one triangle.
/// </remarks>
internal sealed class GapUnequalInputs
{
    // Beyond this ratio of squares the powers of two that one reference example sets would not fit the others.
    private const double LargestRatio = 1e12;

    private readonly InputBatch _rows, _columns;

    /// <summary>Checks the norms of rows and columns.</summary>
    /// <exception cref="ArgumentException">An input is zero, or the norms are too far apart.</exception>
    public GapUnequalInputs(InputBatch rows, InputBatch columns)
    {
        (_rows, _columns) = (rows, columns);
        RowSquares = Squares(rows);
        ColumnSquares = ReferenceEquals(rows, columns) ? RowSquares : Squares(columns);
        double low = Math.Min(RowSquares.Min(), ColumnSquares.Min()), high = Math.Max(RowSquares.Max(), ColumnSquares.Max());
        if (!(low > 0) || !double.IsFinite(high) || high / low > LargestRatio)
        {
            throw new ArgumentException(
                Invariant($"x·x/n runs from {low:G3} to {high:G3}; gaps need it above 0, finite and within a factor {LargestRatio:G1}: ")
                    + "scale the inputs, drop empty ones, or use InfiniteNetwork.Kernels.");
        }
    }

    /// <summary>x_a·x_a/n of the rows.</summary>
    public double[] RowSquares { get; }

    /// <summary>x_b·x_b/n of the columns.</summary>
    public double[] ColumnSquares { get; }

    /// <summary>D, e and E of one pair.</summary>
    public (double Distance, double Difference, double Spread) Pair(int a, int b) => Pair(_rows.Example(a), _columns.Example(b), ColumnSquares[b]);

    /// <summary>D, e and E of row a with column 0, the reference of all differences.</summary>
    public (double Distance, double Difference, double Spread) RowWithReference(int a) => Pair(a, 0);

    /// <summary>D, e and E of column b with column 0.</summary>
    public (double Distance, double Difference, double Spread) ColumnWithReference(int b) => Pair(_columns.Example(b), _columns.Example(0), ColumnSquares[0]);

    private static (double Distance, double Difference, double Spread) Pair(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double square)
    {
        double distance = 0, difference = 0, spread = 0, share = DenseVectors.Dot(x, y) / (square * x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double change = x[i] - y[i], across = Math.FusedMultiplyAdd(-share, y[i], x[i]);
            distance = Math.FusedMultiplyAdd(change, change, distance);
            difference = Math.FusedMultiplyAdd(change, x[i] + y[i], difference);
            spread = Math.FusedMultiplyAdd(across, across, spread);
        }

        return (distance / x.Length, difference / x.Length, 4 * square * (spread / x.Length));
    }

    private static double[] Squares(InputBatch x) =>
        [.. Enumerable.Range(0, x.Count).Select(a => DenseVectors.Dot(x.Example(a), x.Example(a)) / x.FeatureCount)];
}
