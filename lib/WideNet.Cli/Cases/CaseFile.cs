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
internal sealed class CaseFile : ParameterFile
{
    private CaseFile(string folder)
        : base(Path.Combine(folder, "case.json"), CaseKeys.Folder) =>
        Folder = folder;

    /// <summary>The folder, as it was named.</summary>
    public string Folder { get; }

    /// <summary>Reads <c>case.json</c>.</summary>
    /// <exception cref="FileNotFoundException">The folder has no <c>case.json</c>.</exception>
    /// <exception cref="DataFormatException">The file is no JSON object.</exception>
    public static CaseFile Open(string folder)
    {
        if (folder.Length == 0) throw new ArgumentException(
            "The name of the case folder is empty; it must be a folder that holds case.json with the parameters and its arrays as .npy files.");
        string path = Path.Combine(folder, "case.json");
        if (!System.IO.File.Exists(path))
        {
            string what = Directory.Exists(folder) ? "has no case.json" : System.IO.File.Exists(folder) ? "is a file" : "does not exist";
            throw new FileNotFoundException($"The case folder {folder} {what}; it must hold case.json with the parameters and its arrays as .npy files.", path);
        }

        return new CaseFile(folder);
    }

    /// <summary>The network described, with the given depth.</summary>
    /// <exception cref="DataFormatException">A key is missing or its value cannot be used; the message names file, key and value.</exception>
    public NetworkDescription Network(int depth) => Checked(File, () =>
    {
        var (architecture, block) = Architecture();
        (int height, int width) = Filter;
        return new NetworkDescription
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
            FilterHeight = height,
            FilterWidth = width,
            Padding = Padding,
            TrainsReadIn = Flag("readin_trained"),
            TrainsReadOut = Flag("readout_trained"),
        };
    });

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
        if (!System.IO.File.Exists(path)) throw new FileNotFoundException(
            $"{path} {(Directory.Exists(path) ? "is a folder" : "does not exist")}; the case needs the array {name}.", path);
        NpyArray array = NpyFile.Read(path);
        return array.FirstNotFinite() is not { } place
            ? array
            : throw new DataFormatException(
                $"{path}: entry {place.Entry} is {place.Value.ToString(CultureInfo.InvariantCulture)}; every number must be finite.");
    }

    /// <summary>A list of times, each at least 0; "Infinity" is one.</summary>
    /// <param name="key">Key of <c>case.json</c>.</param>
    /// <exception cref="DataFormatException">It is missing, empty, or holds anything else.</exception>
    public IReadOnlyList<double> Times(string key)
    {
        double[] times = [.. List(key, Required(key)).Select(item => ToNumber(key, item))];
        if (times.Length == 0) throw Bad(key, "is an empty list; it must hold at least one time");
        int bad = System.Array.FindIndex(times, time => !(time >= 0));
        return bad < 0
            ? times
            : throw Bad(
                key, Invariant($"holds {times[bad].ToString(CultureInfo.InvariantCulture)} at place {bad}; a time must be at least 0, or \"Infinity\""));
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
        "fcn-residual" => (Kernels.Architecture.FullyConnected, HiddenBlock.Residual),
        "fcn-layernorm" => (Kernels.Architecture.FullyConnected, HiddenBlock.LayerNormalized),
        "fcn-residual-layernorm" => (Kernels.Architecture.FullyConnected, HiddenBlock.ResidualLayerNormalized),
        string word when Architectures.Find(word) is { } plain => (plain, HiddenBlock.Plain),
        string other => throw Bad("architecture", $"is \"{other}\"; it must be fcn, fcn-residual, fcn-layernorm, fcn-residual-layernorm, cnn-f or cnn-p"),
    };

    private bool Flag(string key) => !Has(key) || Required(key).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Bad(key, $"is {Required(key).GetRawText()}; it must be true or false"),
    };

    private double? OptionalNumber(string key) => Has(key) ? Number(key) : null;
}
