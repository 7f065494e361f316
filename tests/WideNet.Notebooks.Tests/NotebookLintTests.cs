using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests;

public sealed class NotebookLintTests
{
    private const string Path = "/home/someone/x.csv";

    [Fact]
    public void Check_NotebookAsItShouldBe_FindsNothing() => Assert.Empty(Findings(_ => { }));

    [Fact]
    public void Check_EveryNotebookOfTheProject_FindsNothing()
        => Assert.Empty(RepositoryFiles.Notebooks.SelectMany(
            path => NotebookLint.Check(path), (path, finding) => $"{System.IO.Path.GetFileName(path)}: {finding}"));

    // Lines that are neither blank nor a comment. Usings and parameters are the first two code cells; the short 00 and 20 are mostly text and pictures.
    [Fact]
    public void Notebooks_OfTheProject_HaveAtMost250LinesOfCode()
    {
        foreach (string path in RepositoryFiles.Notebooks)
        {
            int[] lines = [.. Notebook.Read(path).Cells.Where(cell => cell.Kind == NotebookCellKind.Code).Select(cell => CodeLines(cell.Source))];
            string name = System.IO.Path.GetFileName(path);
            Assert.True(lines.Sum() <= 250, $"{name} has {lines.Sum()} lines of code; let it tell less, or make two of it.");
            Assert.True(lines.Sum() < 100 || 4 * lines.Take(2).Sum() <= lines.Sum(), $"{name}: {lines.Take(2).Sum()} of its lines are usings and parameters.");
        }
    }

    [Theory]
    [InlineData("kernelspec", "notebook: metadata.kernelspec must be {\"display_name\":\".NET (C#)\",\"language\":\"C#\",\"name\":\".net-csharp\"}")]
    [InlineData("language_info", "notebook: metadata.language_info must be "
        + "{\"file_extension\":\".cs\",\"mimetype\":\"text/x-csharp\",\"name\":\"C#\",\"pygments_lexer\":\"csharp\"}")]
    [InlineData("polyglot_notebook",
        "notebook: metadata.polyglot_notebook must be "
            + "{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"aliases\":[],\"languageName\":\"csharp\",\"name\":\"csharp\"}]}}")]
    public void Check_NotebookMetadata_MustBeExact(string name, string finding)
    {
        Assert.Equal([finding], Findings(notebook => notebook.Json["metadata"]!.AsObject().Remove(name)));
        Assert.Equal([finding], Findings(notebook => notebook.Json["metadata"]![name]!["version"] = "1"));
    }

    [Fact]
    public void Check_OldFormat_IsFound()
        => Assert.Equal(["notebook: nbformat is 4.4, must be 4.5"], Findings(notebook => notebook.Json["nbformat_minor"] = 4));

    [Fact]
    public void Check_CellMetadata_MustBeExact() => Assert.Equal(
        ["cell 5: metadata.dotnet_interactive must be {\"language\":\"csharp\"}", "cell 5: metadata.polyglot_notebook must be {\"kernelName\":\"csharp\"}"],
        Findings(notebook => notebook.Cells[4].Json["metadata"] = new JsonObject()));

    [Fact]
    public void Check_Ids_MustBeThereAndValidAndUnique()
    {
        Assert.Equal(["cell 2: has no id"], Findings(notebook => notebook.Cells[1].Json.Remove("id")));
        Assert.Equal(["cell 2: id 'a b' must be 1 to 64 letters, digits, - or _"], Findings(notebook => notebook.Cells[1].Json["id"] = "a b"));
        Assert.Equal(["cell 5: id 'cell-02' is that of cell 2 too"], Findings(notebook => notebook.Cells[4].Json["id"] = "cell-02"));
    }

    [Fact]
    public void Check_FirstCell_MustBeTheClaim()
        => Assert.Equal(
            ["cell 1: must be Markdown that begins with '# ' and the notebook's claim"], Findings(notebook => notebook.Cells[0].Source = "## Claim"));

    [Fact]
    public void Check_FirstTwoCodeCells_MustReferToTheLibraryAndDeclareParameters()
    {
        Assert.Equal(
            ["cell 2: the first code cell must contain #r \"../artifacts/notebooks/WideNet.dll\""],
            Findings(notebook => notebook.Cells[1].Source = "#r \"WideNet.dll\""));
        Assert.Equal(
            ["cell 3: the second code cell must have the tag 'parameters' and begin with '// parameters'"],
            Findings(notebook => notebook.Cells[2].Source = notebook.Cells[2].Source["// parameters\n".Length..]));
        Assert.Equal(
            ["cell 3: the second code cell must have the tag 'parameters' and begin with '// parameters'"],
            Findings(notebook => notebook.Cells[2].Json["metadata"]!.AsObject().Remove("tags")));
    }

    [Fact]
    public void Check_FigureParameter_MustBeDeclaredAndUsedNext()
    {
        Assert.Equal(
            ["cell 3: must declare string figure = \"plotly\"; // plotly | svg"],
            Findings(notebook => notebook.Cells[2].Source = notebook.Cells[2].Source.Replace("\"plotly\"", "\"svg\"", StringComparison.Ordinal)));
        Assert.Equal(["cell 3: the next code cell must be FigureView.Use(figure)"], Findings(notebook => notebook.Cells[3].Source = "FigureView.Use(\"svg\")"));

        // An executed copy.
        Assert.Empty(Findings(notebook =>
        {
            notebook.Insert(3, NotebookCellKind.Code, "// injected parameters\nfigure = \"plotly\";", "injected-parameters", ["injected-parameters"]);
            for (int i = 3; i < 6; i++)
                notebook.Cells[i].ExecutionCount = i;
        }));
    }

    [Fact]
    public void Check_ExecutionCounts_MustRunFromOneInOrder()
    {
        Assert.Equal(
            ["cell 3: execution count is missing, must be 2; run it again from the top"], Findings(notebook => notebook.Cells[2].ExecutionCount = null));
        Assert.Equal(["cell 5: execution count is 5, must be 4; run it again from the top"], Findings(notebook => notebook.Cells[4].ExecutionCount = 5));
        Assert.Equal(["cell 5: is an empty code cell"], Findings(notebook => notebook.Cells[4].Source = " "));
    }

    [Theory]
    [InlineData("#!time\n1", "uses the magic command '#!time', which only .NET Interactive knows")]
    [InlineData("display(1);", "calls display(), which only .NET Interactive knows; end the cell with the value")]
    [InlineData("1.Display();", "calls display(), which only .NET Interactive knows; end the cell with the value")]
    [InlineData("namespace A { class B { } }", "declares a namespace, which C# script does not have")]
    [InlineData("static int F(this int x) => x;", "declares an extension method, which C# script does not have everywhere")]
    [InlineData("static class E { extension(int x) { public int F() => x; } }", "declares an extension method, which C# script does not have everywhere")]
    [InlineData("int x = 1\nx", "line 1, column 10: CS1002: ; expected")]
    [InlineData("var x = \"" + Path + "\";", "source contains the absolute path '" + Path + "'")]
    [InlineData("var x = @\"C:\\data\\x.csv\";", "source contains the absolute path 'C:\\data\\x.csv'")]
    public void Check_Source_OutsideThePortableSubset_IsFound(string source, string finding)
        => Assert.Equal(["cell 5: " + finding], Findings(notebook => notebook.Cells[4].Source = source));

    [Fact]
    public void Check_LongCell_IsFound()
    {
        Assert.Equal(
            ["cell 5: has 31 lines, must have at most 30"],
            Findings(notebook => notebook.Cells[4].Source = string.Join('\n', Enumerable.Repeat("Math.Max(1, 2);", 31))));
        Assert.Empty(Findings(notebook => notebook.Cells[4].Source = string.Join('\n', Enumerable.Repeat("Math.Max(1, 2);", 30)) + "\n"));
    }

    [Fact]
    public void Check_MarkdownWithAbsolutePath_IsFound()
        => Assert.Equal(["cell 1: source contains the absolute path '" + Path + "'"], Findings(notebook => notebook.Cells[0].Source = "# Claim in " + Path));

    [Theory]
    [InlineData("""{"output_type":"error","ename":"E","evalue":"cell 4: E: bad","traceback":[]}""", "stores the error cell 4: E: bad")]
    [InlineData("""{"output_type":"stream","name":"stdout","text":["in /tmp/x.csv"]}""", "output text/plain contains the absolute path '/tmp/x.csv'")]
    [InlineData("""{"output_type":"stream","name":"stdout","text":"at 12:03:59 sharp"}""", "output text/plain contains the time of day '12:03:59'")]
    [InlineData("""{"output_type":"execute_result","data":{"text/html":["<b></b><script>1</script>"]}}""", "output text/html contains JavaScript, which viewers strip")]
    [InlineData("""{"output_type":"execute_result","data":{"text/html":["<b onclick = 'f()'></b>"]}}""", "output text/html contains JavaScript, which viewers strip")]
    [InlineData("""{"output_type":"display_data","data":{"application/javascript":["1"]}}""", "output application/javascript contains JavaScript, which viewers strip")]
    [InlineData("""{"output_type":"execute_result","data":{"text/html":["<div data-chart=\"0123456789abcdef\"><p></p></div><script>1</script>"]}}""", "output text/html contains JavaScript, which viewers strip")]
    public void Check_Outputs_ThatViewersOrOtherMachinesDoNotShare_AreFound(string output, string finding)
        => Assert.Equal(["cell 5: " + finding], Findings(notebook => notebook.Cells[4].SetOutputs([JsonNode.Parse(output)!.AsObject()])));

    [Theory]
    [InlineData("""{"output_type":"execute_result","data":{"text/html":["<div data-chart=\"0123456789abcdef\"><img alt=\"a\"></div>\n<script type=\"text/javascript\">1</script>"]}}""")]
    [InlineData("""{"output_type":"execute_result","data":{"text/html":["<img src=\"data:image/svg+xml;base64,AAAA/tmp/AAA/home/a=\"> https://example.org/tmp/x ../data/x 1:2"]}}""")]
    [InlineData("""{"output_type":"stream","name":"stdout","text":"ratio 3:45, a/b, /w/x, 100:20:30, only one = 1"}""")]
    public void Check_HarmlessOutputs_AreNotFound(string output)
        => Assert.Empty(Findings(notebook => notebook.Cells[4].SetOutputs([JsonNode.Parse(output)!.AsObject()])));

    private static int CodeLines(string source) =>
        source.Split('\n').Select(line => line.Trim()).Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));

    private static string[] Findings(Action<Notebook> change)
    {
        Notebook notebook = NotebookBuilder.Create();
        notebook.AddMarkdown("# Depth scales diverge on the critical line");
        notebook.AddCode("#r \"../artifacts/notebooks/WideNet.dll\"\nusing WideNet.Numerics;");
        notebook.AddCode("// parameters\nint width = 3;\nstring figure = \"plotly\"; // plotly | svg", tags: ["parameters"]);
        notebook.AddCode("FigureView.Use(figure)");
        notebook.AddCode("Enumerable.Range(0, width).Sum()");
        for (int i = 1; i < 5; i++)
            notebook.Cells[i].ExecutionCount = i;
        change(notebook);
        return [.. NotebookLint.Check(Notebook.Parse(notebook.ToJson())).Select(finding => finding.ToString())];
    }
}
