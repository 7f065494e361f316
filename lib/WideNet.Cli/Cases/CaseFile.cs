using System.Globalization;
using System.Text.Json;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Cli.Cases;

/// <summary>A case folder: parameters in <c>case.json</c>, arrays beside it as <c>.npy</c> files.</summary>
/// <remarks>
/// The layout of tests/reference/neural-tangents. Variances throughout; missing read-in and read-out fields mean those of the hidden layers; numbers
/// may be written as decimal strings; <c>readin_trained</c> and <c>readout_trained</c> are true unless given; a key that nothing reads is refused, but for
/// those that describe a case. An array is read only when it is asked for, and each of its numbers must be finite. Shown by CaseFileTests.
/// </remarks>
internal sealed class CaseFile
{
    private readonly JsonElement _root;

    private CaseFile(string folder, JsonElement root)
    {
        Folder = folder;
        _root = root;
    }

    /// <summary>The folder, as it was named.</summary>
    public string Folder { get; }

    /// <summary>The parameter file.</summary>
    public string ParameterFile => Path.Combine(Folder, "case.json");

    /// <summary>Reads <c>case.json</c>.</summary>
    /// <param name="folder">The case folder.</param>
    /// <exception cref="FileNotFoundException">The folder has no <c>case.json</c>.</exception>
    /// <exception cref="DataFormatException">The file is no JSON object.</exception>
    public static CaseFile Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (folder.Length == 0) throw new ArgumentException(
            "The name of the case folder is empty; it must be a folder that holds case.json with the parameters and its arrays as .npy files.");
        string path = Path.Combine(folder, "case.json");
        if (!File.Exists(path))
        {
            string what = Directory.Exists(folder) ? "has no case.json" : File.Exists(folder) ? "is a file" : "does not exist";
            throw new FileNotFoundException($"The case folder {folder} {what}; it must hold case.json with the parameters and its arrays as .npy files.", path);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new DataFormatException($"{path} holds a JSON {document.RootElement.ValueKind}, but it must be an object of parameters.");
            }

            CaseKeys.Folder.Require(path, document.RootElement);
            return new CaseFile(folder, document.RootElement.Clone());
        }
        catch (JsonException error)
        {
            throw new DataFormatException(Invariant($"{path} is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1})."), error);
        }
    }

    /// <summary>The network described, with the given depth.</summary>
    /// <param name="depth">Number of nonlinearities.</param>
    /// <exception cref="DataFormatException">A key is missing or its value cannot be used; the message names file, key and value.</exception>
    public NetworkDescription Network(int depth)
    {
        try
        {
            var (architecture, block) = Architecture();
            var network = new NetworkDescription
            {
                Architecture = architecture,
                Block = block,
                Activation = ActivationCatalog.Parse(Text("activation")),
                Depth = depth,
                WeightVariance = Number("weight_variance"),
                BiasVariance = Number("bias_variance"),
                ReadInWeightVariance = OptionalNumber("readin_weight_variance"),
                ReadInBiasVariance = OptionalNumber("readin_bias_variance"),
                ReadOutWeightVariance = OptionalNumber("readout_weight_variance"),
                ReadOutBiasVariance = OptionalNumber("readout_bias_variance"),
                DropoutKeep = OptionalNumber("dropout_keep") ?? 1,
                Padding = PaddingOrDefault(),
                TrainsReadIn = Flag("readin_trained"),
                TrainsReadOut = Flag("readout_trained"),
            };
            IReadOnlyList<int> filter = Has("filter") ? WholeNumbers("filter") : [3, 3];
            return filter.Count == 2
                ? network with { FilterHeight = filter[0], FilterWidth = filter[1] }
                : throw Bad("filter", $"has {filter.Count} numbers; it must have two, rows and columns");
        }
        catch (ArgumentException error)
        {
            throw new DataFormatException($"{ParameterFile}: {Reason(error)}", error);
        }
    }

    /// <summary>Network inputs from <c>name.npy</c>: [examples, features] as vectors, [examples, rows, columns, channels] as images.</summary>
    /// <param name="name">Array name, such as <c>x1</c>.</param>
    /// <exception cref="FileNotFoundException">The folder has no such array.</exception>
    /// <exception cref="DataFormatException">The file is damaged, of another shape, or holds a number that is not finite.</exception>
    public InputBatch Inputs(string name) => Convert(name, array => array.ToInputBatch());

    /// <summary>A matrix from <c>name.npy</c>.</summary>
    /// <param name="name">Array name, such as <c>y</c>.</param>
    /// <exception cref="FileNotFoundException">The folder has no such array.</exception>
    /// <exception cref="DataFormatException">The file is damaged or of another shape.</exception>
    public Numerics.Matrix Matrix(string name) => Convert(name, array => array.ToMatrix());

    /// <summary>An array from <c>name.npy</c>.</summary>
    /// <param name="name">Array name, such as <c>ntk</c>.</param>
    /// <exception cref="FileNotFoundException">The folder has no such array.</exception>
    /// <exception cref="DataFormatException">The file is damaged, or holds a number that is not finite.</exception>
    public NpyArray Array(string name)
    {
        string path = ArrayFile(name);
        if (!File.Exists(path)) throw new FileNotFoundException($"{path} does not exist; the case needs the array {name}.", path);
        NpyArray array = NpyFile.Read(path);
        return array.FirstNotFinite() is not { } place
            ? array
            : throw new DataFormatException(
                $"{path}: entry {place.Entry} is {place.Value.ToString(CultureInfo.InvariantCulture)}; every number must be finite.");
    }

    /// <summary>Whether a key is present with a value other than null.</summary>
    /// <param name="key">Key of <c>case.json</c>.</param>
    public bool Has(string key) => _root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A number, possibly written as a decimal string.</summary>
    /// <param name="key">Key of <c>case.json</c>.</param>
    /// <exception cref="DataFormatException">It is missing or no number.</exception>
    public double Number(string key)
    {
        JsonElement value = Required(key);
        double number = ToNumber(key, value);
        return double.IsFinite(number) ? number : throw Bad(key, $"is {value.GetRawText()}; it must be finite");
    }

    /// <summary>A list of times, each at least 0; "Infinity" is one.</summary>
    /// <param name="key">Key of <c>case.json</c>.</param>
    /// <exception cref="DataFormatException">It is missing, empty, or holds anything else.</exception>
    public IReadOnlyList<double> Times(string key)
    {
        double[] times = [.. List(key).Select(item => ToNumber(key, item))];
        if (times.Length == 0) throw Bad(key, "is an empty list; it must hold at least one time");
        int bad = System.Array.FindIndex(times, time => !(time >= 0));
        return bad < 0
            ? times
            : throw Bad(
                key, Invariant($"holds {times[bad].ToString(CultureInfo.InvariantCulture)} at place {bad}; a time must be at least 0, or \"Infinity\""));
    }

    /// <summary>A whole number.</summary>
    /// <param name="key">Key of <c>case.json</c>.</param>
    /// <exception cref="DataFormatException">It is missing or no whole number.</exception>
    public int WholeNumber(string key) => ToWholeNumber(key, Required(key));

    /// <summary>A list of whole numbers.</summary>
    /// <param name="key">Key of <c>case.json</c>.</param>
    /// <exception cref="DataFormatException">It is missing or not a list of whole numbers.</exception>
    public IReadOnlyList<int> WholeNumbers(string key) => [.. List(key).Select(item => ToWholeNumber(key, item))];

    /// <summary>A text.</summary>
    /// <param name="key">Key of <c>case.json</c>.</param>
    /// <exception cref="DataFormatException">It is missing or no text.</exception>
    public string Text(string key)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Bad(key, $"is {value.GetRawText()}; it must be a text");
    }

    private string ArrayFile(string name) => Path.Combine(Folder, name + ".npy");

    private T Convert<T>(string name, Func<NpyArray, T> convert)
    {
        NpyArray array = Array(name);
        try
        {
            return convert(array);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw new DataFormatException($"{ArrayFile(name)}: {Reason(error)}", error);
        }
    }

    private (Architecture Architecture, HiddenBlock Block) Architecture() => Text("architecture") switch
    {
        "fcn" => (Kernels.Architecture.FullyConnected, HiddenBlock.Plain),
        "fcn-residual" => (Kernels.Architecture.FullyConnected, HiddenBlock.Residual),
        "fcn-layernorm" => (Kernels.Architecture.FullyConnected, HiddenBlock.LayerNormalized),
        "fcn-residual-layernorm" => (Kernels.Architecture.FullyConnected, HiddenBlock.ResidualLayerNormalized),
        "cnn-f" => (Kernels.Architecture.ConvolutionalFlatten, HiddenBlock.Plain),
        "cnn-p" => (Kernels.Architecture.ConvolutionalPool, HiddenBlock.Plain),
        string other => throw Bad("architecture", $"is \"{other}\"; it must be fcn, fcn-residual, fcn-layernorm, fcn-residual-layernorm, cnn-f or cnn-p"),
    };

    private Padding PaddingOrDefault() => !Has("padding") ? Padding.Circular : Text("padding") switch
    {
        "circular" => Padding.Circular,
        "same" => Padding.Zero,
        string other => throw Bad("padding", $"is \"{other}\"; it must be circular or same"),
    };

    private bool Flag(string key) => !Has(key) || _root.GetProperty(key).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Bad(key, $"is {_root.GetProperty(key).GetRawText()}; it must be true or false"),
    };

    private double? OptionalNumber(string key) => Has(key) ? Number(key) : null;

    private JsonElement Required(string key) => Has(key) ? _root.GetProperty(key) : throw Bad(key, "is missing");

    private JsonElement.ArrayEnumerator List(string key)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Bad(key, $"is {value.GetRawText()}; it must be a list of numbers");
    }

    private double ToNumber(string key, JsonElement value)
    {
        double number = 0;
        bool isNumber = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDouble(out number)
            : value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        return isNumber ? number : throw Bad(key, $"is {value.GetRawText()}; it must be a number");
    }

    private int ToWholeNumber(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : throw Bad(key, $"is {value.GetRawText()}; it must be a whole number");

    // Without " (Parameter 'values')", which names nothing in the file.
    private static string Reason(Exception error) =>
        error is ArgumentException { ParamName: string parameter }
            ? error.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
            : error.Message;

    private DataFormatException Bad(string key, string problem) => new($"{ParameterFile}: \"{key}\" {problem}.");
}
