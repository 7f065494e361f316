using System.Text.Json;
using System.Text.Json.Nodes;

namespace WideNet.Cli;

/// <summary>How the command prints JSON.</summary>
internal static class Json
{
    /// <summary>Indented, with a line feed on every system.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>A number, or null for what JSON has no number for: infinity, NaN and what leaves the range of double.</summary>
    /// <param name="value">The number, or null.</param>
    public static JsonNode? Finite(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;
}
