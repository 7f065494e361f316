using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Activations;
using WideNet.Cli.Timing;
using WideNet.Kernels;
using WideNet.Networks;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce bench train</c>: a step or an epoch of training in single precision.</summary>
internal static class BenchTrainVerb
{
    private const string Description =
        "Times steps of gradient descent in float32 on images of 32×32×3 with 10 classes, or whole epochs. " +
        "A fully-connected network of width 1024 and depth 8 with batches of 256, or a CNN-P of 64 channels and depth 8 with batches of 64, unless other "
            + "sizes are given. " +
        PeerRatios;

    // Measured by tests/WideNet.Benchmarks budget train, which runs both side by side.
    private const string PeerRatios =
        "Beside PyTorch 1.13 (Debian, two threads each, Erf and ReLU, circular and zero padding) on two processors with AVX-512, " +
        "a step took 0.38 to 0.86 and an epoch 0.29 to 0.88 of PyTorch's time in two runs.";

    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Option<string> architecture = Options.OneOf("--architecture", "The network.", [.. Architectures.Words]);
        Option<string> activation = Options.Activation("erf");
        Option<string> padding = Options.OneOf("--padding", "What a convolution sees beyond the border.", "circular", "same");
        Option<int?> width = Options.Whole("--width", "Units or channels of a hidden layer; 1024 or 64 unless given.");
        Option<int?> depth = Options.Whole("--depth", "Number of nonlinearities; 8 unless given.");
        Option<int?> batch = Options.Whole("--batch", "Images of a batch; 256 or 64 unless given.");
        Option<int?> size = Options.Whole("--size", "Rows and columns of the images; 32 unless given.");
        Option<int?> epoch = Options.Whole("--epoch", "Time whole epochs of this many images, in batches of a random order, in place of single steps.");
        Option<int?> threads = Options.Whole("--threads", "Threads used at most; one per processor unless given.");
        Option<bool> json = Options.Json();
        var command = new Command("train", Description.TrimEnd()) { architecture, activation, padding, width, depth, batch, size, epoch, threads, json };
        command.SetAction(parse =>
        {
            Architecture kind = Architectures.Parse(parse.GetRequiredValue(architecture));
            bool dense = kind == Architecture.FullyConnected;
            int side = parse.GetValue(size) ?? 32, images = parse.GetValue(batch) ?? (dense ? 256 : 64);
            var shape = new NetworkShape
            {
                Description = new NetworkDescription
                {
                    Architecture = kind,
                    Activation = ActivationCatalog.Parse(parse.GetRequiredValue(activation)),
                    Depth = parse.GetValue(depth) ?? 8,
                    WeightVariance = 1.5,
                    BiasVariance = 0.05,
                    Padding = parse.GetRequiredValue(padding) == "same" ? Padding.Zero : Padding.Circular,
                },
                Width = parse.GetValue(width) ?? (dense ? 1024 : 64),
                InputHeight = side,
                InputWidth = side,
                InputChannels = 3,
                Outputs = 10,
            };
            int? workers = parse.GetValue(threads), epochImages = parse.GetValue(epoch);
            if (epochImages < images) throw new ArgumentException(
                Invariant($"--epoch is {epochImages}, but a batch has {images} images; take at least {images}."));
            double peak = PeakRate.Measure<float>(workers);
            TrainingTiming timing = epochImages is int count
                ? TrainingTiming.MeasureEpoch(shape, images, count, peak, workers)
                : TrainingTiming.MeasureStep(shape, images, peak, workers);
            if (parse.GetValue(json)) session.Output.WriteLine(ToJson(timing).ToJsonString(Json.Indented));
            else Print(session, timing);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(Session session, TrainingTiming timing)
    {
        IReadOnlyList<double> times = timing.Milliseconds;
        session.Output.WriteLine(Invariant($"work               {timing.Work}, {timing.Threads} thread{(timing.Threads == 1 ? "" : "s")}"));
        if (timing.Steps > 1) session.Output.WriteLine(
            Invariant($"per epoch          {Format(times[0])} ms for {timing.Steps} steps ")
                + Invariant($"(median of {times.Count} epochs {Format(times[times.Count / 2])} ms)"));
        session.Output.WriteLine(
            $"per step           {Format(timing.MillisecondsPerStep)} ms (median of {times.Count} repetitions "
                + $"{Format(times[times.Count / 2] / timing.Steps)} ms)");
        session.Output.WriteLine($"steps              {Format(timing.StepsPerSecond)} per second");
        session.Output.WriteLine(
            $"roofline           {Format(timing.OperationsPerSecond * 1e-9)} GFLOP/s, {Format(100 * timing.PeakFraction)} % of the measured peak of "
                + $"{Format(timing.PeakOperationsPerSecond * 1e-9)} GFLOP/s");
    }

    private static JsonObject ToJson(TrainingTiming timing) => new()
    {
        ["work"] = timing.Work,
        ["threads"] = timing.Threads,
        ["steps"] = timing.Steps,
        ["milliseconds_per_step"] = timing.MillisecondsPerStep,
        ["milliseconds_per_step_median"] = timing.Milliseconds[timing.Milliseconds.Count / 2] / timing.Steps,
        ["steps_per_second"] = timing.StepsPerSecond,
        ["operations_per_step"] = timing.Operations,
        ["operations_per_second"] = timing.OperationsPerSecond,
        ["peak_operations_per_second"] = timing.PeakOperationsPerSecond,
        ["fraction_of_peak"] = timing.PeakFraction,
    };

    private static string Format(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
