using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>Condition number and mean predictor of the NTK against depth, for a fully-connected or convolutional network on small images.</summary>
/// <remarks>
/// Every pixel vector is scaled to x·x/channels = q*, padding is circular, the read-in has variance 1 and no bias: the first kernel has the diagonal q*.
/// Labels are mean-free: one-hot with every column's training mean removed, exactly. Numbers come from gaps (<see cref="KernelAnalysis"/>), with dropout from the plain recursion;
/// what is not known to <see cref="LargestError"/> at some depth is NaN there.
/// Test: ArchitectureSpectrumTests.
/// </remarks>
public sealed record ArchitectureSpectrum : NetworkSpectrum
{
    /// <summary>Relative error estimate up to which a number is shown.</summary>
    public const double LargestError = 0.01;

    private ArchitectureSpectrum()
    {
    }

    /// <summary>q*; 1 for the critical ReLU family.</summary>
    public required double QStar { get; init; }

    /// <summary>λ_max of Θ(X_train, X_train).</summary>
    public required IReadOnlyList<double> LambdaMax { get; init; }

    /// <summary>λ_2, the largest of the other eigenvalues.</summary>
    public required IReadOnlyList<double> LambdaSecond { get; init; }

    /// <summary>λ_bulk, the mean of the other m - 1 eigenvalues.</summary>
    public required IReadOnlyList<double> LambdaBulk { get; init; }

    /// <summary>Root mean square of P(Θ)Y over test examples and outputs, Y mean-free.</summary>
    public required IReadOnlyList<double> MeanPredictor { get; init; }

    /// <summary>κ - 1, without cancellation.</summary>
    public required IReadOnlyList<double> ConditionExcess { get; init; }

    /// <summary>κ = λ_max/λ_bulk.</summary>
    public IReadOnlyList<double> ConditionNumber => [.. LambdaMax.Zip(LambdaBulk, (max, bulk) => max / bulk)];

    /// <summary>The large-depth laws.</summary>
    public ArchitecturePredictions Predictions => new(Network, Theory, TrainCount, Pixels);

    /// <summary>Last depth whose κ is resolved; 0 where none is.</summary>
    public int ResolvedDepth => LambdaBulk.TakeWhile(double.IsFinite).Count();

    /// <summary>The spectra of FCN, CNN-F and CNN-P, in this order; the other parameters are those of <see cref="Compute"/>.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Last depth, at least 1.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="side">Rows and columns that the images are area-averaged to.</param>
    /// <param name="dropoutKeep">Keep probability ρ of dropout before the read-out; 1 for none.</param>
    /// <param name="trainCounts">Training counts m; none means all.</param>
    /// <exception cref="ArgumentException">There is no q* at these variances, or a count does not fit the data.</exception>
    public static IReadOnlyList<ArchitectureSpectrum> ForEach(
        Activation activation, double weightVariance, double biasVariance, int depth, DatasetPair data, int side = 6, double dropoutKeep = 1, params IReadOnlyList<int> trainCounts) =>
    [
        .. Enum.GetValues<Architecture>().SelectMany(architecture => Compute(architecture, activation, weightVariance, biasVariance, depth, data, side, dropoutKeep, trainCounts)),
    ];

    /// <summary>Computes kernels, eigenvalues and mean predictors at every depth, for the first m training images of each count asked for.</summary>
    /// <param name="architecture">FCN, CNN-F or CNN-P.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Last depth, at least 1.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="side">Rows and columns that the images are area-averaged to.</param>
    /// <param name="dropoutKeep">Keep probability ρ of dropout before the read-out; 1 for none.</param>
    /// <param name="trainCounts">Training counts m, at least 2 each, at most as many as there are; none means all.</param>
    /// <returns>One spectrum for each training count. They share one kernel: smaller ones are its blocks.</returns>
    /// <exception cref="ArgumentException">There is no q* at these variances, or a count does not fit the data.</exception>
    public static IReadOnlyList<ArchitectureSpectrum> Compute(
        Architecture architecture,
        Activation activation,
        double weightVariance,
        double biasVariance,
        int depth,
        DatasetPair data,
        int side = 6,
        double dropoutKeep = 1,
        params IReadOnlyList<int> trainCounts)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(trainCounts);
        FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, depth, architecture);
        NetworkDescription description = network.Description with { DropoutKeep = dropoutKeep };
        DatasetPair scaled = data.Preprocess(new Preprocessing { Size = side, Normalization = Normalization.Pixel, Variance = network.QStar });
        int[] depths = Grid.Integers(1, depth);
        IReadOnlyList<KernelAnalysis> analyses = KernelAnalysis.Compute(description, depths, scaled.Train.Inputs, scaled.Test.Inputs);
        return [.. (trainCounts.Count == 0 ? [scaled.Train.Count] : trainCounts).Select(Measured)];

        ArchitectureSpectrum Measured(int m)
        {
            if (m < 2 || m > scaled.Train.Count)
            {
                throw new ArgumentException($"A spectrum of {m} training images is asked for; it must be from 2 to the {scaled.Train.Count} there are.", nameof(trainCounts));
            }

            Matrix labels = scaled.Train.MeanFreeLabels(m);
            var rows = new Row[depth];
            ParallelTiles.For(depth, null, i => rows[i] = Measure(analyses[i].Train.Block(0, m, 0, m), analyses[i].Test.Block(0, scaled.Test.Count, 0, m), labels));
            return new ArchitectureSpectrum
            {
                Network = description,
                Theory = network.Theory,
                QStar = network.QStar,
                DataLabel = Label(data, scaled),
                TrainCount = m,
                Pixels = architecture == Architecture.ConvolutionalPool ? side * side : 1,
                Depths = depths,
                LambdaMax = [.. rows.Select(row => row.LambdaMax)],
                LambdaSecond = [.. rows.Select(row => row.LambdaSecond)],
                LambdaBulk = [.. rows.Select(row => row.LambdaBulk)],
                ConditionExcess = [.. rows.Select(row => row.Excess)],
                MeanPredictor = [.. rows.Select(row => row.Predictor)],
            };
        }
    }

    private static Row Measure(GapKernel train, GapKernel test, Matrix labels)
    {
        var spectrum = GapSpectrum.Of(train, threads: 1);
        double largest = Math.Pow(10, spectrum.Log10Largest);
        if (!(spectrum.ConditionNumberError < LargestError))
        {
            return new Row(largest, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        GapPrediction prediction = new GapRegression(train, threads: 1).Predict(test, labels, centre: true, threads: 1);
        return new Row(
            largest,
            spectrum.Eigenvalues[^2],
            Math.Pow(10, spectrum.Log10Bulk),
            spectrum.ConditionNumberExcessError < LargestError ? spectrum.ConditionNumberExcess : double.NaN,
            prediction.RelativeError < LargestError ? Math.Pow(10, prediction.Log10Size) : double.NaN);
    }

    private sealed record Row(double LambdaMax, double LambdaSecond, double LambdaBulk, double Excess, double Predictor);
}
