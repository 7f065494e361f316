using System.Runtime.CompilerServices;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Cli.Regressions;

/// <summary>Kernel regression f = Θ(X_test, X_train) Θ(X_train, X_train)⁻¹ Y at many depths from one sweep, in bounded memory and restartable.</summary>
/// <remarks>
/// Labels Y are one-hot minus 1/k; the images are taken as they come, so this is the mean predictor of unbalanced data. The train-train kernels of all
/// depths are held once, solved by Cholesky factorization and dropped; then the test images follow in blocks, of which only the predictions are kept.
/// A checkpoint keeps the finished parts of both kernels: a killed job goes on and ends with the same bits. Shown by RegressionSweepTests.
/// </remarks>
internal sealed class RegressionSweep
{
    private const int RowMultiple = 32;
    private readonly RegressionSettings _settings;
    private readonly DatasetPair _data;
    private readonly KernelOptions _options;
    private readonly Matrix _targets;

    /// <summary>Prepares a regression.</summary>
    /// <param name="settings">Network, depths, kernels, ridge.</param>
    /// <param name="data">Training and test images, preprocessed; at least one of each.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults. Its checkpoint folder and progress are not used.</param>
    /// <exception cref="ArgumentException">There is no test image.</exception>
    public RegressionSweep(RegressionSettings settings, DatasetPair data, KernelOptions? options = null)
    {
        if (data.Test.Count == 0) throw new ArgumentException("There is no test image; an accuracy needs at least one.", nameof(data));
        _settings = settings;
        _data = data;
        _options = options ?? new KernelOptions();
        _targets = data.Train.CentredLabels();
    }

    /// <summary>Bytes of test-train kernels held at once when they are not kept.</summary>
    internal long BlockBytes { get; init; } = 128 << 20;

    /// <summary>Bytes of a complete checkpoint, at most.</summary>
    public long CheckpointBytes => KernelBytes(_data.Train.Count) + KernelBytes(_data.Test.Count);

    /// <summary>Test images whose kernels are held at once when they are not kept.</summary>
    private int RowsInBlock
    {
        get
        {
            long rows = BlockBytes / KernelBytes(1) / RowMultiple * RowMultiple;
            return (int)Math.Clamp(rows, RowMultiple, Math.Max(RowMultiple, _data.Test.Count));
        }
    }

    /// <summary>Stripes of the train-train kernel: the most shards that share its work.</summary>
    internal int Stripes => KernelEstimate.Measure(_settings.Network, _settings.Depths, _data.Train.Inputs, options: _options).Stripes;

    /// <summary>Memory and time of one shard of the kernels.</summary>
    internal KernelBudget ShardBudget(int shards)
    {
        InputBatch train = _data.Train.Inputs, test = _data.Test.Inputs;
        KernelEstimate square = KernelEstimate.Measure(_settings.Network, _settings.Depths, train, options: _options);
        return KernelBudget.OfShard([square, KernelEstimate.Measure(_settings.Network, _settings.Depths, test, train, _options)], [train, test], shards);
    }

    /// <summary>Computes the stripes that the options ask for into a folder, from where <see cref="Run"/> takes them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="progress">Receives the finished fraction, or null.</param>
    internal void ComputeParts(JobFolder folder, IProgress<double>? progress = null)
    {
        InfiniteNetwork.Kernels(
            _settings.Network, _settings.Depths, _data.Train.Inputs, Part(folder, "train", ProgressShare.Of(progress, 0, SquareWork / AllWork)));
        foreach ((int first, int count, KernelOptions options) in Blocks(folder, progress, RowsInBlock))
        {
            InfiniteNetwork.Kernels(_settings.Network, _settings.Depths, _data.Test.Inputs.Slice(first, count), _data.Train.Inputs, options);
        }
    }

    /// <summary>Memory and time of the whole job, measured on a small part of it.</summary>
    /// <param name="keepKernels">Whether <see cref="Run"/> will be asked to write the kernels.</param>
    /// <exception cref="ArgumentException">The images do not fit each other or the network, or one has variance 0.</exception>
    public KernelBudget Budget(bool keepKernels = false)
    {
        InputBatch train = _data.Train.Inputs, test = _data.Test.Inputs;
        KernelEstimate square = KernelEstimate.Measure(_settings.Network, _settings.Depths, train, options: _options);
        KernelEstimate cross = KernelEstimate.Measure(_settings.Network, _settings.Depths, test, train, _options);
        long block = KernelBytes(keepKernels ? test.Count : Math.Min(RowsInBlock, test.Count));
        long factor = (_settings.MeasuresConditionNumber ? 3L : 2L) * sizeof(double) * train.Count * train.Count;
        return KernelBudget.Of([square, cross], train, test) with
        {
            OutputBytes = Math.Max(square.OutputBytes, block)
                + ((long)_settings.Kernels.Count * _settings.Depths.Count * (train.Count + test.Count) * _targets.Columns * sizeof(double)),
            ScratchBytes = Math.Max(Math.Max(square.WorkingBytes ?? 0, cross.WorkingBytes ?? 0), factor),
        };
    }

    /// <summary>What decides the results, in words.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Describe() =>
    [
        new("job", "kernel regression"),
        .. _settings.Network.Settings(),
        new("depths", string.Join(',', _settings.Depths)),
        new("precision", $"{_options.Precision}"),
        new("training images", JobFolder.Fingerprint(_data.Train.Inputs)),
        new("test images", JobFolder.Fingerprint(_data.Test.Inputs)),
    ];

    /// <summary>Computes kernels, solves, predicts.</summary>
    /// <param name="folder">Where finished parts are kept, or null.</param>
    /// <param name="progress">Receives the finished fraction of the kernels, or null.</param>
    /// <param name="kernelFolder">Where to write ntk.npy and nngp.npy (train-train) and ntk21.npy and nngp21.npy (test-train), one slice a depth, of the
    /// kernels asked for; or null.</param>
    /// <exception cref="KernelOverflowException">An entry left the range of its precision.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the checkpoint is usable.</exception>
    public RegressionResult Run(JobFolder? folder = null, IProgress<double>? progress = null, string? kernelFolder = null)
    {
        int test = _data.Test.Count;
        Solution[] solutions = Solve(Part(folder, "train", ProgressShare.Of(progress, 0, SquareWork / AllWork)), kernelFolder);
        Release();
        Matrix[] predictions = [.. solutions.Select(_ => new Matrix(test, _targets.Columns))];
        foreach ((int first, int count, KernelOptions options) in Blocks(folder, progress, kernelFolder is null ? RowsInBlock : test))
        {
            Predict(first, count, options, solutions, predictions, kernelFolder);
            Release();
        }

        return new RegressionResult([.. solutions.Select((solution, i) => Row(solution, predictions[i]))], predictions);
    }

    private double SquareWork => _data.Train.Count * (_data.Train.Count + 1.0) / 2;

    private double AllWork => SquareWork + ((double)_data.Train.Count * _data.Test.Count);

    private IEnumerable<(int First, int Count, KernelOptions Options)> Blocks(JobFolder? folder, IProgress<double>? progress, int rowsInBlock)
    {
        for (int first = 0; first < _data.Test.Count; first += rowsInBlock)
        {
            int count = Math.Min(rowsInBlock, _data.Test.Count - first);
            double before = SquareWork + ((double)_data.Train.Count * first), after = before + ((double)_data.Train.Count * count);
            yield return (
                first, count, Part(folder, Invariant($"test-{first:D6}"), ProgressShare.Of(progress, before / AllWork, after / AllWork)));
        }
    }

    private static Matrix Select(KernelPair pair, RegressionKernel kernel) => kernel == RegressionKernel.Ntk ? pair.Ntk : pair.Nngp;

    private static string Name(RegressionKernel kernel) => kernel == RegressionKernel.Ntk ? "ntk" : "nngp";

    private KernelOptions Part(JobFolder? folder, string name, IProgress<double>? progress) =>
        _options with { CheckpointFolder = folder?.Part(name), Progress = progress };

    /// <summary>Gives back matrices of the size of a kernel at once: the collector lets hundreds of megabytes of them pile up before it runs by
    /// itself.</summary>
    private static void Release() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>α = (Θ + ridge)⁻¹ Y of every kernel and depth; the train-train kernels end with this call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Solution[] Solve(KernelOptions options, string? kernelFolder)
    {
        IReadOnlyList<KernelPair> pairs = InfiniteNetwork.Kernels(_settings.Network, _settings.Depths, _data.Train.Inputs, options);
        var solutions = new List<Solution>();
        foreach (RegressionKernel kernel in _settings.Kernels)
        {
            foreach (KernelPair pair in pairs)
            {
                _options.Cancellation.ThrowIfCancellationRequested();
                solutions.Add(Solve(kernel, pair.Depth, Select(pair, kernel)));
                Release();
            }

            if (kernelFolder is not null) NpyFile.Write(Path.Combine(kernelFolder, Name(kernel) + ".npy"), [.. pairs.Select(pair => Select(pair, kernel))]);
        }

        return [.. solutions];
    }

    private Solution Solve(RegressionKernel kernel, int depth, Matrix trainTrain)
    {
        double diagonal = 0;
        for (int i = 0; i < trainTrain.Rows; i++) diagonal += trainTrain[i, i] / trainTrain.Rows;
        double? condition = _settings.MeasuresConditionNumber ? KernelSpectrum.Of(trainTrain, _options.MaxThreads).ConditionNumberMin : null;
        try
        {
            return new Solution(
                kernel, depth, new KernelRegression(trainTrain, _targets, _settings.RelativeRidge * diagonal, _options.MaxThreads).Coefficients, null,
                condition);
        }
        catch (NotPositiveDefiniteException error)
        {
            return new Solution(kernel, depth, null, Invariant($"not positive definite, κ about {error.ConditionNumber:G2}"), condition);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Predict(int first, int count, KernelOptions options, Solution[] solutions, Matrix[] predictions, string? kernelFolder)
    {
        IReadOnlyList<KernelPair> pairs = InfiniteNetwork.Kernels(
            _settings.Network, _settings.Depths, _data.Test.Inputs.Slice(first, count), _data.Train.Inputs, options);
        for (int i = 0; i < solutions.Length; i++)
        {
            Matrix testTrain = Select(pairs[i % pairs.Count], solutions[i].Kernel);
            Span<double> rows = predictions[i].Values.Slice(first * _targets.Columns, testTrain.Rows * _targets.Columns);
            if (solutions[i].Coefficients is not { } coefficients) rows.Fill(double.NaN);
            else MatrixProduct.Multiply(testTrain, coefficients, threads: _options.MaxThreads).Values.CopyTo(rows);
        }

        if (kernelFolder is null) return;
        foreach (RegressionKernel kernel in _settings.Kernels)
            NpyFile.Write(Path.Combine(kernelFolder, Name(kernel) + "21.npy"), [.. pairs.Select(pair => Select(pair, kernel))]);
    }

    private RegressionRow Row(Solution solution, Matrix predictions)
    {
        if (solution.Coefficients is null)
            return new RegressionRow(solution.Kernel, solution.Depth, double.NaN, double.NaN, double.NaN, solution.Failure, solution.ConditionNumber);
        double accuracy = TrainedNetworkAccuracy.OfMean(predictions, _data.Test.Labels), square = 0;
        Matrix labels = _data.Test.CentredLabels();
        for (int i = 0; i < labels.Values.Length; i++)
        {
            double error = predictions.Values[i] - labels.Values[i];
            square += error * error;
        }

        return new RegressionRow(
            solution.Kernel, solution.Depth, accuracy, TrainedNetworkAccuracy.StandardError(accuracy, _data.Test.Count), square / labels.Values.Length, null,
            solution.ConditionNumber);
    }

    private long KernelBytes(long rows) => 2L * sizeof(double) * _settings.Depths.Count * rows * _data.Train.Count;

    private sealed record Solution(RegressionKernel Kernel, int Depth, Matrix? Coefficients, string? Failure, double? ConditionNumber);
}
