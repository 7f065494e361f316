using System.Diagnostics;

namespace WideNet.Notebooks.Tests;

/// <summary>Python's own library for notebooks reads what this project writes.</summary>
public sealed class NbformatTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Validate_EveryNotebookOfTheProject_IsValid()
    {
        await SkipWithoutAsync("nbformat");
        await RunAsync(
            "import sys, nbformat\nfor path in sys.argv[1:]:\n    nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT), "
                + "relax_add_props=False)",
            [.. RepositoryFiles.Notebooks, .. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "tests", "WideNet.Notebooks.Tests", "Notebooks"),
                "*.ipynb")]);
    }

    [Fact]
    public async Task Validate_ExecutedCopy_IsValidAndWrittenAsPythonWouldWriteIt()
    {
        await SkipWithoutAsync("nbformat");
        using TestNotebook test = new("// parameters\nint width = 1;", "Console.WriteLine(\"é漢😀\"); new { width }", "throw new Exception(\"no\");");
        test.Notebook.AddMarkdown("# Claim");
        await test.RunWithAsync(("width", "2"));

        await RunAsync(
            "import sys, nbformat\npath = sys.argv[1]\nnotebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)\n"
            + "nbformat.validate(notebook, relax_add_props=False)\nassert len(notebook.cells) == 5\n"
            + "assert nbformat.writes(notebook) + '\\n' == open(path, encoding='utf-8').read(), 'layout differs'",
            [test.CopyPath]);
    }

    [Fact]
    public async Task Convert_ExecutedCopyWithAFigure_ShowsItWithoutJavaScript()
    {
        await SkipWithoutAsync("nbconvert");
        using TestNotebook test = new("1");
        test.Notebook.Cells[0].SetOutputs([System.Text.Json.Nodes.JsonNode.Parse(
            """{"output_type":"execute_result","execution_count":1,"metadata":{},"data":{"text/html":"<img alt=\"f\" src=\"data:image/svg+xml;base64,PHN2Zy8+\">","text/plain":"f"}}""")!.AsObject()]);
        test.Notebook.Write(test.SourcePath);

        string html = await RunAsync(
            "import sys, nbconvert\nprint(nbconvert.HTMLExporter(template_name='basic').from_filename(sys.argv[1])[0])", [test.SourcePath]);

        Assert.Contains("<img alt=\"f\" src=\"data:image/svg+xml;base64,PHN2Zy8+\">", html, StringComparison.Ordinal);
    }

    private static async Task SkipWithoutAsync(string module)
    {
        Assert.SkipUnless(File.Exists(Python), $"There is no {Python} to check the notebooks with.");
        (int exitCode, _, _) = await StartAsync("import " + module, []);
        Assert.SkipUnless(exitCode == 0, $"Python has no module {module}; on Debian, apt-get install python3-{module}.");
    }

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        (int exitCode, string output, string error) = await StartAsync(program, arguments);
        Assert.True(exitCode == 0, error);
        return output;
    }

    private static async Task<(int ExitCode, string Output, string Error)> StartAsync(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Python, ["-c", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
