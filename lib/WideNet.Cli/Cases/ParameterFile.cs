using System.Globalization;
using System.Text.Json;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Cli.Cases;

/// <summary>A JSON object of parameters, read key by key; whatever is wrong is told with file, key and value.</summary>
/// <remarks>Numbers may be written as decimal strings. A key that nothing reads is refused, but for those that describe a case. Shown by
/// CaseFileTests and SpectrumCaseTests.</remarks>
internal abstract class ParameterFile
{
    private readonly JsonElement _root;

    /// <summary>Reads the file.</summary>
    /// <exception cref="DataFormatException">It is no JSON object, or has another key.</exception>
    protected ParameterFile(string path, CaseKeys keys)
    {
        File = path;
        try
        {
            ReadOnlyMemory<byte> bytes = System.IO.File.ReadAllBytes(path);
            if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..]; // a byte-order mark
            using JsonDocument document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new DataFormatException($"{path} holds a JSON {document.RootElement.ValueKind}, but it must be an object of parameters.");
            }

            keys.Require(path, document.RootElement);
            _root = document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new DataFormatException(Invariant($"{path} is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1})."), error);
        }
    }

    /// <summary>The file, as it was named.</summary>
    public string File { get; }

    /// <summary>Rows and columns of a filter; 3×3 unless given.</summary>
    protected (int Height, int Width) Filter
    {
        get
        {
            IReadOnlyList<int> filter = Has("filter") ? WholeNumbers("filter") : [3, 3];
            return filter.Count == 2 ? (filter[0], filter[1]) : throw Bad("filter", $"has {filter.Count} numbers; it must have two, rows and columns");
        }
    }

    /// <summary>What a convolution sees beyond the border; circular unless given.</summary>
    protected Padding Padding => !Has("padding") ? Padding.Circular : Text("padding") switch
    {
        "circular" => Padding.Circular,
        "same" => Padding.Zero,
        string other => throw Bad("padding", $"is \"{other}\"; it must be circular or same"),
    };

    /// <summary>Whether a key is present with a value other than null.</summary>
    public bool Has(string key) => _root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A finite number.</summary>
    /// <exception cref="DataFormatException">It is missing, no number, or not finite.</exception>
    public double Number(string key)
    {
        JsonElement value = Required(key);
        double number = ToNumber(key, value);
        return double.IsFinite(number) ? number : throw Bad(key, $"is {value.GetRawText()}; it must be finite");
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="DataFormatException">It is missing or no whole number.</exception>
    public int WholeNumber(string key) => ToWholeNumber(key, Required(key));

    /// <summary>A list of whole numbers.</summary>
    /// <exception cref="DataFormatException">It is missing or not a list of whole numbers.</exception>
    public IReadOnlyList<int> WholeNumbers(string key) => [.. List(key, Required(key)).Select(item => ToWholeNumber(key, item))];

    /// <summary>A text.</summary>
    /// <exception cref="DataFormatException">It is missing or no text.</exception>
    public string Text(string key)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Bad(key, $"is {value.GetRawText()}; it must be a text");
    }

    /// <summary>A JSON number or decimal string as a double, "Infinity" among them.</summary>
    /// <exception cref="DataFormatException">It is neither.</exception>
    public double ToNumber(string key, JsonElement value)
    {
        double number = 0;
        bool isNumber = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDouble(out number)
            : value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        return isNumber ? number : throw Bad(key, $"is {value.GetRawText()}; it must be a number");
    }

    /// <summary>What is made of the values of a file.</summary>
    /// <param name="place">The file, for the message.</param>
    /// <param name="make">Makes it.</param>
    /// <exception cref="DataFormatException">A value cannot be used.</exception>
    public static T Checked<T>(string place, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException error)
        {
            throw new DataFormatException($"{place}: {Reason(error)}", error);
        }
    }

    /// <summary>An error's words without " (Parameter 'values')", which names nothing in the file.</summary>
    protected static string Reason(Exception error) =>
        error is ArgumentException { ParamName: string parameter }
            ? error.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
            : error.Message;

    /// <summary>The element of a key.</summary>
    protected JsonElement Required(string key) => Has(key) ? _root.GetProperty(key) : throw Bad(key, "is missing");

    /// <summary>The items of a list.</summary>
    protected JsonElement.ArrayEnumerator List(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Bad(key, $"is {value.GetRawText()}; it must be a list of numbers");

    /// <summary>What is thrown when the value of a key cannot be used.</summary>
    /// <param name="key">The key.</param>
    /// <param name="problem">What its value is, and must be.</param>
    protected DataFormatException Bad(string key, string problem) => new($"{File}: \"{key}\" {problem}.");

    private int ToWholeNumber(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : throw Bad(key, $"is {value.GetRawText()}; it must be a whole number");
}
