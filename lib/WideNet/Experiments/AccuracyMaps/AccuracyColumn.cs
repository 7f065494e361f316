using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>One column of an <see cref="AccuracyGrid"/>: all depths at one σ_w², from one kernel sweep. Test: AccuracyGridTests.</summary>
/// <param name="Ntk">NTK regression at each depth.</param>
/// <param name="Nngp">NNGP regression at each depth.</param>
internal sealed record AccuracyColumn(IReadOnlyList<KernelAccuracy> Ntk, IReadOnlyList<KernelAccuracy> Nngp)
{
    /// <summary>Computes the kernels and solves every cell of the column.</summary>
    /// <param name="architecture">FCN, CNN-F or CNN-P; convolutions are 3×3 and circular.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w², with a fixed point q*.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="side">Rows and columns that the images are area-averaged to, or null to keep their size.</param>
    /// <param name="options">Threads, precision, cancellation.</param>
    public static AccuracyColumn Compute(
        Architecture architecture,
        Activation activation,
        double weightVariance,
        double biasVariance,
        IReadOnlyList<int> depths,
        DatasetPair data,
        int? side,
        KernelOptions options)
    {
        int[] balanced = BalancedSubset(data.Train);
        FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, depths[^1], architecture);
        Normalization normalization = architecture == Architecture.FullyConnected ? Normalization.Channel : Normalization.Pixel;
        DatasetPair scaled = data.Preprocess(new Preprocessing { Size = side, Normalization = normalization, Variance = network.QStar });
        Sweep sweep = Sweep.Compute(network.Description, depths, scaled, options);
        var ntk = new KernelAccuracy[depths.Count];
        var nngp = new KernelAccuracy[depths.Count];
        ParallelTiles.For(
            depths.Count,
            options.MaxThreads,
            row =>
            {
                ntk[row] = Solve(sweep, row, pair => pair.Ntk, scaled, balanced);
                nngp[row] = Solve(sweep, row, pair => pair.Nngp, scaled, balanced);
            },
            options.Cancellation);
        return new AccuracyColumn(ntk, nngp);
    }

    /// <summary>The largest subset with equally many images of each class: the first of each, in order.</summary>
    /// <param name="train">Training images.</param>
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

    private static KernelAccuracy Solve(Sweep sweep, int depth, Func<KernelPair, Matrix> kernel, DatasetPair data, int[] balanced)
    {
        Matrix trainTrain = kernel(sweep.Kernels.Train[depth]), testTrain = kernel(sweep.Kernels.Test[depth]);
        KernelSpectrum spectrum = KernelSpectrum.Of(trainTrain, threads: 1);
        KernelAccuracy cell = Accuracy() with { LargestEigenvalue = spectrum.Largest, BulkEigenvalue = spectrum.Bulk, SmallestEigenvalue = spectrum.Smallest };
        return cell.WhereResolved();

        KernelAccuracy Accuracy()
        {
            try
            {
                return Solve(sweep, depth, trainTrain, testTrain, data, balanced);
            }
            catch (NotPositiveDefiniteException)
            {
                return KernelAccuracy.Unresolved;
            }
        }
    }

    private static KernelAccuracy Solve(Sweep sweep, int depth, Matrix trainTrain, Matrix testTrain, DatasetPair data, int[] balanced)
    {
        Matrix predictor = MeanPredictor.Compute(trainTrain, testTrain, threads: 1);
        Matrix mean = MatrixProduct.Multiply(predictor, data.Train.CentredLabels(), threads: 1);
        double[] variances = TrainedNetworkLaw.Variances(
            predictor, sweep.Kernels.Train[depth].Nngp, sweep.Kernels.Test[depth].Nngp, sweep.TestVariances[depth]);
        Matrix few = new KernelRegression(Select(trainTrain, balanced, balanced), Select(data.Train.CentredLabels(), balanced, null), threads: 1)
            .Predict(Select(testTrain, null, balanced));
        Matrix centred = MatrixProduct.Multiply(predictor, data.Train.MeanFreeLabels(), threads: 1);
        return new KernelAccuracy(
            TrainedNetworkAccuracy.OfMean(mean, data.Test.Labels),
            TrainedNetworkAccuracy.OfMean(few, data.Test.Labels),
            TrainedNetworkAccuracy.OfOneNetwork(mean, variances, data.Test.Labels),
            centred.RootMeanSquare(),
            ConstantSize(predictor, data.Train))
        {
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
