using System.Text.Json.Nodes;
using WideNet.Engines;
using WideNet.Notebooks.Tests.Cli;

namespace WideNet.Notebooks.Tests;

/// <summary>The parameter <c>figure</c> of every notebook, from the command line to the stored output.</summary>
public sealed class FigureParameterTests : IDisposable
{
    private const string NotBuilt = "The figure renderer plotly is not built: run 'dotnet build -c Release lib/WideNet.Cli' in the repository, or let WIDENET_ENGINES name the folder that holds WideNet.Interactive.dll.";

    private const string Renderer = """
        using WideNet.Figures;

        public sealed class Renderer : IFigureRenderer
        {
            public string Description => "drawings";
            public string ToHtml(Figure figure) => $"<b>{figure.Id}</b>";
        }
        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "widenet-figure-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Run_UnknownRenderer_IsOneLineBeforeAnythingRuns()
    {
        CommandLine.Run("run", "all", "-p", "figure=png", "--out", _folder).AssertFails(2, "'png' is not a renderer of figures; the renderers are svg, plotly.");
        Assert.False(Directory.Exists(_folder));
        CommandLine.Run("notebook", "run", RepositoryFiles.Notebooks[0], "-p", "figure=png").AssertFails(2, "parameter figure: 'png' is not one of svg, plotly");
    }

    [Fact]
    public void Run_RendererThatIsNotBuilt_IsOneLineBeforeAnythingRuns()
    {
        Assert.SkipWhen(OptionalAssembly.Interactive.Find() is not null, "Interactive figures are built here.");
        CommandLine.Run("run", "all", "-p", "figure=plotly", "--out", _folder).AssertFails(2, NotBuilt);
        Assert.False(Directory.Exists(_folder));
        CommandResult single = CommandLine.Run("notebook", "run", RepositoryFiles.Notebooks[0], "-p", "figure=plotly");
        Assert.Equal(2, single.ExitCode);
        Assert.EndsWith($"cell 5, line 1: EngineUnavailableException: {NotBuilt}\n", single.Error, StringComparison.Ordinal);
        Assert.Single(single.Error.TrimEnd().Split('\n'));
    }

    // An assembly with the file name of the optional one, and empty files in place of its packages.
    [Fact]
    public async Task RunAsync_BuiltRenderer_WritesTheHtmlAloneAndEndsWithTheNotebook()
    {
        string home = _folder;
        SampleAssembly.Compile(home, Renderer);
        File.Move(Path.Combine(home, "Sample.dll"), Path.Combine(home, "WideNet.Interactive.dll"));
        foreach (string package in (string[])["Plotly.NET", "Deedle", "Microsoft.DotNet.Interactive"]) await File.WriteAllTextAsync(Path.Combine(home, package + ".dll"), "", TestContext.Current.CancellationToken);
        string[] cells =
        [
            $"#r \"{RepositoryFiles.Root}/artifacts/notebooks/WideNet.dll\"\nusing WideNet.Figures;\nEnvironment.SetEnvironmentVariable(\"WIDENET_ENGINES\", \"{_folder}\");",
            "// parameters\nstring figure = \"svg\"; // svg | plotly",
            "FigureView.Use(figure)",
            """
            new Figure
            {
                Id = "line",
                Title = "A line",
                DataLabel = "theory, no data",
                Panels = [new Panel { X = Axis.Linear("x"), Y = Axis.Linear("y"), Layers = [LineSeries.Line("a line", [1.0, 2], [3.0, 4])] }],
            }
            """,
        ];
        using var notebook = new TestNotebook(cells);
        NotebookRunResult drawn = await notebook.RunAsync(options => options with { Parameters = new Dictionary<string, string> { ["figure"] = "plotly" } });
        Assert.Null(drawn.Error);
        NotebookRunResult plain = await notebook.RunAsync();
        Assert.Null(plain.Error);
        Assert.Equal(["Figures are drawings.", "Figures are SVG images."], [drawn.Cells[^2].Outputs[0].Text, plain.Cells[^2].Outputs[0].Text]);

        IReadOnlyDictionary<string, string> one = drawn.Cells[^1].Outputs[0].Data, other = plain.Cells[^1].Outputs[0].Data;
        Assert.Equal("<b>line</b>", one["text/html"]);
        Assert.StartsWith("<div><img alt=\"A line (theory, no data)\"", other["text/html"], StringComparison.Ordinal);
        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/html", "text/plain"], one.Keys.Order(StringComparer.Ordinal));
        Assert.All(one.Keys.Where(mimeType => mimeType != "text/html"), mimeType => Assert.Equal(other[mimeType], one[mimeType]));

        // HTML without a picture leaves the picture to the SVG.
        JsonObject stored = drawn.Executed.Cells[^1].Outputs[0]["data"]!.AsObject();
        Assert.Equal(["image/svg+xml", "text/html", "text/plain"], stored.Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }
}
