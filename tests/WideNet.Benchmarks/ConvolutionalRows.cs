using System.Globalization;
using WideNet.Activations;
using WideNet.Cli.Timing;
using WideNet.Kernels;

namespace WideNet.Benchmarks;

/// <summary>Entries of convolutional kernels, NNGP and NTK together, beside their budgets and the roofline.</summary>
internal sealed class ConvolutionalRows : IBudgetFamily
{
    public string Name => "kernel";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        yield return Row(settings, Architecture.ConvolutionalPool, ReluFamily.Relu, Precision.Float32, "13 ms/entry", "9.5");
        yield return Row(settings, Architecture.ConvolutionalPool, ReluFamily.Relu, Precision.Float64, "45 ms/entry", "30");
        yield return Row(settings, Architecture.ConvolutionalPool, new Erf(), Precision.Float32, "-", "-");
        yield return Row(settings, Architecture.ConvolutionalPool, new Erf(), Precision.Float64, "-", "-");
        yield return Row(settings, Architecture.ConvolutionalFlatten, ReluFamily.Relu, Precision.Float32, "0.017 ms/entry", "0.011");
        yield return Row(settings, Architecture.ConvolutionalFlatten, new Erf(), Precision.Float32, "-", "-");
    }

    private static BudgetRow Row(BudgetSettings settings, Architecture architecture, Activation activation, Precision precision, string atMost, string aim)
    {
        var network = new NetworkDescription { Architecture = architecture, Activation = activation, Depth = 21, WeightVariance = 2, BiasVariance = 0.01 };
        KernelTiming timing = KernelTiming.Measure(network, precision: precision, repetitions: 10 * settings.Repetitions);
        int fused = precision == Precision.Float32 ? 12 : 23;
        double peak = (precision == Precision.Float32 ? settings.PeakSingle : settings.PeakDouble) / settings.Threads;
        return new BudgetRow
        {
            Work = string.Join(' ', timing.Work.Split(' ').Take(3)) + " entry",
            Milliseconds = [.. timing.MillisecondsPerEntry],
            Operations = (timing.VectorOperations + fused) * timing.PixelLayers,
            Bytes = 0,
            Peak = peak,
            AtMost = atMost,
            Aim = aim,
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"one thread, {1e3 * timing.MillisecondsPerEntry[0]:F2} us; {timing.VectorOperations} vector operations per {timing.Lanes} pixels and "
                    + $"layer, {timing.PeakFraction:P0} of the issue rate; neural-tangents published {timing.PublishedCpuMilliseconds} ms on over 56 "
                    + $"cores, {timing.PublishedGpuMilliseconds} ms on a V100"),
        };
    }
}
