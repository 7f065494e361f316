using System.Diagnostics;
using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>Memory of kernels of 1,000 images of CIFAR-10's size beyond inputs and outputs: the process's resident memory, sampled while they run.</summary>
/// <remarks>A CNN-P kernel would take an hour, so it is stopped after twenty seconds: every stripe of columns takes the same memory.</remarks>
internal sealed class KernelMemoryRows : IBudgetFamily
{
    private const int Images = 1000, Side = 32, Channels = 3, Layers = 21;
    private const double LongestSeconds = 20;

    public string Name => "kernel-memory";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        double[] values = new double[Images * Side * Side * Channels];
        new RandomStream(1).FillNormal(values);
        var images = new InputBatch(Images, Side, Side, Channels, values);
        foreach (Architecture architecture in (Architecture[])[Architecture.ConvolutionalPool, Architecture.ConvolutionalFlatten])
        {
            foreach (Precision precision in (Precision[])[Precision.Float32, Precision.Float64]) yield return Row(settings, images, architecture, precision);
        }
    }

    private static BudgetRow Row(BudgetSettings settings, InputBatch images, Architecture architecture, Precision precision)
    {
        var network =
            new NetworkDescription { Architecture = architecture, Activation = ReluFamily.Relu, Depth = Layers, WeightVariance = 2, BiasVariance = 0.01 };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(LongestSeconds));
        double fraction = 0;
        var options = new KernelOptions
        { MaxThreads = settings.Threads, Precision = precision, Cancellation = stop.Token, Progress = new Watch(f => fraction = Math.Max(fraction, f)) };
        KernelEstimate estimate = KernelEstimate.Measure(network, [Layers], images, options: options);
        GC.Collect();
        long before = Environment.WorkingSet, most = before, start = Stopwatch.GetTimestamp();
        var job = Task.Run(() => InfiniteNetwork.Kernel(network, images, options), CancellationToken.None);
        while (!job.IsCompleted)
        {
            most = Math.Max(most, Environment.WorkingSet);
            Thread.Sleep(2);
        }

        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds, beyond = most - before - (
            job.IsCompletedSuccessfully ? estimate.OutputBytes : fraction * estimate.OutputBytes);
        return new BudgetRow
        {
            Work = $"{(architecture == Architecture.ConvolutionalPool ? "CNN-P" : "CNN-F")} {precision} m = {Images}, {Side}×{Side}",
            Milliseconds = [elapsed],
            Operations = 0,
            Bytes = beyond,
            Peak = precision == Precision.Float32 ? settings.PeakSingle : settings.PeakDouble,
            AtMost = "200 MB",
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"MB: resident memory beyond inputs and outputs; estimated before {estimate.WorkingBytes * 1e-6:F1} MB; "
                    + $"{(job.IsCompletedSuccessfully ? "whole kernel" : $"the first {fraction:P1}")}"),
        };
    }

    private sealed class Watch(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
