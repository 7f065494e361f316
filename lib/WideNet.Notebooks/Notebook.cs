using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WideNet.Data;

namespace WideNet.Notebooks;

/// <summary>An .ipynb file, nbformat 4.</summary>
/// <remarks>
/// The JSON that was read stays the model, so unknown members, their order and the digits of numbers survive a round trip. Writing follows
/// Jupyter's layout and is deterministic. Shown by NotebookTests.
/// </remarks>
public sealed class Notebook
{
    private readonly List<NotebookCell> _cells;

    private Notebook(JsonObject json, List<NotebookCell> cells)
    {
        Json = json;
        _cells = cells;
    }

    /// <summary>The notebook as it stands in the file.</summary>
    public JsonObject Json { get; }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <summary>The first heading of the prose, without its mark; null where there is none.</summary>
    public string? Heading => _cells.Where(cell => cell.Kind == NotebookCellKind.Markdown)
        .SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..];

    /// <summary>The minor version of nbformat 4.</summary>
    public int MinorVersion => ReadInteger(Json["nbformat_minor"]) ?? 0;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The .ipynb file.</param>
    /// <returns>The notebook.</returns>
    /// <exception cref="NotebookException">The file is missing, cannot be read or is no notebook of nbformat 4.</exception>
    public static Notebook Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string text;
        try
        {
            text = Decode(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookException($"{path}: no such notebook", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{path}: cannot be read ({OneLine(exception.Message)})", exception);
        }

        return Parse(text, path);
    }

    /// <summary>Reads a notebook from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="name">What error messages call it; usually its path.</param>
    /// <returns>The notebook.</returns>
    /// <exception cref="NotebookException">The text is no notebook of nbformat 4.</exception>
    public static Notebook Parse(string text, string name = "notebook")
    {
        ArgumentNullException.ThrowIfNull(text);
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            ReadTexts(root);
        }
        catch (InvalidOperationException exception)
        {
            throw new NotebookException(
                $"{name}: a text has half of a character (a lone surrogate such as \\ud800); save it with a current Jupyter", exception);
        }
        catch (JsonException exception)
        {
            string position = exception.LineNumber is { } line
                ? Invariant($" at line {line + 1}, byte {exception.BytePositionInLine + 1}")
                : ": a member name stands twice in one object";
            throw new NotebookException($"{name}: not valid JSON{position}", exception);
        }

        if (root is not JsonObject json)
            throw new NotebookException($"{name}: not a notebook: its top level must be a JSON object");
        if (ReadInteger(json["nbformat"]) is not 4)
            throw new NotebookException($"{name}: nbformat is {json["nbformat"]?.ToJsonString() ?? "missing"}, must be 4; save it with a current Jupyter");
        if (json["cells"] is not JsonArray nodes)
            throw new NotebookException($"{name}: not a notebook: it has no array 'cells'");
        return new Notebook(json, [.. nodes.Select((node, index) => ReadCell(node, index + 1, name))]);
    }

    /// <summary>The text of the file.</summary>
    /// <returns>JSON in Jupyter's layout with a final newline.</returns>
    public string ToJson()
    {
        JsonObject copy = (JsonObject)Json.DeepClone();
        foreach (JsonObject cell in copy["cells"]!.AsArray().OfType<JsonObject>())
        {
            SplitMember(cell, "source");
            foreach (JsonObject output in (cell["outputs"] as JsonArray)?.OfType<JsonObject>() ?? [])
            {
                SplitMember(output, "text");
                if (output["data"] is not JsonObject data)
                    continue;
                foreach (string mimeType in data.Select(entry => entry.Key).Where(key => !key.EndsWith("json", StringComparison.Ordinal)).ToArray())
                    SplitMember(data, mimeType);
            }
        }

        return NotebookJson.Serialize(copy);
    }

    /// <summary>Writes the file atomically: a reader sees the old file or the whole new one.</summary>
    /// <param name="path">The .ipynb file.</param>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.WriteText(path, ToJson());
    }

    internal NotebookCell Insert(int index, NotebookCellKind kind, string source, string id, IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(source);
        bool isCode = kind == NotebookCellKind.Code;
        JsonObject json = new()
        {
            ["cell_type"] = isCode ? "code" : "markdown",
            ["metadata"] = isCode ? NotebookMetadata.CreateCodeCell(tags) : [],
            ["source"] = NotebookJson.SplitLines(source),
        };
        if (isCode)
        {
            json.Insert(1, "execution_count", null);
            json.Insert(3, "outputs", new JsonArray());
        }

        // Cells have ids since nbformat 4.5; before, one makes the file invalid.
        if (MinorVersion >= 5)
            json.Insert(isCode ? 2 : 1, "id", id);

        NotebookCell cell = new(json, kind);
        Json["cells"]!.AsArray().Insert(index, (JsonNode?)json);
        _cells.Insert(index, cell);
        return cell;
    }

    internal void RemoveAt(int index)
    {
        Json["cells"]!.AsArray().RemoveAt(index);
        _cells.RemoveAt(index);
    }

    private static NotebookCell ReadCell(JsonNode? node, int number, string name)
    {
        if (node is not JsonObject json)
            throw new NotebookException(Invariant($"{name}: cell {number} must be a JSON object"));
        NotebookCellKind kind = NotebookJson.JoinLines(json["cell_type"]) switch
        {
            "markdown" => NotebookCellKind.Markdown,
            "code" => NotebookCellKind.Code,
            "raw" => NotebookCellKind.Raw,
            _ => throw new NotebookException(
                Invariant($"{name}: cell {number} has cell_type {json["cell_type"]?.ToJsonString() ?? "missing"}, must be markdown, code or raw")),
        };
        if (NotebookJson.JoinLines(json["source"]) is null)
            throw new NotebookException(Invariant($"{name}: cell {number} has no source; it must be a string or an array of strings"));
        return new NotebookCell(json, kind);
    }

    // The parser looks at what a text says only when it is asked for.
    private static void ReadTexts(JsonNode? node)
    {
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String) _ = value.GetValue<string>();
        foreach (JsonNode? item in node as JsonArray ?? []) ReadTexts(item);
        foreach ((_, JsonNode? member) in node as JsonObject ?? []) ReadTexts(member);
    }

    private static void SplitMember(JsonObject owner, string member)
    {
        if (owner[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            owner[member] = NotebookJson.SplitLines(value.GetValue<string>());
    }

    private static int? ReadInteger(JsonNode? node)
        => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) ? number : null;

    /// <summary>Text of UTF-8, or of UTF-16 with its mark; other bytes are never replaced, since an update would write the replacement.</summary>
    private static string Decode(byte[] bytes, string path)
    {
        (Encoding encoding, int mark) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false, throwOnInvalidBytes: true), 3),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 2),
            _ => ((Encoding)new UTF8Encoding(false, throwOnInvalidBytes: true), 0),
        };
        try
        {
            return encoding.GetString(bytes, mark, bytes.Length - mark);
        }
        catch (DecoderFallbackException exception)
        {
            string place = Invariant($"byte {mark + exception.Index + 1}");
            throw new NotebookException($"{path}: not {(encoding is UTF8Encoding ? "UTF-8" : "UTF-16")} at {place}; save it as UTF-8", exception);
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.');
}
