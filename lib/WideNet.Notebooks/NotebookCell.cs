using System.Text.Json;
using System.Text.Json.Nodes;

namespace WideNet.Notebooks;

/// <summary>One cell of a <see cref="Notebook"/>: a view on its JSON, which keeps every member that this type does not know.</summary>
public sealed class NotebookCell
{
    internal NotebookCell(JsonObject json, NotebookCellKind kind)
    {
        Json = json;
        Kind = kind;
    }

    /// <summary>The cell as it stands in the file.</summary>
    public JsonObject Json { get; }

    /// <summary>Markdown, code or raw.</summary>
    public NotebookCellKind Kind { get; }

    /// <summary>The cell's id, or null in a file older than nbformat 4.5.</summary>
    public string? Id => NotebookJson.JoinLines(Json["id"]);

    /// <summary>The text of the cell, lines separated by <c>\n</c>.</summary>
    public string Source
    {
        get => NotebookJson.JoinLines(Json["source"]) ?? "";
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Json["source"] = NotebookJson.SplitLines(value);
        }
    }

    /// <summary>The cell's tags; empty where it has none.</summary>
    public IReadOnlyList<string> Tags => Metadata?["tags"] is JsonArray tags
        ? [.. tags.Select(NotebookJson.JoinLines).OfType<string>()]
        : [];

    /// <summary>The count stored with the last execution, or null.</summary>
    public int? ExecutionCount
    {
        get => Json["execution_count"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int count)
            ? count
            : null;
        internal set => Json["execution_count"] = value;
    }

    /// <summary>The stored outputs of a code cell; empty for other cells.</summary>
    public IReadOnlyList<JsonObject> Outputs => Json["outputs"] is JsonArray outputs ? [.. outputs.OfType<JsonObject>()] : [];

    internal JsonObject? Metadata => Json["metadata"] as JsonObject;

    internal void SetOutputs(IEnumerable<JsonObject> outputs)
        => Json["outputs"] = new JsonArray([.. outputs.Select(output => (JsonNode)output)]);
}
