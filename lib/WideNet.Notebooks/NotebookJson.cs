using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WideNet.Notebooks;

/// <summary>JSON in the layout that Jupyter writes: one space of indentation, members in their order, text beyond ASCII as it is.</summary>
/// <remarks>
/// <see cref="Utf8JsonWriter"/> escapes some characters that Jupyter leaves alone even with its most relaxed encoder, so the strings are
/// written here. Numbers keep the digits that were read. Shown by NotebookTests against Python's own writer.
/// </remarks>
internal static class NotebookJson
{
    /// <summary>Writes a node with a final newline.</summary>
    public static string Serialize(JsonNode? node)
    {
        StringBuilder builder = new();
        Append(builder, node, 0);
        return builder.Append('\n').ToString();
    }

    /// <summary>Joins text that nbformat stores as one string or as an array of lines.</summary>
    /// <returns>The text, or null where the node is neither.</returns>
    public static string? JoinLines(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonArray lines when lines.All(line => line?.GetValueKind() == JsonValueKind.String)
            => string.Concat(lines.Select(line => line!.GetValue<string>())),
        _ => null,
    };

    /// <summary>Splits text into the array of lines that Jupyter writes: every line but the last ends in a newline.</summary>
    public static JsonArray SplitLines(string text)
    {
        JsonArray lines = [];
        int start = 0;
        while (start < text.Length)
        {
            int newline = text.IndexOf('\n', start);
            int end = newline < 0 ? text.Length : newline + 1;
            lines.Add((JsonNode?)JsonValue.Create(text[start..end]));
            start = end;
        }

        return lines;
    }

    private static void Append(StringBuilder builder, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                builder.Append("null");
                break;
            case JsonObject members:
                AppendItems(builder, '{', '}', depth, members, member =>
                {
                    AppendString(builder, member.Key);
                    builder.Append(": ");
                    Append(builder, member.Value, depth + 1);
                });
                break;
            case JsonArray items:
                AppendItems(builder, '[', ']', depth, items, item => Append(builder, item, depth + 1));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendString(builder, value.GetValue<string>());
                break;
            default:
                builder.Append(node.ToJsonString());
                break;
        }
    }

    private static void AppendItems<T>(StringBuilder builder, char open, char close, int depth, ICollection<T> items, Action<T> append)
    {
        builder.Append(open);
        bool first = true;
        foreach (T item in items)
        {
            builder.Append(first ? "\n" : ",\n").Append(' ', depth + 1);
            append(item);
            first = false;
        }

        if (!first)
            builder.Append('\n').Append(' ', depth);
        builder.Append(close);
    }

    private static void AppendString(StringBuilder builder, string text)
    {
        builder.Append('"');
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' => builder.Append("\\\""),
                '\\' => builder.Append("\\\\"),
                '\n' => builder.Append("\\n"),
                '\r' => builder.Append("\\r"),
                '\t' => builder.Append("\\t"),
                '\b' => builder.Append("\\b"),
                '\f' => builder.Append("\\f"),
                < ' ' => builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => builder.Append(character),
            };
        }

        builder.Append('"');
    }
}
