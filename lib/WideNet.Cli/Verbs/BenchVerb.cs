using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Activations;
using WideNet.Cli.Timing;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce bench</c>: how fast the library is on this machine, beside what the machine could do.</summary>
internal static class BenchVerb
{
    private const int TimedImages = 256;
    private const int Repetitions = 11;

    /// <summary>Creates the command.</summary>
    public static Command Create(Session session) =>
        new("bench", "Measures how fast this machine computes.")
        {
            Kernel(session),
            BenchTrainVerb.Create(session),
            BenchGemmVerb.Create(session),
            BenchEnginesVerb.Create(session),
        };

    private static Command Kernel(Session session)
    {
        Option<string> architecture = Options.OneOf("--architecture", "The network.", [.. Architectures.Words.Reverse()]);
        Option<string> precision = Options.OneOf("--precision", "Arithmetic of the recursion.", "float32", "float64");
        Option<string> activation = Options.Activation("relu");
        Option<int?> size = Options.Whole("--size", "Rows and columns of the images; 32 unless given.");
        Option<int?> layers = Options.Whole("--layers", "Number of nonlinearities; 21 unless given.");
        Option<bool> json = Options.Json();
        var command = new Command(
            "kernel", "Times an entry of a convolutional kernel, NNGP and NTK together, on one thread: 3 channels, 3×3 filters, circular padding.")
        {
            architecture, precision, activation, size, layers, json,
        };
        command.SetAction(parse => Execute(
            session,
            new NetworkDescription
            {
                Architecture = Architectures.Parse(parse.GetRequiredValue(architecture)),
                Activation = ActivationCatalog.Parse(parse.GetRequiredValue(activation)),
                Depth = parse.GetValue(layers) ?? 21,
                WeightVariance = 2,
                BiasVariance = 0.01,
            },
            parse.GetValue(size) ?? 32,
            parse.GetRequiredValue(precision) == "float64" ? Precision.Float64 : Precision.Float32,
            parse.GetValue(json)));
        return command;
    }

    private static int Execute(Session session, NetworkDescription network, int size, Precision precision, bool json)
    {
        KernelTiming timing = network.Architecture == Architecture.FullyConnected
            ? FullyConnected(network, size, precision)
            : KernelTiming.Measure(network, size, size, 3, precision);
        if (json)
        {
            session.Output.WriteLine(ToJson(timing).ToJsonString(Json.Indented));
            return ExitCode.Success;
        }

        IReadOnlyList<double> milliseconds = timing.MillisecondsPerEntry;
        session.Output.WriteLine($"work               {timing.Work}, one thread");
        session.Output.WriteLine(
            $"per entry          {Format(milliseconds[0])} ms (median of {milliseconds.Count} repetitions {Format(milliseconds[milliseconds.Count / 2])} ms)");
        session.Output.WriteLine($"entries            {Format(timing.EntriesPerSecond)} per second");
        session.Output.WriteLine(timing.VectorOperations == 0
            ? "roofline           no count of operations for this network"
            : Invariant($"roofline           {Format(100 * timing.PeakFraction)} % of the measured peak of ")
                + Invariant($"{Format(timing.PeakVectorOperationsPerSecond * 1e-9)}e9 vector operations per second ({timing.VectorOperations} of them for ")
                    + Invariant($"{timing.Lanes} pixels and a layer)"));
        session.Output.WriteLine(timing.PublishedCpuMilliseconds is null
            ? "neural-tangents    published figures are for convolutions of 32×32 images through 21 layers only"
            : $"neural-tangents    published: {Format(timing.PublishedCpuMilliseconds)} ms on a CPU with over 56 cores, "
                + $"{Format(timing.PublishedGpuMilliseconds)} ms on a V100 GPU (ReLU, float32)");
        return ExitCode.Success;
    }

    // A whole train-train kernel, divided by the m(m+1)/2 entries computed: the inner products of the inputs are part of it.
    private static KernelTiming FullyConnected(NetworkDescription network, int size, Precision precision)
    {
        InputBatch images = SyntheticImages.Create(TimedImages, 0, side: size).Train.Inputs;
        var options = new KernelOptions { MaxThreads = 1, Precision = precision };
        double[] milliseconds = new double[Repetitions];
        for (int i = 0; i < Repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            InfiniteNetwork.Kernel(network, images, options);
            milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds / (TimedImages * (TimedImages + 1) / 2);
        }

        Array.Sort(milliseconds);
        return new KernelTiming
        {
            Work = Invariant($"FCN {network.Activation.Name} {precision} {size}×{size}×3, {network.Depth} layers"),
            MillisecondsPerEntry = milliseconds,
            VectorOperations = 0,
            Lanes = 0,
            PixelLayers = network.Depth,
            PeakVectorOperationsPerSecond = 0,
            PublishedCpuMilliseconds = null,
            PublishedGpuMilliseconds = null,
        };
    }

    private static JsonObject ToJson(KernelTiming timing) => new()
    {
        ["work"] = timing.Work,
        ["threads"] = 1,
        ["milliseconds_per_entry"] = timing.MillisecondsPerEntry[0],
        ["milliseconds_per_entry_median"] = timing.MillisecondsPerEntry[timing.MillisecondsPerEntry.Count / 2],
        ["entries_per_second"] = timing.EntriesPerSecond,
        ["vector_operations"] = timing.VectorOperations == 0 ? null : timing.VectorOperations,
        ["lanes"] = timing.Lanes,
        ["peak_vector_operations_per_second"] = timing.VectorOperations == 0 ? null : timing.PeakVectorOperationsPerSecond,
        ["fraction_of_peak"] = timing.VectorOperations == 0 ? null : timing.PeakFraction,
        ["published_cpu_milliseconds"] = timing.PublishedCpuMilliseconds,
        ["published_gpu_milliseconds"] = timing.PublishedGpuMilliseconds,
    };

    private static string Format(double? value) => value!.Value.ToString("G4", CultureInfo.InvariantCulture);
}
