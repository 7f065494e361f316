namespace WideNet.Notebooks.Tests;

/// <summary>A folder of its own under the temporary folder, with a notebook in it; gone after the test.</summary>
internal sealed class TestNotebook : IDisposable
{
    public TestNotebook(params string[] codeCells)
    {
        Folder = Path.Combine(Path.GetTempPath(), "widenet-notebook-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.Combine(Folder, "notebooks"));
        foreach (string code in codeCells)
            Notebook.AddCode(code, tags: code.StartsWith("// parameters", StringComparison.Ordinal) ? ["parameters"] : []);
    }

    /// <summary>Warm processes for whatever executes notebooks. They end with this one, whose side of their standard input they read.</summary>
    public static NotebookProcesses Processes { get; } = new();

    public string Folder { get; }

    public Notebook Notebook { get; } = NotebookBuilder.Create();

    public string SourcePath => Path.Combine(Folder, "notebooks", "test.ipynb");

    public string CopyPath => Path.Combine(Folder, "out", "test.ipynb");

    /// <summary>Writes the notebook and executes it into a copy, in a kernel of its own.</summary>
    /// <param name="change">Changes what is run.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="alone">Whether the process is its own too; if not, a warm one that has run other notebooks.</param>
    public Task<NotebookRunResult> RunAsync(
        Func<NotebookRunOptions, NotebookRunOptions>? change = null, IProgress<NotebookRunProgress>? progress = null, bool alone = false)
    {
        Notebook.Write(SourcePath);
        NotebookRunOptions options = new() { NotebookPath = SourcePath, OutputPath = CopyPath, CellTimeout = TimeSpan.FromMinutes(10) };
        return NotebookRunner.RunAsync(change?.Invoke(options) ?? options, progress, alone ? null : Processes, TestContext.Current.CancellationToken);
    }

    public Task<NotebookRunResult> RunWithAsync(params (string Name, string Value)[] parameters) =>
        RunAsync(options => options with { Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value) });

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
