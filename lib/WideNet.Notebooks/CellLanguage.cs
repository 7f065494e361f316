using System.Text.Json.Nodes;

namespace WideNet.Notebooks;

/// <summary>The language that a cell is written in, by its own metadata or else by those of its notebook.</summary>
/// <remarks>Shown by CellLanguageTests.</remarks>
internal static class CellLanguage
{
    private static readonly string[] CSharp = ["csharp", "c#", ".net-csharp"];

    /// <summary>Refuses a notebook with a code cell that is not C#, before anything is compiled.</summary>
    /// <exception cref="NotebookException">A cell is written in another language.</exception>
    public static void RequireCSharp(Notebook notebook, string path)
    {
        string? common = OfNotebook(notebook.Json["metadata"]);
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            NotebookCell cell = notebook.Cells[i];
            if (cell.Kind != NotebookCellKind.Code || string.IsNullOrWhiteSpace(cell.Source))
                continue;
            string? own = OfCell(cell.Metadata);
            if ((own ?? common) is not { } language || CSharp.Contains(language, StringComparer.OrdinalIgnoreCase))
                continue;
            string where = own is null ? "the notebook's kernel" : "its metadata";
            throw new NotebookException(
                Invariant($"{path}: cell {i + 1} is written in {language}, as {where} says, but only C# runs here; mark the cell as csharp if it is"));
        }
    }

    private static string? OfCell(JsonNode? metadata)
        => Text(metadata, "polyglot_notebook", "kernelName") ?? Text(metadata, "dotnet_interactive", "language") ?? Text(metadata, "vscode", "languageId");

    private static string? OfNotebook(JsonNode? metadata)
        => Text(metadata, "polyglot_notebook", "kernelInfo", "defaultKernelName")
            ?? Text(metadata, "kernelspec", "language")
            ?? Text(metadata, "language_info", "name")
            ?? Text(metadata, "kernelspec", "name");

    private static string? Text(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (string key in path)
            node = (node as JsonObject)?[key];
        return NotebookJson.JoinLines(node) is { Length: > 0 } text ? text : null;
    }
}
