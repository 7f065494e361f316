using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.ConditionNumbers;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>Test accuracy of infinitely wide trained networks over (σ_w², depth), for the NTK and the NNGP, with f_0 = 0 and with f_0 drawn.</summary>
/// <remarks>
/// Images are scaled to x·x/n = q* (convolutions: at every pixel). One kernel sweep per σ_w² serves all depths and both kernels. The balanced training
/// set is the largest subset of the training images with equally many of each class. Cells that double precision cannot solve hold NaN.
/// Test: AccuracyGridTests.
/// </remarks>
public sealed record AccuracyGrid
{
    private AccuracyGrid()
    {
    }

    /// <summary>FCN, CNN-F or CNN-P.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_b².</summary>
    public required double BiasVariance { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Training images m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Training images of the balanced subset.</summary>
    public required int BalancedCount { get; init; }

    /// <summary>Test images n.</summary>
    public required int TestCount { get; init; }

    /// <summary>Number of classes.</summary>
    public required int ClassCount { get; init; }

    /// <summary>Depths l, increasing: rows.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>σ_w², increasing: columns.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>Fixed points and depth scales of each column.</summary>
    public required IReadOnlyList<MeanFieldPoint> Theory { get; init; }

    /// <summary>NTK regression, [depth][weight variance].</summary>
    public required IReadOnlyList<IReadOnlyList<KernelAccuracy>> Ntk { get; init; }

    /// <summary>NNGP regression, that is a network whose read-out alone is inferred, [depth][weight variance].</summary>
    public required IReadOnlyList<IReadOnlyList<KernelAccuracy>> Nngp { get; init; }

    /// <summary>FCN, CNN-F or CNN-P.</summary>
    public string Name => Architectures.Name(Architecture);

    /// <summary>Computes a grid of given sizes.</summary>
    /// <param name="architecture">FCN, CNN-F or CNN-P; convolutions are 3×3 and circular.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="sizes">Weight variances, depths and the size of the images.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="options">How the kernels are computed; null for the defaults.</param>
    public static AccuracyGrid Compute(Architecture architecture, Activation activation, double biasVariance, AccuracySizes sizes, DatasetPair data, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return Compute(architecture, activation, biasVariance, sizes.WeightVariances, sizes.Depths, data, sizes.Side, options);
    }

    /// <summary>Computes the kernels and solves every cell.</summary>
    /// <param name="architecture">FCN, CNN-F or CNN-P; convolutions are 3×3 and circular.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="weightVariances">σ_w², increasing, each with a fixed point q*.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="side">Rows and columns that the images are area-averaged to, or null to keep their size.</param>
    /// <param name="options">Threads, precision, checkpoints of the kernels; null for the defaults. Each kernel has its own folder below the one for checkpoints.</param>
    /// <exception cref="ArgumentException">There is no q* at some σ_w², or a class has no training image.</exception>
    public static AccuracyGrid Compute(
        Architecture architecture,
        Activation activation,
        double biasVariance,
        IReadOnlyList<double> weightVariances,
        IReadOnlyList<int> depths,
        DatasetPair data,
        int? side = null,
        KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(weightVariances);
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(data);
        var ntk = new KernelAccuracy[depths.Count][];
        var nngp = new KernelAccuracy[depths.Count][];
        for (int row = 0; row < depths.Count; row++)
        {
            ntk[row] = new KernelAccuracy[weightVariances.Count];
            nngp[row] = new KernelAccuracy[weightVariances.Count];
        }

        int[] balanced = BalancedSubset(data.Train);
        var theory = new MeanFieldPoint[weightVariances.Count];
        for (int column = 0; column < weightVariances.Count; column++)
        {
            FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariances[column], biasVariance, depths[^1], architecture);
            Normalization normalization = architecture == Architecture.FullyConnected ? Normalization.Channel : Normalization.Pixel;
            DatasetPair scaled = data.Preprocess(new Preprocessing { Size = side, Normalization = normalization, Variance = network.QStar });
            Sweep sweep = Sweep.Compute(network.Description, depths, scaled, options ?? new KernelOptions());
            theory[column] = network.Theory;
            ParallelTiles.For(depths.Count, null, row =>
            {
                ntk[row][column] = Solve(sweep, row, pair => pair.Ntk, scaled, balanced);
                nngp[row][column] = Solve(sweep, row, pair => pair.Nngp, scaled, balanced);
            });
        }

        return new AccuracyGrid
        {
            Architecture = architecture,
            Activation = activation,
            BiasVariance = biasVariance,
            DataLabel = side is int size ? $"{data.Description}, area-averaged to {size}×{size}" : data.Description,
            TrainCount = data.Train.Count,
            BalancedCount = balanced.Length,
            TestCount = data.Test.Count,
            ClassCount = data.Train.ClassCount,
            Depths = depths,
            WeightVariances = weightVariances,
            Theory = theory,
            Ntk = ntk,
            Nngp = nngp,
        };
    }

    /// <summary>One number of every cell of a kernel, [depth, weight variance].</summary>
    /// <param name="cells"><see cref="Ntk"/> or <see cref="Nngp"/>.</param>
    /// <param name="value">The number.</param>
    public static Matrix Map(IReadOnlyList<IReadOnlyList<KernelAccuracy>> cells, Func<KernelAccuracy, double> value)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return new Matrix(cells.Count, cells[0].Count, [.. cells.SelectMany(row => row.Select(value))]);
    }

    /// <summary>The largest subset with equally many images of each class: the first of each, in order.</summary>
    private static int[] BalancedSubset(LabeledDataset train)
    {
        int each = train.CountByClass().Min();
        if (each == 0)
        {
            throw new ArgumentException($"A class has no image among the {train.Count} training images, so none is equally frequent; use more.", nameof(train));
        }

        int[] taken = new int[train.ClassCount];
        var subset = new List<int>();
        for (int i = 0; i < train.Count; i++)
        {
            if (taken[train.Labels[i]]++ < each)
            {
                subset.Add(i);
            }
        }

        return [.. subset];
    }

    private static KernelAccuracy Solve(Sweep sweep, int depth, Func<KernelPair, Matrix> kernel, DatasetPair data, int[] balanced)
    {
        Matrix trainTrain = kernel(sweep.Train[depth]), testTrain = kernel(sweep.Test[depth]);
        try
        {
            Matrix predictor = MeanPredictor.Compute(trainTrain, testTrain, threads: 1);
            Matrix mean = MatrixProduct.Multiply(predictor, data.Train.CentredLabels(), threads: 1);
            double[] variances = TrainedVariances(predictor, sweep.Train[depth].Nngp, sweep.Test[depth].Nngp, sweep.TestVariances[depth]);
            Matrix few = new KernelRegression(Select(trainTrain, balanced, balanced), Select(data.Train.CentredLabels(), balanced, null), threads: 1)
                .Predict(Select(testTrain, null, balanced));
            Matrix centred = MatrixProduct.Multiply(predictor, ArchitectureSpectrum.CentredLabels(data.Train, data.Train.Count), threads: 1);
            return new KernelAccuracy(
                TrainedNetworkAccuracy.OfMean(mean, data.Test.Labels),
                TrainedNetworkAccuracy.OfMean(few, data.Test.Labels),
                TrainedNetworkAccuracy.OfOneNetwork(mean, variances, data.Test.Labels),
                ArchitectureSpectrum.RootMeanSquare(centred));
        }
        catch (NotPositiveDefiniteException)
        {
            return KernelAccuracy.Unresolved;
        }
    }

    /// <summary>The diagonal of K_tt + P K_XX Pᵀ - P K_Xt - K_tX Pᵀ: the variance of one network's output at each test image.</summary>
    /// <param name="predictor">P [n, m].</param>
    /// <param name="trainTrain">K_XX [m, m].</param>
    /// <param name="testTrain">K_tX [n, m].</param>
    /// <param name="testVariances">The diagonal of K_tt.</param>
    internal static double[] TrainedVariances(Matrix predictor, Matrix trainTrain, Matrix testTrain, IReadOnlyList<double> testVariances)
    {
        Matrix product = MatrixProduct.Multiply(predictor, trainTrain, threads: 1);
        double[] variances = new double[predictor.Rows];
        for (int i = 0; i < variances.Length; i++)
        {
            ReadOnlySpan<double> p = predictor.Row(i), pk = product.Row(i), k = testTrain.Row(i);
            double sum = testVariances[i];
            for (int j = 0; j < p.Length; j++)
            {
                sum += p[j] * (pk[j] - (2 * k[j]));
            }

            variances[i] = sum;
        }

        return variances;
    }

    private static Matrix Select(Matrix from, int[]? rows, int[]? columns)
    {
        rows ??= [.. Enumerable.Range(0, from.Rows)];
        columns ??= [.. Enumerable.Range(0, from.Columns)];
        var part = new Matrix(rows.Length, columns.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                part[i, j] = from[rows[i], columns[j]];
            }
        }

        return part;
    }

    private sealed record Sweep(IReadOnlyList<KernelPair> Train, IReadOnlyList<KernelPair> Test, double[][] TestVariances)
    {
        // The law of one network needs the diagonal of the test-test kernel only: a kernel of one image at a time.
        public static Sweep Compute(NetworkDescription network, IReadOnlyList<int> depths, DatasetPair data, KernelOptions options)
        {
            IReadOnlyList<KernelPair> train = InfiniteNetwork.Kernels(network, depths, data.Train.Inputs, InFolder("train"));
            IReadOnlyList<KernelPair> test = InfiniteNetwork.Kernels(network, depths, data.Test.Inputs, data.Train.Inputs, InFolder("test"));
            double[][] variances = [.. depths.Select(_ => new double[data.Test.Count])];
            var single = new KernelOptions { MaxThreads = 1, Precision = options.Precision, Cancellation = options.Cancellation };
            ParallelTiles.For(data.Test.Count, options.MaxThreads, i =>
            {
                IReadOnlyList<KernelPair> own = InfiniteNetwork.Kernels(network, depths, data.Test.Inputs.Slice(i, 1), single);
                for (int row = 0; row < depths.Count; row++)
                {
                    variances[row][i] = own[row].Nngp[0, 0];
                }
            });
            return new Sweep(train, test, variances);

            KernelOptions InFolder(string part) => options.CheckpointFolder is not { } folder || network.Architecture == Architecture.FullyConnected
                ? options
                : options with { CheckpointFolder = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Architectures.Name(network.Architecture).ToLowerInvariant()}-{network.WeightVariance:R}-{part}")) };
        }
    }
}
