using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Measurements;

/// <summary>Computes one column of an <see cref="AccuracyGrid"/>: all depths at one σ_w², for both kernels, from one kernel sweep.</summary>
/// <remarks>Test: AccuracyGridTests.</remarks>
internal static class AccuracySolver
{
    /// <summary>Computes the kernels and solves every point of the column.</summary>
    /// <param name="network">The network; convolutions are 3×3 and circular.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="side">Rows and columns that the images are area-averaged to, or null to keep their size.</param>
    /// <param name="options">Threads, precision, cancellation.</param>
    /// <returns>All depths of the NTK, then of the NNGP.</returns>
    public static AccuracyPoint[] Column(FixedPointNetwork network, IReadOnlyList<int> depths, DatasetPair data, int? side, KernelOptions options)
    {
        int[] balanced = BalancedSubset(data.Train);
        NetworkDescription description = network.Description;
        Normalization normalization = description.Architecture == Architecture.FullyConnected ? Normalization.Channel : Normalization.Pixel;
        DatasetPair scaled = data.Preprocess(new Preprocessing { Size = side, Normalization = normalization, Variance = network.QStar });
        Sweep sweep = Sweep.Compute(description, depths, scaled, options);
        var ntk = new AccuracyPoint[depths.Count];
        var nngp = new AccuracyPoint[depths.Count];
        ParallelTiles.For(
            depths.Count,
            options.MaxThreads,
            row =>
            {
                ntk[row] = Solve(sweep, row, RegressionKernel.Ntk, pair => pair.Ntk, balanced);
                nngp[row] = Solve(sweep, row, RegressionKernel.Nngp, pair => pair.Nngp, balanced);
            },
            options.Cancellation);
        return [.. ntk, .. nngp];
    }

    /// <summary>The largest subset with equally many images of each class: the first of each, in order.</summary>
    /// <exception cref="ArgumentException">A class has no image.</exception>
    public static int[] BalancedSubset(LabeledDataset train)
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

    private static AccuracyPoint Solve(Sweep sweep, int row, RegressionKernel which, Func<KernelPair, Matrix> kernel, int[] balanced)
    {
        Matrix trainTrain = kernel(sweep.Kernels.Train[row]), testTrain = kernel(sweep.Kernels.Test[row]);
        DatasetPair data = sweep.Kernels.Data;
        KernelSpectrum spectrum = KernelSpectrum.Of(trainTrain, threads: 1);
        AccuracyPoint point = new(
            AccuracyPoint.Word(which), sweep.Kernels.Network.WeightVariance, sweep.Kernels.Depths[row], 0, 0, 0, 0, 0, balanced.Length, data.Train.ClassCount)
        {
            LargestEigenvalue = spectrum.Largest,
            BulkEigenvalue = spectrum.Bulk,
            SmallestEigenvalue = spectrum.Smallest,
        };
        if (spectrum.Smallest <= 0) return point.Unresolved();
        try
        {
            return Solve(point, sweep, row, trainTrain, testTrain, balanced);
        }
        catch (NotPositiveDefiniteException)
        {
            return point.Unresolved();
        }
    }

    private static AccuracyPoint Solve(AccuracyPoint point, Sweep sweep, int row, Matrix trainTrain, Matrix testTrain, int[] balanced)
    {
        DatasetPair data = sweep.Kernels.Data;
        Matrix predictor = MeanPredictor.Compute(trainTrain, testTrain, threads: 1);
        Matrix mean = MatrixProduct.Multiply(predictor, data.Train.CentredLabels(), threads: 1);
        double[] variances = TrainedNetworkLaw.Variances(
            predictor, sweep.Kernels.Train[row].Nngp, sweep.Kernels.Test[row].Nngp, sweep.TestVariances[row]);
        Matrix few = new KernelRegression(Select(trainTrain, balanced, balanced), Select(data.Train.CentredLabels(), balanced, null), threads: 1)
            .Predict(Select(testTrain, null, balanced));
        Matrix centred = MatrixProduct.Multiply(predictor, data.Train.MeanFreeLabels(), threads: 1);
        return point with
        {
            MeanPredictor = TrainedNetworkAccuracy.OfMean(mean, data.Test.Labels),
            Balanced = TrainedNetworkAccuracy.OfMean(few, data.Test.Labels),
            OneNetwork = TrainedNetworkAccuracy.OfOneNetwork(mean, variances, data.Test.Labels),
            PredictorSize = centred.RootMeanSquare(),
            ConstantSize = ConstantSize(predictor, data.Train),
            RightImages = ImageMarks.OfRight(mean, data.Test.Labels),
            BalancedRightImages = ImageMarks.OfRight(few, data.Test.Labels),
        };
    }

    /// <summary>Root mean square of P 1 ȳᵀ, with ȳ the mean of the training labels over images: zero if every class is equally frequent.</summary>
    private static double ConstantSize(Matrix predictor, LabeledDataset train)
    {
        double labels = train.CountByClass().Sum(count => Math.Pow(((double)count / train.Count) - (1.0 / train.ClassCount), 2)) / train.ClassCount;
        double sum = 0;
        for (int i = 0; i < predictor.Rows; i++)
        {
            double total = 0;
            foreach (double p in predictor.Row(i)) total += p;
            sum += total * total / predictor.Rows;
        }

        return Math.Sqrt(labels * sum);
    }

    private static Matrix Select(Matrix from, int[]? rows, int[]? columns)
    {
        rows ??= [.. Enumerable.Range(0, from.Rows)];
        columns ??= [.. Enumerable.Range(0, from.Columns)];
        return Matrix.Of(rows.Length, columns.Length, (i, j) => from[rows[i], columns[j]]);
    }

    private sealed record Sweep(KernelSweep Kernels, double[][] TestVariances)
    {
        // The law of one network needs the diagonal of the test-test kernel only: a kernel of one image at a time.
        public static Sweep Compute(NetworkDescription network, IReadOnlyList<int> depths, DatasetPair data, KernelOptions options)
        {
            KernelSweep kernels = KernelSweep.Compute(network, depths, data, options);
            double[][] variances = [.. depths.Select(_ => new double[data.Test.Count])];
            var single = new KernelOptions { MaxThreads = 1, Precision = options.Precision, Cancellation = options.Cancellation };
            ParallelTiles.For(data.Test.Count, options.MaxThreads, i =>
            {
                IReadOnlyList<KernelPair> own = InfiniteNetwork.Kernels(network, depths, data.Test.Inputs.Slice(i, 1), single);
                for (int row = 0; row < depths.Count; row++)
                {
                    variances[row][i] = own[row].Nngp[0, 0];
                }
            }, options.Cancellation);
            return new Sweep(kernels, variances);
        }
    }
}
