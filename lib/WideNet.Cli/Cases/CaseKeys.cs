using System.Text.Json;
using WideNet.Data;

namespace WideNet.Cli.Cases;

/// <summary>The keys that a parameter file may have: a misspelt one must not pass for its absence.</summary>
/// <remarks>Shown by CaseFileTests and SpectrumCaseTests.</remarks>
internal sealed class CaseKeys
{
    // What other programs call by a name of their own, and what to do here.
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.Ordinal)
    {
        ["stride"] = "convolutions have stride 1",
        ["strides"] = "convolutions have stride 1",
        ["dilation"] = "convolutions are not dilated",
        ["diag_reg"] = "a ridge is an option, --ridge of predict and regress",
        ["ridge"] = "a ridge is an option, --ridge of predict and regress",
        ["batch_size"] = "batches.npy has the batch of every step",
    };

    private readonly HashSet<string> _read;
    private readonly HashSet<string> _descriptive;

    private CaseKeys(IEnumerable<string> read, IEnumerable<string> descriptive) =>
        (_read, _descriptive) = (new HashSet<string>(read, StringComparer.Ordinal), new HashSet<string>(descriptive, StringComparer.Ordinal));

    /// <summary>Of <c>case.json</c> in a case folder.</summary>
    public static CaseKeys Folder { get; } = new(
        [
            "architecture", "activation", "weight_variance", "bias_variance", "readin_weight_variance", "readin_bias_variance", "readout_weight_variance",
            "readout_bias_variance", "dropout_keep", "padding", "readin_trained", "readout_trained", "filter", "depth", "depths", "times", "learning_rate",
            "width", "outputs", "steps", "momentum", "loss",
        ],
        [
            "source", "note", "notes", "arrays", "layout", "corrected", "input_shape", "parameter_count", "batch", "max_learning_rate", "weight_variances",
            "bias_variances",
        ]);

    /// <summary>Of a file for <c>spectrum</c>.</summary>
    public static CaseKeys Spectrum { get; } = new(
        [
            "architecture", "activation", "weight_variance", "bias_variance", "q0", "relative_gaps", "x", "height", "width", "channels", "filter", "padding",
            "labels", "depths",
        ],
        ["source", "note", "notes"]);

    /// <summary>Refuses text that is no text, and the first key that is not known.</summary>
    /// <exception cref="DataFormatException">A key is not known, the message says what is; or a text cannot be read.</exception>
    public void Require(string file, JsonElement root)
    {
        try
        {
            ReadTexts(file, root);
        }
        catch (InvalidOperationException error)
        {
            throw new DataFormatException($"{file} has bytes that are no UTF-8, or half of a character, in a text; save it as UTF-8.", error);
        }

        foreach (JsonProperty entry in root.EnumerateObject())
        {
            if (_read.Contains(entry.Name) || _descriptive.Contains(entry.Name)) continue;
            string remedy = Foreign.TryGetValue(entry.Name, out string? reason) ? $"{reason}, so leave it out"
                : _read.Where(key => Distance(key, entry.Name) <= 2).MinBy(key => Distance(key, entry.Name)) is { } near ? $"did you mean \"{near}\"?"
                : $"leave it out, or put it under \"note\"; known are {string.Join(", ", _read.Order(StringComparer.Ordinal))}";
            throw new DataFormatException($"{file}: the key \"{entry.Name}\" is not understood; {remedy}{(remedy.EndsWith('?') ? "" : ".")}");
        }
    }

    // The parser looks at the bytes of a text only when it is asked for.
    private static void ReadTexts(string file, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) _ = element.GetString();
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray()) ReadTexts(file, item);
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty entry in element.EnumerateObject())
        {
            if (!names.Add(entry.Name)) throw new DataFormatException($"{file}: the key \"{entry.Name}\" is given twice; leave one of them.");
            ReadTexts(file, entry.Value);
        }
    }

    // Insertions, deletions and changes of one letter that lead from one word to the other.
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int change = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
