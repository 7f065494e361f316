using System.Globalization;
using WideNet.Activations;
using WideNet.Cli.Timing;
using WideNet.Kernels;
using WideNet.Networks;

namespace WideNet.Benchmarks;

/// <summary>One step, and one epoch, of stochastic gradient descent in single precision, beside Debian's PyTorch where it is installed
/// (package python3-torch).</summary>
internal sealed class TrainingRows : IBudgetFamily
{
    private const int Rounds = 3;
    private const int StepsPerEpoch = 4;

    public string Name => "train";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        foreach (string activation in new[] { "erf", "relu" })
        {
            foreach (bool isEpoch in new[] { false, true })
            {
                yield return Row(settings, "FCN 1024, depth 8, batch 256", $"fcn {activation}", Dense(activation), 256, isEpoch);
                yield return Row(
                    settings, "CNN-P 64, 32×32, circular, batch 64", $"circular {activation}", Convolutional(activation, Padding.Circular), 64, isEpoch);
                yield return Row(settings, "CNN-P 64, 32×32, zeros, batch 64", $"zero {activation}", Convolutional(activation, Padding.Zero), 64, isEpoch);
            }
        }
    }

    private static BudgetRow Row(BudgetSettings settings, string work, string peerCase, NetworkShape shape, int batch, bool isEpoch)
    {
        // Ours and theirs in turn: the machine's load changes from minute to minute, so each gets the same chances.
        int repetitions = isEpoch ? 1 : Math.Max(3, settings.Repetitions / 3), images = batch * StepsPerEpoch;
        var ours = new List<double>();
        double theirs = double.PositiveInfinity, operations = 0;
        for (int round = 0; round < Rounds; round++)
        {
            TrainingTiming timing = isEpoch
                ? TrainingTiming.MeasureEpoch(shape, batch, images, settings.PeakSingle, settings.Threads, repetitions)
                : TrainingTiming.MeasureStep(shape, batch, settings.PeakSingle, settings.Threads, repetitions);
            ours.AddRange(timing.Milliseconds);
            operations = timing.Operations * timing.Steps;
            theirs = Math.Min(theirs, PyTorchPeer.TryTime(peerCase, settings.Threads, repetitions, isEpoch ? images : batch) ?? double.PositiveInfinity);
        }

        ours.Sort();
        return new BudgetRow
        {
            Work = $"{work}, {shape.Description.Activation.Name}{(isEpoch ? $", epoch of {images}" : "")}",
            Milliseconds = [.. ours],
            Operations = operations,
            Bytes = 4.0 * shape.ParameterCount,
            Peak = settings.PeakSingle,
            AtMost = "1.0 × PyTorch 1.13",
            Aim = "PyTorch 2.14",
            Note = double.IsFinite(theirs)
                ? string.Create(CultureInfo.InvariantCulture, $"{ours[0] / theirs:F2} × PyTorch ({theirs:F0} ms)")
                : "python3-torch is not installed",
        };
    }

    private static NetworkShape Dense(string activation) => Shape(Architecture.FullyConnected, activation, Padding.Circular, 1024);

    private static NetworkShape Convolutional(string activation, Padding padding) => Shape(Architecture.ConvolutionalPool, activation, padding, 64);

    private static NetworkShape Shape(Architecture architecture, string activation, Padding padding, int width) => new()
    {
        Description = new NetworkDescription
        {
            Architecture = architecture,
            Activation = ActivationCatalog.Parse(activation),
            Depth = 8,
            WeightVariance = 1.5,
            BiasVariance = 0.05,
            Padding = padding,
        },
        Width = width,
        InputHeight = 32,
        InputWidth = 32,
        InputChannels = 3,
        Outputs = 10,
    };
}
