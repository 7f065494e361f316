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
internal sealed class SpectrumCase
{
    private readonly JsonElement _root;

    private SpectrumCase(string file, JsonElement root)
    {
        File = file;
        _root = root;
    }

    /// <summary>The file, as it was named.</summary>
    public string File { get; }

    /// <summary>Depths, increasing.</summary>
    /// <exception cref="DataFormatException">They are missing or no numbers.</exception>
    public IReadOnlyList<int> Depths
    {
        get
        {
            JsonElement depths = Required(_root, "depths");
            if (depths.ValueKind != JsonValueKind.Object || !depths.EnumerateObject().Any())
            {
                throw Bad("depths", "must be an object with a key for each depth");
            }

            return [.. depths.EnumerateObject().Select(entry => ToDepth(entry.Name)).Order()];
        }
    }

    /// <summary>One label for each example.</summary>
    /// <exception cref="DataFormatException">They are missing or no numbers.</exception>
    public IReadOnlyList<double> Labels => Numbers(Required(_root, "labels"), "labels");

    /// <summary>Reads a case file.</summary>
    /// <param name="file">Path of the JSON file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no JSON object.</exception>
    public static SpectrumCase Read(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        if (!System.IO.File.Exists(file))
        {
            throw new FileNotFoundException($"The case file {file} does not exist; it must be a JSON file as in tests/reference/high-precision.", file);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(file));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new DataFormatException($"{file} holds a JSON {document.RootElement.ValueKind}, but it must be an object of parameters.");
            }

            CaseKeys.Spectrum.Require(file, document.RootElement);
            return new SpectrumCase(file, document.RootElement.Clone());
        }
        catch (JsonException error)
        {
            throw new DataFormatException(Invariant($"{file} is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1})."), error);
        }
    }

    /// <summary>The network described.</summary>
    /// <exception cref="DataFormatException">A key is missing or its value cannot be used.</exception>
    public NetworkDescription Network()
    {
        try
        {
            string architecture = Has("architecture") ? Text("architecture") : "fcn";
            double[] filter = Has("filter") ? Numbers(_root.GetProperty("filter"), "filter") : [3, 3];
            if (filter.Length != 2)
            {
                throw Bad("filter", $"has {filter.Length} numbers; it must have two, rows and columns");
            }

            return new NetworkDescription
            {
                Architecture = architecture switch
                {
                    "fcn" => Architecture.FullyConnected,
                    "cnn-f" => Architecture.ConvolutionalFlatten,
                    "cnn-p" => Architecture.ConvolutionalPool,
                    _ => throw Bad("architecture", $"is \"{architecture}\"; it must be fcn, cnn-f or cnn-p"),
                },
                Activation = ActivationCatalog.Parse(Text("activation")),
                Depth = Depths[^1],
                WeightVariance = Number("weight_variance"),
                BiasVariance = Number("bias_variance"),
                ReadInWeightVariance = 1,
                ReadInBiasVariance = 0,
                FilterHeight = (int)filter[0],
                FilterWidth = (int)filter[1],
                Padding = !Has("padding") || Text("padding") == "circular" ? Padding.Circular : Padding.Zero,
            };
        }
        catch (ArgumentException error)
        {
            throw new DataFormatException($"{File}: {error.Message}", error);
        }
    }

    /// <summary>The kernels of all examples with each other at every depth, by the gap recursion.</summary>
    /// <param name="options">Threads and cancellation; null for the defaults.</param>
    /// <exception cref="DataFormatException">A key is missing or its value cannot be used.</exception>
    public IReadOnlyList<GapKernel> Kernels(KernelOptions? options = null)
    {
        NetworkDescription network = Network();
        try
        {
            return network.Architecture != Architecture.FullyConnected ? GapRecursion.Kernels(network, Depths, Images(), options)
                : Has("x") ? GapRecursion.Kernels(network, Depths, Vectors(), options)
                : GapRecursion.WithDeviations(GapRecursion.Kernels(network, Depths, Gaps(), options), network, Gaps(), options);
        }
        catch (ArgumentException error)
        {
            throw new DataFormatException($"{File}: {error.Message}", error);
        }
    }

    /// <summary>The expected values at one depth: a JSON object with the file's own keys.</summary>
    /// <param name="depth">One of <see cref="Depths"/>.</param>
    /// <exception cref="DataFormatException">There is no such depth.</exception>
    public JsonElement Expected(int depth) => Required(Required(_root, "depths"), depth.ToString(CultureInfo.InvariantCulture));

    /// <summary>A JSON number or decimal string as a double.</summary>
    /// <param name="value">The element.</param>
    /// <param name="key">Its key, for the message.</param>
    /// <exception cref="DataFormatException">It is neither.</exception>
    public double Number(JsonElement value, string key)
    {
        double number = double.NaN;
        bool isNumber = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDouble(out number)
            : value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        return isNumber ? number : throw Bad(key, $"is {value.GetRawText()}; it must be a number");
    }

    private GapInputs Gaps()
    {
        double variance = Number("q0");
        double[][] rows = [.. List(Required(_root, "relative_gaps"), "relative_gaps").Select(row => Numbers(row, "relative_gaps").ToArray())];
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
        double[][] rows = [.. List(Required(_root, "x"), "x").Select(row => Numbers(row, "x"))];
        return rows.Length > 0 && rows.All(row => row.Length == rows[0].Length && row.Length > 0)
            ? new InputBatch(rows.Length, 1, 1, rows[0].Length, [.. rows.SelectMany(row => row)])
            : throw Bad("x", "must hold vectors of one length");
    }

    private InputBatch Images()
    {
        double variance = Number("q0");
        int height = (int)Number("height"), width = (int)Number("width"), channels = (int)Number("channels");
        double[][] pixels = [.. List(Required(_root, "x"), "x").SelectMany(image => List(image, "x")).Select(pixel => Numbers(pixel, "x").ToArray())];
        if (pixels.Any(pixel => pixel.Length != channels))
        {
            throw Bad("x", Invariant($"must have {channels} channels at every pixel"));
        }

        double[] values = [.. pixels.SelectMany(pixel => Scaled(pixel, variance))];
        return new InputBatch(pixels.Length / Math.Max(1, height * width), height, width, channels, values);
    }

    private static IEnumerable<double> Scaled(double[] pixel, double variance)
    {
        double factor = Math.Sqrt(variance * pixel.Length / pixel.Sum(x => x * x));
        return pixel.Select(x => factor * x);
    }

    private bool Has(string key) => _root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    private double Number(string key) => Number(Required(_root, key), key);

    private string Text(string key)
    {
        JsonElement value = Required(_root, key);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Bad(key, $"is {value.GetRawText()}; it must be a text");
    }

    private double[] Numbers(JsonElement value, string key)
    {
        double[] numbers = [.. List(value, key).Select(item => Number(item, key))];
        int bad = Array.FindIndex(numbers, number => !double.IsFinite(number));
        return bad < 0
            ? numbers
            : throw Bad(key, Invariant($"holds {numbers[bad].ToString(CultureInfo.InvariantCulture)} at place {bad}; every number must be finite"));
    }

    private JsonElement.ArrayEnumerator List(JsonElement value, string key) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Bad(key, $"is {value.GetRawText()}; it must be a list");

    private JsonElement Required(JsonElement parent, string key) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out JsonElement value) ? value : throw Bad(key, "is missing");

    private int ToDepth(string key) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int depth) && depth >= 1
            ? depth
            : throw Bad("depths", $"has the key \"{key}\"; a depth is a whole number from 1");

    private DataFormatException Bad(string key, string problem) => new($"{File}: \"{key}\" {problem}.");
}
