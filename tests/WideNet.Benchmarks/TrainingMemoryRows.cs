using System.Diagnostics;
using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Benchmarks;

/// <summary>Memory of a run with momentum beside its bound, activations + 4 × parameters, and whether it stays the same over 10,000 steps.</summary>
/// <remarks>
/// Activations are what backpropagation keeps of a batch, each layer's input (with its border, for a convolution) and its output, the gradient of
/// the image that each thread is working on, and that of a flattened read-out's input. Four times the parameters: the parameters,
/// their velocity, their scaled copy in the order of the products, and scratch. The data set (held once in single precision) and the losses
/// reported (8 bytes a step) are not part of a step and are counted apart; evaluations run over at least 64 examples at a time, so a
/// smaller batch does not need less. Packed blocks of matrix products and sums of weight gradients are a workspace of 0.1 to 0.2 MB for two
/// threads that does not grow with the network: it shows in the rows of 16 channels, whose bound is 3 MB, as 3 to 6 per cent.
/// </remarks>
internal sealed class TrainingMemoryRows : IBudgetFamily
{
    private const int Images = 128;

    public string Name => "train-memory";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        yield return Row(settings, "CNN-P 16, 8×8, batch 64", Architecture.ConvolutionalPool, width: 16, size: 8, steps: 10_000);
        yield return Row(settings, "CNN-F 16, 8×8, batch 64", Architecture.ConvolutionalFlatten, width: 16, size: 8, steps: 10_000);
        yield return Row(settings, "CNN-P 64, 32×32, batch 64", Architecture.ConvolutionalPool, width: 64, size: 32, steps: 4);
        yield return Row(settings, "CNN-F 64, 32×32, batch 64", Architecture.ConvolutionalFlatten, width: 64, size: 32, steps: 4);
        yield return Row(settings, "FCN 256, 8×8, batch 64", Architecture.FullyConnected, width: 256, size: 8, steps: 10_000);
    }

    private static BudgetRow Row(BudgetSettings settings, string name, Architecture architecture, int width, int size, int steps)
    {
        const int batch = 64;
        var shape = new NetworkShape
        {
            Description = new NetworkDescription { Architecture = architecture, Activation = new Erf(), Depth = 4, WeightVariance = 1.5, BiasVariance = 0.05 },
            Width = width,
            InputHeight = size,
            InputWidth = size,
            InputChannels = 3,
            Outputs = 10,
        };
        var values = new double[Images * shape.InputSize];
        new RandomStream(1).FillNormal(values);
        TrainingSet train = TrainingSet.OneHot(new InputBatch(Images, size, size, 3, values), [.. Enumerable.Range(0, Images).Select(i => i % 10)], 10, 0.1);
        TrainingProblem problem = TrainingProblem.Draw(shape, new RandomStream(1), train);
        int interval = Math.Max(1, steps / 10);
        var options = new TrainingOptions
        {
            Steps = steps,
            LearningRate = LearningRate.Absolute(0.1),
            Momentum = 0.9,
            BatchSize = batch,
            Stream = new RandomStream(2),
            Evaluations = EvaluationSchedule.Every(interval),
            Threads = settings.Threads,
        };
        double apart = (sizeof(float) * (double)values.Length) + (sizeof(double) * (double)steps);
        long before = GC.GetTotalMemory(true);
        var live = new List<double>();
        var allocated = new List<long>();
        long start = Stopwatch.GetTimestamp();
        new CpuTrainingEngine().Train(problem, options, new Watch(() =>
        {
            live.Add(GC.GetTotalMemory(true) - before - apart);
            allocated.Add(GC.GetTotalAllocatedBytes(true));
        }));
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds, bound = Bound(shape, batch, settings.Threads);
        double garbage = (allocated[^1] - allocated[1]) / (double)(steps - interval);
        return new BudgetRow
        {
            Work = $"{name}: {steps:N0} steps",
            Milliseconds = [elapsed],
            Operations = 6.0 * steps * batch * shape.Layers().Sum(layer => (double)layer.WeightCount * (layer.IsConvolution ? shape.Pixels : 1)),
            Bytes = bound,
            Peak = settings.PeakSingle,
            AtMost = string.Create(CultureInfo.InvariantCulture, $"{bound * 1e-6:F3} MB"),
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"live {live[1] * 1e-6:F3} MB after {interval:N0} steps, {live[^1] * 1e-6:F3} MB after all, peak {live.Max() * 1e-6:F3} MB "
                    + $"({live.Max() / bound:P1} of the bound); {garbage * 1e-3:F1} kB of garbage a step"),
        };
    }

    private static double Bound(NetworkShape shape, int batch, int threads)
    {
        double padded = (shape.InputHeight + 2.0) * (shape.InputWidth + 2), activations = 0;
        foreach (LayerShape layer in shape.Layers())
        {
            activations += batch * (layer.IsConvolution ? (padded * layer.Inputs) + (shape.Pixels * layer.Outputs) : layer.Inputs + layer.Outputs);
        }

        double inFlight = shape.Description.Architecture switch
        {
            Architecture.FullyConnected => 0,
            Architecture.ConvolutionalFlatten => (threads * padded * shape.Width) + ((double)batch * shape.Pixels * shape.Width),
            _ => threads * padded * shape.Width,
        };
        return sizeof(float) * (activations + inFlight + (4.0 * shape.ParameterCount));
    }

    private sealed class Watch(Action report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Evaluation is not null) report();
        }
    }
}
