using WideNet.Activations;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Sweeps;
using WideNet.Training;

namespace WideNet.Measurements;

/// <summary>Fully-connected networks trained over (σ_w², batch size, learning rate η, seed).</summary>
/// <remarks>
/// The loss is ½ mean over examples and outputs of (f - y)², y one-hot minus 1/k, f the network's output as it is. η_theory = 2 B k/λ_max with λ_max
/// the largest eigenvalue of the analytic Θ on the B examples of a step: for mini-batches the mean over the m/B blocks of consecutive images.
/// Networks of one seed are the same at every η. Shown by LearningRateSweepTests.
/// </remarks>
public static class LearningRateSweep
{
    /// <summary>Name of the notebook.</summary>
    public const string Figure = "07-maximum-learning-rate";

    private const string WeightVariance = "weight_variance", Batch = "batch_size", Rate = "learning_rate";

    /// <summary>The runs of given sizes, computed or read from <c>data/results</c>.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="preset">Which preset the sizes come from.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="data">Images, as many as the sizes say.</param>
    /// <param name="activation">The nonlinearity; it must have a fixed point q* at every σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="engine">What computes; null for the engine cpu.</param>
    /// <exception cref="ArgumentException">A batch is larger than the training set or does not divide it; <paramref name="results"/> is another word; nothing
    /// is kept; or it was made with other settings.</exception>
    public static (Provenance Run, IReadOnlyList<LearningRateRun> Runs) Get(string results, Preset preset, LearningRateSizes sizes, DatasetRequest data,
        Activation activation, double biasVariance, EngineChoice? engine = null)
    {
        SweepDefinition sweep = Define(preset, sizes, data, activation, biasVariance, engine);
        ResultTable table = ResultCache.OfRepository().Get(results, sweep.Identity, () => SweepRunner.Run(sweep));
        return (table.Run, ResultRows.FromTable<LearningRateRun>(table));
    }

    /// <summary>The random numbers of a run: its initial parameters and its order of examples; the same at every learning rate.</summary>
    /// <param name="run">The run.</param>
    public static RandomStream RandomOf(LearningRateRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return SweepDefinition.RandomOf(Figure, run.Seed, [new(WeightVariance, run.WeightVariance), new(Batch, run.BatchSize)]);
    }

    /// <summary>The sweep of given sizes.</summary>
    /// <param name="preset">Which preset the sizes come from.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="data">Images, as many as the sizes say.</param>
    /// <param name="activation">The nonlinearity; it must have a fixed point q* at every σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="engine">What computes; null for the engine cpu.</param>
    /// <exception cref="ArgumentException">A batch is larger than the training set or does not divide it.</exception>
    internal static SweepDefinition Define(
        Preset preset, LearningRateSizes sizes, DatasetRequest data, Activation activation, double biasVariance, EngineChoice? engine = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(activation);
        if (sizes.TrainCount % sizes.BatchSize != 0 || sizes.BatchSize == sizes.TrainCount)
        {
            throw new ArgumentException(
                Invariant($"The batch size is {sizes.BatchSize} and there are {sizes.TrainCount} training images; ")
                + "it must be smaller and divide their number.");
        }

        engine ??= EngineChoice.BuiltIn;
        var problems = new SharedWork<double, LearningRateColumn>(weightVariance =>
            LearningRateColumn.Create(sizes, data.Images, activation, weightVariance, biasVariance));
        SweepAxis[] axes =
        [
            SweepAxis.Numbers(WeightVariance, sizes.WeightVariances),
            SweepAxis.WholeNumbers(Batch, [sizes.TrainCount, sizes.BatchSize], "examples"),
            SweepAxis.Numbers(Rate, sizes.Rates) with { IsPaired = true },
            SweepAxis.Seeds(sizes.Seeds),
        ];
        var rows = new SweepRows<LearningRateRun>(axes);
        return new SweepDefinition
        {
            Figure = Figure,
            Preset = preset,
            Data = data,
            Sizes = sizes.ToString(),
            Engine = engine,
            Settings = new ResultSettings
            {
                { "architecture", Architecture.FullyConnected.Word() },
                { "activation", activation.ToString() },
                { "bias_variance", biasVariance },
                { "depth", sizes.Depth },
                { "width", sizes.Width },
                { "side", sizes.Side },
                { "normalization", Normalization.Channel },
                { "epochs", sizes.Epochs },
                { "precision", Precision.Float32 },
                { "divergence_factor", DivergenceFactor },
            },
            Axes = axes,
            Outputs = rows.Outputs,
            Compute = rows.Of((cell, context) => Train(cell, context, sizes, problems[cell[WeightVariance]], engine.Training)),
        };
    }

    // A run ends as diverged when its loss is this many times the first one.
    private const double DivergenceFactor = 1e4;

    private static LearningRateRun Train(SweepCell cell, SweepContext context, LearningRateSizes sizes, LearningRateColumn column, ITrainingEngine engine)
    {
        int batch = cell.Whole(Batch);
        double largest = column.LargestEigenvalues[batch];
        double maximum = 2.0 * batch * column.Shape.Outputs / largest;
        TrainingProblem problem = TrainingProblem.Draw(column.Shape, context.Random, column.Train, column.Test);
        var options = new TrainingOptions
        {
            Steps = sizes.Epochs * (sizes.TrainCount / batch),
            LearningRate = LearningRate.Absolute(cell[Rate]),
            BatchSize = batch == sizes.TrainCount ? null : batch,
            Stream = context.Random.Split("batches"),
            DivergenceFactor = DivergenceFactor,
            Threads = context.Threads,
        };
        TrainingResult result = engine.Train(problem, options, null, context.Cancellation);
        TrainingEvaluation first = result.Evaluations[0], last = result.Final;
        bool diverged = result.Status == TrainingStatus.Diverged;
        return new LearningRateRun
        {
            WeightVariance = cell[WeightVariance],
            BatchSize = batch,
            LearningRate = cell[Rate],
            Seed = (int)cell.Seed,
            RateTheory = maximum,
            LambdaMax = largest,
            Diverged = diverged,
            FinalOverFirstLoss = diverged ? DivergenceFactor : last.TrainLoss / first.TrainLoss,
            LargestRise = diverged ? DivergenceFactor : LargestRise(result.BatchLosses, sizes.TrainCount / batch),
            TrainAccuracy = last.TrainAccuracy,
            TestAccuracy = last.TestAccuracy!.Value,
        };
    }

    // The largest ratio of the loss of an epoch, the mean over its batches, to that of the epoch before. What happens below a hundredth of the first
    // loss is rounding and noise of batches, so a loss there counts as that hundredth.
    internal static double LargestRise(IReadOnlyList<double> losses, int batches)
    {
        double[] epochs = [.. losses.Chunk(batches).Select(epoch => epoch.Average())];
        double floor = epochs[0] / 100;
        return epochs.Length < 2 ? 0 : epochs.Skip(1).Zip(epochs, (next, previous) => next / Math.Max(previous, floor)).Max();
    }
}
