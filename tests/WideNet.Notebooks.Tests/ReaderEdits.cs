namespace WideNet.Notebooks.Tests;

/// <summary>Copies of notebooks to edit as a reader would: a change in a cell takes effect, without a change of the library.</summary>
internal static class ReaderEdits
{
    private const string References = "../artifacts/notebooks/";

    // The copy lies outside the repository, so that it names the library by its place; null for the one that was built.
    public static TestNotebook Copy(string name, string? library = null)
    {
        var test = new TestNotebook();
        library ??= Path.Combine(RepositoryFiles.Root, References[3..]);
        foreach (NotebookCell cell in Notebook.Read(Path.Combine(RepositoryFiles.Root, "notebooks", name)).Cells)
        {
            if (cell.Kind != NotebookCellKind.Code) continue;
            string source = cell.Source.Replace(References, library, StringComparison.Ordinal)
                .Replace("string preset = \"standard\";", "string preset = \"quick\";", StringComparison.Ordinal)
                .Replace("string results = \"cached\";", "string results = \"compute\";", StringComparison.Ordinal);
            test.Notebook.AddCode(source, cell.Id, cell.Tags);
        }

        return test;
    }

    public static void Edit(Notebook notebook, string id, string old, string replacement)
    {
        NotebookCell cell = notebook.Cells.Single(candidate => candidate.Id == id);
        Assert.Contains(old, cell.Source, StringComparison.Ordinal);
        cell.Source = cell.Source.Replace(old, replacement, StringComparison.Ordinal);
    }

    public static string Output(NotebookRunResult result, string id) => result.Cells.Single(cell => cell.Id == id).Outputs.Single().Text;

    public static string Texts(NotebookRunResult result) => string.Join('\n', result.Cells.SelectMany(cell => cell.Outputs).Select(output => output.Text));
}
