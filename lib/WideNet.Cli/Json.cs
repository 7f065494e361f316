using System.Text.Json;

namespace WideNet.Cli;

/// <summary>How the command prints JSON.</summary>
internal static class Json
{
    /// <summary>Indented, with a line feed on every system.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, NewLine = "\n" };
}
