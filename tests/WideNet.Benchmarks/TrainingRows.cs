using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>One step of stochastic gradient descent in single precision, beside Debian's PyTorch where it is installed (package python3-torch).</summary>
internal sealed class TrainingRows : IBudgetFamily
{
    public string Name => "train";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        foreach (string activation in new[] { "erf", "relu" })
        {
            yield return Row(settings, "FCN 1024, depth 8, batch 256", $"fcn {activation}", Dense(activation), 256);
            yield return Row(settings, "CNN-P 64, 32×32, circular, batch 64", $"circular {activation}", Convolutional(activation, Padding.Circular), 64);
            yield return Row(settings, "CNN-P 64, 32×32, zeros, batch 64", $"zero {activation}", Convolutional(activation, Padding.Zero), 64);
        }
    }

    private static BudgetRow Row(BudgetSettings settings, string work, string peerCase, NetworkShape shape, int batch)
    {
        var random = new RandomStream(1);
        var values = new double[batch * shape.InputSize];
        random.Split("inputs").FillNormal(values);
        var inputs = new InputBatch(batch, shape.InputHeight, shape.InputWidth, shape.InputChannels, values);
        var stepper = new TrainingStep(shape, InitialParameters.Draw(shape, random), inputs, settings.Threads);

        // Ours and theirs in turn: the machine's load changes from minute to minute, so each gets the same chances.
        int repetitions = Math.Max(3, settings.Repetitions / 3);
        var ours = new List<double>();
        double theirs = double.PositiveInfinity;
        for (int round = 0; round < 3; round++)
        {
            ours.AddRange(settings.Time(stepper.Run, repetitions: repetitions));
            theirs = Math.Min(theirs, PyTorchPeer.TryTime(peerCase, settings.Threads, repetitions) ?? double.PositiveInfinity);
        }

        ours.Sort();
        return new BudgetRow
        {
            Work = $"{work}, {shape.Description.Activation.Name}",
            Milliseconds = [.. ours],
            Operations = Operations(shape, batch),
            Bytes = 4.0 * shape.ParameterCount,
            Peak = settings.PeakSingle,
            AtMost = "1.0 × PyTorch 1.13",
            Aim = "PyTorch 2.14",
            Note = double.IsFinite(theirs)
                ? string.Create(CultureInfo.InvariantCulture, $"{ours[0] / theirs:F2} × PyTorch ({theirs:F0} ms)")
                : "python3-torch is not installed",
        };
    }

    // Forward, weight gradient and, but for the first layer, input gradient: a multiply-add each for every weight, pixel and example.
    private static double Operations(NetworkShape shape, int batch) => shape.Layers().Sum(
        layer => 2.0 * batch * layer.WeightCount * (layer.IsConvolution ? shape.Pixels : 1) * (layer.Index == 0 ? 2 : 3));

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
