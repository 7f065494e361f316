using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests;

/// <summary>Notebooks made cell by cell.</summary>
internal static class NotebookBuilder
{
    /// <summary>An empty C# notebook, nbformat 4.5, with the metadata that its editors expect.</summary>
    public static Notebook Create() => Notebook.Parse(new JsonObject
    {
        ["cells"] = new JsonArray(),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = NotebookMetadata.KernelSpec,
            ["language_info"] = NotebookMetadata.LanguageInfo,
            ["polyglot_notebook"] = NotebookMetadata.Polyglot,
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString());

    public static NotebookCell AddMarkdown(this Notebook notebook, string source, string? id = null) =>
        notebook.Insert(notebook.Cells.Count, NotebookCellKind.Markdown, source, id ?? NextId(notebook), []);

    public static NotebookCell AddCode(this Notebook notebook, string source, string? id = null, IReadOnlyCollection<string>? tags = null) =>
        notebook.Insert(notebook.Cells.Count, NotebookCellKind.Code, source, id ?? NextId(notebook), tags ?? []);

    private static string NextId(Notebook notebook) => FormattableString.Invariant($"cell-{notebook.Cells.Count + 1:00}");
}
