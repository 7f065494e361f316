using System.Net;
using System.Text.Json.Nodes;
using System.Text;
using WideNet.Formatting;
using WideNet.Notebooks.Hosting;

namespace WideNet.Notebooks;

/// <summary>Collects what one cell puts out and decides what of it the notebook stores.</summary>
internal sealed class CellRecorder(OutputNormalizer normalizer)
{
    private readonly List<CellOutput> _outputs = [];
    private readonly Dictionary<string, int> _displays = [];
    private readonly StringBuilder _text = new();
    private CellOutputKind _textKind;

    /// <summary>What the cell has put out so far.</summary>
    public IReadOnlyList<CellOutput> Outputs
    {
        get
        {
            FlushText();
            return _outputs;
        }
    }

    /// <summary>The cell's failure, once it has come.</summary>
    public NotebookError? Error { get; private set; }

    /// <summary>Takes one event of the child process.</summary>
    /// <returns>The value that it put out, or null.</returns>
    public CellOutput? Add(HostEvent message, string cell)
    {
        switch (message.Kind)
        {
            case HostEventKind.StandardOutput:
                AddText(CellOutputKind.StandardOutput, message.Text);
                break;
            case HostEventKind.StandardError:
                AddText(CellOutputKind.StandardError, message.Text);
                break;
            case HostEventKind.Result:
                return AddValue(CellOutputKind.Result, message);
            case HostEventKind.Display or HostEventKind.Update:
                CellOutput output = AddValue(CellOutputKind.Display, message);
                _displays[message.DisplayId] = _outputs.Count - 1;
                return output;
            case HostEventKind.Error:
                Fail(cell, message.Name, message.Text, message.Traceback ?? [message.Text]);
                break;
        }

        return null;
    }

    /// <summary>Replaces a value that this cell has displayed.</summary>
    /// <returns>The new value, or null where the old one is another cell's.</returns>
    public CellOutput? Update(HostEvent message)
        => _displays.TryGetValue(message.DisplayId, out int index) ? _outputs[index] = Output(CellOutputKind.Display, message) : null;

    /// <summary>Records why the cell did not succeed.</summary>
    public void Fail(string cell, string name, string message, IReadOnlyList<string> traceback) => Error = new NotebookError
    {
        Cell = cell,
        Name = name,
        Message = normalizer.Normalize(message),
        Traceback = [.. traceback.Select(normalizer.Normalize)],
    };

    /// <summary>The outputs as the notebook stores them.</summary>
    /// <remarks>
    /// <c>text/html</c> and <c>text/plain</c>, which every viewer shows without JavaScript; <c>image/svg+xml</c> only where the HTML does
    /// not carry the picture already; no HTML where it only puts a box around the plain text, as the formatters do for numbers.
    /// Tables and claims as data are for the caller, not for the file.
    /// </remarks>
    public IEnumerable<JsonObject> ToJson(int executionCount)
    {
        foreach (CellOutput output in Outputs)
        {
            yield return output.Kind switch
            {
                CellOutputKind.Result => new JsonObject
                {
                    ["data"] = StoredData(output.Data),
                    ["execution_count"] = executionCount,
                    ["metadata"] = new JsonObject(),
                    ["output_type"] = "execute_result",
                },
                CellOutputKind.Display => new JsonObject
                {
                    ["data"] = StoredData(output.Data),
                    ["metadata"] = new JsonObject(),
                    ["output_type"] = "display_data",
                },
                _ => new JsonObject
                {
                    ["name"] = output.Kind == CellOutputKind.StandardOutput ? "stdout" : "stderr",
                    ["output_type"] = "stream",
                    ["text"] = NotebookJson.SplitLines(output.Text),
                },
            };
        }

        if (Error is { } error)
        {
            yield return new JsonObject
            {
                ["ename"] = error.Name,
                ["evalue"] = error.Message,
                ["output_type"] = "error",
                ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)JsonValue.Create(line))]),
            };
        }
    }

    private static JsonObject StoredData(IReadOnlyDictionary<string, string> data)
    {
        JsonObject stored = [];
        bool htmlHasPicture = data.TryGetValue(MimeTypes.Html, out string? html)
            && (html.Contains("data:image/svg+xml", StringComparison.Ordinal) || html.Contains("<svg", StringComparison.Ordinal));
        if (!htmlHasPicture)
            Store(MimeTypes.Svg);
        if (html is not null && !IsBoxAround(html, data.GetValueOrDefault(MimeTypes.Plain, "")))
            Store(MimeTypes.Html);
        Store(MimeTypes.Plain);
        return stored;

        void Store(string mimeType)
        {
            if (data.TryGetValue(mimeType, out string? text))
                stored[mimeType] = NotebookJson.SplitLines(text);
        }
    }

    private static bool IsBoxAround(string html, string plainText)
        => html.StartsWith($"<div class=\"dni-plaintext\"><pre>{WebUtility.HtmlEncode(plainText)}</pre></div><style>", StringComparison.Ordinal);

    private CellOutput AddValue(CellOutputKind kind, HostEvent message)
    {
        FlushText();
        CellOutput output = Output(kind, message);
        _outputs.Add(output);
        return output;
    }

    private CellOutput Output(CellOutputKind kind, HostEvent message) => new()
    {
        Kind = kind,
        TypeName = message.Text,
        ValueId = message.Name,
        Data = Normalize(message.Data ?? new Dictionary<string, string>()),
    };

    private void AddText(CellOutputKind kind, string text)
    {
        if (kind != _textKind)
            FlushText();
        _textKind = kind;
        _text.Append(text);
    }

    private void FlushText()
    {
        if (_text.Length == 0)
            return;
        _outputs.Add(new CellOutput { Kind = _textKind, Data = Normalize(new Dictionary<string, string> { [MimeTypes.Plain] = _text.ToString() }) });
        _text.Clear();
    }

    private Dictionary<string, string> Normalize(IReadOnlyDictionary<string, string> data)
        => data.ToDictionary(entry => entry.Key, entry => normalizer.Normalize(entry.Value), StringComparer.Ordinal);
}
