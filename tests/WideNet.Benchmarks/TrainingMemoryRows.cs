using System.Diagnostics;
using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Benchmarks;

/// <summary>Memory of a run with momentum beside the activations and four times the parameters, and whether it stays the same over 10,000 steps.</summary>
/// <remarks>On top come, whatever the batch, some images for each thread, filters padded to whole vectors, and 8 bytes a step for the losses: they show in the small networks only.</remarks>
internal sealed class TrainingMemoryRows : IBudgetFamily
{
    public string Name => "train-memory";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        yield return Row(settings, "FCN 256, 8×8, batch 32", Architecture.FullyConnected, width: 256, size: 8, batch: 32, steps: 10_000);
        yield return Row(settings, "CNN-P 16, 8×8, batch 32", Architecture.ConvolutionalPool, width: 16, size: 8, batch: 32, steps: 10_000);
        yield return Row(settings, "CNN-P 64, 32×32, batch 64", Architecture.ConvolutionalPool, width: 64, size: 32, batch: 64, steps: 4);
    }

    private static BudgetRow Row(BudgetSettings settings, string name, Architecture architecture, int width, int size, int batch, int steps)
    {
        var shape = new NetworkShape
        {
            Description = new NetworkDescription { Architecture = architecture, Activation = new Erf(), Depth = 4, WeightVariance = 1.5, BiasVariance = 0.05 },
            Width = width,
            InputHeight = size,
            InputWidth = size,
            InputChannels = 3,
            Outputs = 10,
        };
        var values = new double[batch * shape.InputSize];
        new RandomStream(1).FillNormal(values);
        TrainingSet train = TrainingSet.OneHot(new InputBatch(batch, size, size, 3, values), [.. Enumerable.Range(0, batch).Select(i => i % 10)], 10, 0.1);
        TrainingProblem problem = TrainingProblem.Draw(shape, new RandomStream(1), train);
        var options = new TrainingOptions
        {
            Steps = steps,
            LearningRate = LearningRate.Absolute(0.1),
            Momentum = 0.9,
            Evaluations = EvaluationSchedule.Every(Math.Max(1, steps / 100)),
            Threads = settings.Threads,
        };
        long before = GC.GetTotalMemory(true);
        var live = new List<long>();
        long start = Stopwatch.GetTimestamp();
        new CpuTrainingEngine().Train(problem, options, new Watch(() => live.Add(GC.GetTotalMemory(true) - before)));
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return new BudgetRow
        {
            Work = $"{name}: {steps:N0} steps",
            Milliseconds = [elapsed],
            Operations = 6.0 * steps * batch * shape.Layers().Sum(layer => (double)layer.WeightCount * (layer.IsConvolution ? shape.Pixels : 1)),
            Bytes = Bound(shape, batch),
            Peak = settings.PeakSingle,
            AtMost = $"{Bound(shape, batch) * 1e-6:F2} MB",
            Note = string.Create(CultureInfo.InvariantCulture, $"live {live[1] * 1e-6:F2} MB after {Math.Max(1, steps / 100)} steps, {live[^1] * 1e-6:F2} MB after all, most {live.Max() * 1e-6:F2} MB"),
        };
    }

    // Inputs (with their border) and outputs of every layer, and four times the parameters.
    private static double Bound(NetworkShape shape, int batch) => sizeof(float) * ((4.0 * shape.ParameterCount) + (batch * shape.Layers().Sum(
        layer => layer.IsConvolution ? ((shape.InputHeight + 2.0) * (shape.InputWidth + 2) * layer.Inputs) + (shape.Pixels * layer.Outputs) : layer.Inputs + layer.Outputs)));

    private sealed class Watch(Action report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Evaluation is not null) report();
        }
    }
}
