using System.Globalization;
using System.Text.Json;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Cli.Cases;

/// <summary>A case file for spectra: one JSON file with network, inputs of a common norm, labels and, for each depth, the expected values.</summary>
/// <remarks>
/// The layout of tests/reference/high-precision: <c>relative_gaps</c> for a fully-connected network (K⁰_ab = q_0 (1 - gap)) or vectors <c>x</c> of any norm,
/// images <c>x</c> whose pixels are scaled to x·x/channels = q_0 for a convolutional one. Read-in weight variance 1, bias 0. The last point is the test point
/// of the mean predictor. Expected values are read only when asked for. Numbers may be decimal strings; a key that nothing reads is refused. Shown by
/// SpectrumCaseTests.
/// </remarks>
internal sealed class SpectrumCase : ParameterFile
{
    private const double LargestLabel = 1e100;

    private SpectrumCase(string file)
        : base(file, CaseKeys.Spectrum)
    {
    }

    /// <summary>Depths, increasing.</summary>
    /// <exception cref="DataFormatException">They are missing or no numbers.</exception>
    public IReadOnlyList<int> Depths
    {
        get
        {
            JsonElement depths = Required("depths");
            if (depths.ValueKind != JsonValueKind.Object || !depths.EnumerateObject().Any())
            {
                throw Bad("depths", "must be an object with a key for each depth");
            }

            return [.. depths.EnumerateObject().Select(entry => ToDepth(entry.Name)).Order()];
        }
    }

    /// <summary>One label for each example.</summary>
    /// <exception cref="DataFormatException">They are missing or no numbers.</exception>
    public IReadOnlyList<double> Labels
    {
        get
        {
            double[] labels = Numbers(Required("labels"), "labels");
            return Array.TrueForAll(labels, label => Math.Abs(label) <= LargestLabel) ? labels
                : throw Bad("labels", Invariant($"holds a number beyond {LargestLabel}; divide them all, as the predictor is linear in them"));
        }
    }

    /// <summary>Reads a case file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no JSON object.</exception>
    public static SpectrumCase Read(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        if (!System.IO.File.Exists(file))
        {
            throw new FileNotFoundException($"The case file {file} does not exist; it must be a JSON file as in tests/reference/high-precision.", file);
        }

        return new SpectrumCase(file);
    }

    /// <summary>The network described.</summary>
    /// <exception cref="DataFormatException">A key is missing or its value cannot be used.</exception>
    public NetworkDescription Network() => Checked(File, () =>
    {
        string architecture = Has("architecture") ? Text("architecture") : Architecture.FullyConnected.Word();
        (int height, int width) = Filter;
        return new NetworkDescription
        {
            Architecture = Architectures.Find(architecture) ?? throw Bad("architecture", $"is \"{architecture}\"; it must be fcn, cnn-f or cnn-p"),
            Activation = ActivationCatalog.Parse(Text("activation")),
            Depth = Depths[^1],
            WeightVariance = Number("weight_variance"),
            BiasVariance = Number("bias_variance"),
            ReadInWeightVariance = 1,
            ReadInBiasVariance = 0,
            FilterHeight = height,
            FilterWidth = width,
            Padding = Padding,
        };
    });

    /// <summary>The kernels of all examples with each other at every depth, by the gap recursion.</summary>
    /// <param name="options">Threads and cancellation; null for the defaults.</param>
    /// <exception cref="DataFormatException">A key is missing or its value cannot be used.</exception>
    public IReadOnlyList<GapKernel> Kernels(KernelOptions? options = null)
    {
        NetworkDescription network = Network();
        return Checked(File, () =>
            network.Architecture != Architecture.FullyConnected ? GapRecursion.Kernels(network, Depths, Images(), options)
            : Has("x") ? GapRecursion.Kernels(network, Depths, Vectors(), options)
            : GapRecursion.WithDeviations(GapRecursion.Kernels(network, Depths, Gaps(), options), network, Gaps(), options));
    }

    /// <summary>The expected values at one depth: a JSON object with the file's own keys.</summary>
    /// <param name="depth">One of <see cref="Depths"/>.</param>
    /// <exception cref="DataFormatException">There is no such depth.</exception>
    public JsonElement Expected(int depth) => Required("depths").TryGetProperty(depth.ToString(CultureInfo.InvariantCulture), out JsonElement value) ? value
        : throw Bad("depths", Invariant($"has no depth {depth}"));

    private GapInputs Gaps()
    {
        double variance = Number("q0");
        double[][] rows = [.. List("relative_gaps", Required("relative_gaps")).Select(row => Numbers(row, "relative_gaps").ToArray())];
        if (rows.Any(row => row.Length != rows.Length))
        {
            throw Bad("relative_gaps", $"has {rows.Length} rows; each must have as many numbers");
        }

        return new GapInputs
        {
            Variance = variance,
            Gaps = new Numerics.Matrix(rows.Length, rows.Length, [.. rows.SelectMany(row => row).Select(gap => variance * gap)]),
            IsTrainTrain = true,
        };
    }

    private InputBatch Vectors()
    {
        double[][] rows = [.. List("x", Required("x")).Select(row => Numbers(row, "x"))];
        return rows.Length > 0 && rows.All(row => row.Length == rows[0].Length && row.Length > 0)
            ? new InputBatch(rows.Length, 1, 1, rows[0].Length, [.. rows.SelectMany(row => row)])
            : throw Bad("x", "must hold vectors of one length");
    }

    private InputBatch Images()
    {
        double variance = Number("q0");
        int height = Size("height"), width = Size("width"), channels = Size("channels");
        double[][][] images = [.. List("x", Required("x")).Select(image => List("x", image).Select(pixel => Numbers(pixel, "x")).ToArray())];
        foreach (double[][] image in images)
        {
            if (image.LongLength != (long)height * width) throw Bad("x", Invariant($"has an image of {image.Length} pixels; each must have {height}×{width}"));
            if (image.Any(pixel => pixel.Length != channels)) throw Bad("x", Invariant($"must have {channels} channels at every pixel"));
            if (!image.All(pixel => pixel.Sum(value => value * value) is > 0 and < double.PositiveInfinity))
                throw Bad("x", "has a pixel whose x·x is 0 or infinite in double precision; every pixel is scaled to x·x/channels = q0");
        }

        return new InputBatch(images.Length, height, width, channels, [.. images.SelectMany(image => image).SelectMany(pixel => Scaled(pixel, variance))]);
    }

    private int Size(string key)
    {
        int size = WholeNumber(key);
        return size >= 1 ? size : throw Bad(key, Invariant($"is {size}; it must be at least 1"));
    }

    private static IEnumerable<double> Scaled(double[] pixel, double variance)
    {
        double factor = Math.Sqrt(variance * pixel.Length / pixel.Sum(x => x * x));
        return pixel.Select(x => factor * x);
    }

    private double[] Numbers(JsonElement value, string key)
    {
        double[] numbers = [.. List(key, value).Select(item => ToNumber(key, item))];
        int bad = Array.FindIndex(numbers, number => !double.IsFinite(number));
        return bad < 0
            ? numbers
            : throw Bad(key, Invariant($"holds {numbers[bad].ToString(CultureInfo.InvariantCulture)} at place {bad}; every number must be finite"));
    }

    private int ToDepth(string key) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int depth) && depth >= 1
            ? depth
            : throw Bad("depths", $"has the key \"{key}\"; a depth is a whole number from 1");
}
