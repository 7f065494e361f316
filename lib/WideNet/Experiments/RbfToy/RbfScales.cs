namespace WideNet.Experiments.RbfToy;

/// <summary>The distances of images that the laws of RBF regression need, and the bandwidths at which these laws are measured.</summary>
/// <remarks>Distances are D = |x - x'|²/n. Test: RbfSweepTests.</remarks>
public sealed record RbfScales
{
    // e^{-600} is far from underflow.
    private const double LargestExponent = 600;

    // Start of the window at large h, in units of D̄²/μ_min.
    private const double FirstUnit = 50;

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Training images m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Test images n.</summary>
    public required int TestCount { get; init; }

    /// <summary>Number of classes.</summary>
    public required int ClassCount { get; init; }

    /// <summary>D̄, the mean over pairs of different training images.</summary>
    public required double Mean { get; init; }

    /// <summary>D_1, the smallest distance of two training images.</summary>
    public required double SmallestPair { get; init; }

    /// <summary>D_2, the next smallest.</summary>
    public required double SecondPair { get; init; }

    /// <summary>The smallest distance of a test image to a training image.</summary>
    public required double Nearest { get; init; }

    /// <summary>The next smallest.</summary>
    public required double SecondNearest { get; init; }

    /// <summary>The largest distance of a test image to the training image nearest to it.</summary>
    public required double FarthestNearest { get; init; }

    /// <summary>Share of test images whose two nearest training images differ in distance by less than h log(10 m) at <see cref="NearestBandwidth"/>.</summary>
    public required double Undecided { get; init; }

    /// <summary>μ_min, the smallest eigenvalue of the centred Gram matrix but for the 0 that belongs to the mean.</summary>
    public required double SmallestEigenvalue { get; init; }

    /// <summary>Root mean square of the limit h → ∞ of P(K)Y.</summary>
    public required double FlatSize { get; init; }

    /// <summary>Two bandwidths so small that only the nearest pair counts.</summary>
    public IReadOnlyList<double> SmallBandwidths => [Math.Max(Nearest, SmallestPair) / LargestExponent, 2 * (Math.Max(Nearest, SmallestPair) / LargestExponent)];

    /// <summary>A bandwidth so small that every test image sees its nearest training image, and so large that none underflows.</summary>
    public double NearestBandwidth => FarthestNearest / LargestExponent;

    /// <summary>Bandwidths over one decade, so large that the second order in 1/h is small.</summary>
    public IReadOnlyList<double> LargeBandwidths
    {
        get
        {
            double unit = Mean / SmallestEigenvalue;
            return [.. Grid.Logarithmic(FirstUnit * unit, 10 * FirstUnit * unit, 7).Select(x => x * Mean)];
        }
    }

    /// <summary>D̄²/(μ_min h) at the smallest of <see cref="LargeBandwidths"/>: the second order in 1/h there.</summary>
    public static double SecondOrder => 1 / FirstUnit;

    /// <summary>The scales of given distances.</summary>
    /// <param name="distances">The distances; at least two test images.</param>
    public static RbfScales Of(RbfDistances distances)
    {
        ArgumentNullException.ThrowIfNull(distances);
        int m = distances.Train.Rows, n = distances.Test.Rows;
        double[] pairs = [.. distances.TrainPairs().Order().Take(2)], near = [.. distances.Test.Storage().Order().Take(2)];
        double[][] two = [.. Enumerable.Range(0, n).Select(i => (double[])[.. distances.Test.Row(i).ToArray().Order().Take(2)])];
        var scales = new RbfScales
        {
            DataLabel = distances.Data.Description,
            TrainCount = m,
            TestCount = n,
            ClassCount = distances.Data.Train.ClassCount,
            Mean = distances.Mean,
            SmallestPair = pairs[0],
            SecondPair = pairs[1],
            Nearest = near[0],
            SecondNearest = near[1],
            FarthestNearest = two.Max(row => row[0]),
            Undecided = 0,
            SmallestEigenvalue = distances.SmallestEigenvalue(),
            FlatSize = distances.FlatLimit(distances.Data.Train.CentredLabels()).RootMeanSquare(),
        };
        return scales with { Undecided = two.Count(row => row[1] - row[0] < scales.NearestBandwidth * Math.Log(10 * m)) / (double)n };
    }
}
