using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Cli.Verbs;

/// <summary>The same work on the built-in engine and on another: rates side by side and the largest difference of the results.</summary>
/// <remarks>
/// The engines take turns, so that both see the machine's good and bad moments, and the best turn counts. The first turns also compile: there are at least
/// three, and more while they take less than <see cref="Least"/> together.
/// </remarks>
internal sealed class EngineComparison
{
    private const int FewestTurns = 3, MostTurns = 200;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);
    private static readonly Erf Phi = new();

    private readonly CpuTrainingEngine _cpu = new();

    /// <summary>Steps of a training run.</summary>
    public required int Steps { get; init; }

    /// <summary>Units or channels of a trained network; null: 512 (FCN) and 32.</summary>
    public required int? Width { get; init; }

    /// <summary>Images of a batch.</summary>
    public required int Batch { get; init; }

    /// <summary>Nonlinearities.</summary>
    public required int Depth { get; init; }

    /// <summary>Rows and columns of the images; null: 16 (FCN) and 8.</summary>
    public required int? Side { get; init; }

    /// <summary>Turns of each engine; null for as many as make a good measurement.</summary>
    public required int? Turns { get; init; }

    /// <summary>Stops between two runs.</summary>
    public required CancellationToken Cancellation { get; init; }

    /// <summary>Training from the same parameters on the same batches in single precision; the difference is that of a loss.</summary>
    public Row Train(Architecture architecture, ITrainingEngine other)
    {
        int width = Width ?? (architecture == Architecture.FullyConnected ? 512 : 32);
        LabeledDataset images = Images(architecture, Math.Max(256, Batch));
        RandomStream stream = new RandomStream(0).Split("bench engines");
        NetworkShape shape = NetworkShape.For(Network(architecture), images.Inputs, width, images.ClassCount);
        TrainingProblem problem = TrainingProblem.Draw(shape, stream, new TrainingSet(images.Inputs, images.CentredLabels()));
        var options = new TrainingOptions { Steps = Steps, LearningRate = LearningRate.Absolute(0.5), BatchSize = Batch, Stream = stream.Split("batches") };
        double least = double.PositiveInfinity, otherLeast = double.PositiveInfinity, difference = 0;
        long start = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < (Turns ?? MostTurns); turn++)
        {
            if (Turns is null && turn >= FewestTurns && Stopwatch.GetElapsedTime(start) > Least) break;
            Cancellation.ThrowIfCancellationRequested();
            (IReadOnlyList<double> one, TimeSpan time) = Run(_cpu);
            (IReadOnlyList<double> two, TimeSpan otherTime) = Run(other);
            (least, otherLeast) = (Math.Min(least, time.TotalSeconds), Math.Min(otherLeast, otherTime.TotalSeconds));
            difference = one.Zip(two, (a, b) => Math.Abs(a - b)).Append(difference).Max();
        }

        string work = Invariant($"{architecture} {Sizes(images.Inputs)}, width {width}, depth {Depth}, batch {Batch}, float32");
        return new Row(work, other.Name, Steps / least, Steps / otherLeast, difference);

        // From the first evaluation, after which everything lies on the device, to the last.
        (IReadOnlyList<double> Losses, TimeSpan Time) Run(ITrainingEngine engine)
        {
            var watch = new StepWatch();
            TrainingResult result = engine.Train(problem, options, watch, Cancellation);
            return (result.BatchLosses, watch.Steps);
        }
    }

    private NetworkDescription Network(Architecture architecture) =>
        new() { Architecture = architecture, Activation = Phi, Depth = Depth, WeightVariance = 1.5, BiasVariance = 0.05 };

    private LabeledDataset Images(Architecture architecture, int count) =>
        SyntheticImages.Create(count, 0, side: Side ?? (architecture == Architecture.FullyConnected ? 16 : 8)).Train;

    private static string Sizes(InputBatch images) => Invariant($"{images.Height}×{images.Width}×{images.Channels}");

    private sealed class StepWatch : IProgress<TrainingProgress>
    {
        private TimeSpan? _first;

        public TimeSpan Steps { get; private set; }

        public void Report(TrainingProgress value)
        {
            _first ??= value.Elapsed;
            Steps = value.Elapsed - _first.Value;
        }
    }

    /// <summary>A comparison: what was done, steps per second, and the largest difference of the results.</summary>
    internal sealed record Row(string Work, string Engine, double CpuPerSecond, double PerSecond, double Difference)
    {
        private const string Unit = "steps";

        /// <summary>For programs.</summary>
        public JsonObject ToJson() => new()
        {
            ["work"] = Work,
            ["unit"] = Unit,
            ["engine"] = Engine,
            ["cpu_per_second"] = CpuPerSecond,
            ["per_second"] = PerSecond,
            ["largest_difference"] = Difference,
        };

        public override string ToString() =>
            Invariant($"{Work,-76} {Unit,-8} {Format(CpuPerSecond),9} | {Format(PerSecond),9} | {Difference:E1}");

        private static string Format(double rate) => rate.ToString(rate < 1000 ? "G4" : "F0", CultureInfo.InvariantCulture);
    }
}
