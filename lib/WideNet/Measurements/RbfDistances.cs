using WideNet.Compute.Gaps;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Measurements;

/// <summary>Squared distances D = |x - x'|²/n of training and test images, and the predictor that the RBF kernel tends to for h → ∞.</summary>
public sealed record RbfDistances
{
    private RbfDistances()
    {
    }

    /// <summary>The images as compared.</summary>
    public required DatasetPair Data { get; init; }

    /// <summary>D of training images [m, m].</summary>
    public required Matrix Train { get; init; }

    /// <summary>D of test and training images [n, m].</summary>
    public required Matrix Test { get; init; }

    /// <summary>The mean of D over pairs of different training images.</summary>
    public required double Mean { get; init; }

    /// <summary>The distances of images standardised per channel and scaled to x·x/n = 1.</summary>
    /// <param name="data">Images as loaded, at least two for training.</param>
    /// <exception cref="ArgumentException">There are fewer than two training images, or two are equal.</exception>
    public static RbfDistances Of(DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Train.Count < 2)
        {
            throw new ArgumentException($"The training set has {data.Train.Count} images; distances need two.", nameof(data));
        }

        DatasetPair scaled = data.Preprocess(new Preprocessing());
        InputBatch train = scaled.Train.Inputs, test = scaled.Test.Inputs;
        var distances = new RbfDistances
        {
            Data = scaled,
            Train = new GapDistances(train, train).Compute(isSymmetric: true, threads: null).Map(half => 2 * half),
            Test = new GapDistances(test, train).Compute(isSymmetric: false, threads: null).Map(half => 2 * half),
            Mean = 0,
        };
        double[] pairs = [.. distances.TrainPairs()];
        return pairs.Min() > 0
            ? distances with { Mean = pairs.Average() }
            : throw new ArgumentException("Two training images are equal, so the kernel is singular at every bandwidth; leave one of them out.", nameof(data));
    }

    /// <summary>D of every pair of different training images, once.</summary>
    public IEnumerable<double> TrainPairs() => from a in Enumerable.Range(0, Train.Rows) from b in Enumerable.Range(0, a) select Train[a, b];

    /// <summary>The limit h → ∞ of RBF regression: the affine function of least gradient through the training points.</summary>
    /// <remarks>
    /// K = 11ᵀ - D/h + …: the constant is free, and on differences -D/2 is the centred Gram matrix. f = ȳ + G(x, X)(G + s 11ᵀ)⁻¹(Y - ȳ) for any s > 0.
    /// Needs m - 1 at most the number of features.
    /// </remarks>
    /// <param name="labels">Y [m, k].</param>
    /// <returns>f on the test images [n, k].</returns>
    public Matrix FlatLimit(Matrix labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        int m = Train.Rows;
        double[] means = Means(Train), mean = [.. Enumerable.Range(0, labels.Columns).Select(c => Enumerable.Range(0, m).Average(a => labels[a, c]))];
        Matrix gram = Gram(), centred = labels.Clone(), cross = Centred(Test, Means(Test), means, means.Average());
        double unit = Enumerable.Range(0, m).Average(a => gram[a, a]) / m;
        for (int i = 0; i < gram.Values.Length; i++) gram.Values[i] += unit;
        for (int i = 0; i < centred.Values.Length; i++) centred.Values[i] -= mean[i % labels.Columns];
        Matrix answers = new Spectra.KernelRegression(gram, centred).Predict(cross);
        for (int i = 0; i < answers.Values.Length; i++) answers.Values[i] += mean[i % labels.Columns];
        return answers;
    }

    /// <summary>The smallest eigenvalue of the centred Gram matrix but for the 0 that belongs to the mean.</summary>
    public double SmallestEigenvalue() => Spectra.KernelSpectrum.Of(Gram()).Eigenvalues[1];

    private Matrix Gram()
    {
        double[] means = Means(Train);
        return Centred(Train, means, means, means.Average());
    }

    // The Gram matrix of inputs with the training mean removed: -½ (D - row mean - column mean + grand mean).
    private static Matrix Centred(Matrix distances, double[] rowMeans, double[] columnMeans, double grand) =>
        Matrix.Of(distances.Rows, distances.Columns, (i, a) => -(distances[i, a] - rowMeans[i] - columnMeans[a] + grand) / 2);

    private static double[] Means(Matrix rows) => [.. Enumerable.Range(0, rows.Rows).Select(i => rows.Row(i).ToArray().Average())];
}
