using System.Text.Json;
using WideNet.Notebooks.Tests.Cli;

namespace WideNet.Notebooks.Tests;

/// <summary>The parameter <c>figure</c> of every notebook, from the command line to the stored output.</summary>
public sealed class FigureParameterTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "widenet-figure-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void List_Engines_ShowsThatChartsAreLoaded()
    {
        CommandResult result = CommandLine.Run("list", "engines", "--json");
        JsonElement.ArrayEnumerator parts = JsonDocument.Parse(result.Output).RootElement.EnumerateArray();
        JsonElement charts = parts.Single(part => part.GetProperty("name").GetString() == "interactive");
        string expected = "WideNet.Interactive 0.1.0 (Plotly.NET 6.0.0, Deedle 8.1.0); interactive charts of Plotly.NET 6.0.0";
        Assert.Equal(expected, charts.GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Null, charts.GetProperty("problem").ValueKind);
    }

    [Fact]
    public void Run_UnknownRenderer_IsOneLineBeforeAnythingRuns()
    {
        CommandLine.Run("run", "all", "-p", "figure=png", "--out", _folder)
            .AssertFails(2, "'png' is not a renderer of figures; the renderers are svg, plotly.");
        Assert.False(Directory.Exists(_folder));
        CommandLine.Run("notebook", "run", RepositoryFiles.Notebooks[0], "-p", "figure=png")
            .AssertFails(2, "parameter figure: 'png' is not one of plotly, svg");
    }

    [Fact]
    public async Task RunAsync_Plotly_AddsTheChartToTheHtmlAloneAndEndsWithTheNotebook()
    {
        string[] cells =
        [
            $"#r \"{RepositoryFiles.Root}/artifacts/notebooks/WideNet.dll\"\nusing WideNet.Figures;",
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
        NotebookRunResult drawn = await notebook.RunWithAsync(("figure", "plotly"));
        Assert.Null(drawn.Error);
        NotebookRunResult plain = await notebook.RunAsync();
        Assert.Null(plain.Error);
        Assert.Equal("Figures are interactive charts of Plotly.NET 6.0.0.", drawn.Cells[^2].Outputs[0].Text);
        Assert.Equal("Figures are SVG images.", plain.Cells[^2].Outputs[0].Text);

        IReadOnlyDictionary<string, string> one = drawn.Cells[^1].Outputs[0].Data, other = plain.Cells[^1].Outputs[0].Data;
        Assert.StartsWith("<div><img alt=\"A line (theory, no data)\" src=\"data:image/svg+xml;base64,", other["text/html"], StringComparison.Ordinal);
        Assert.Contains(other["text/html"], one["text/html"], StringComparison.Ordinal);
        Assert.Contains("plotly.newPlot", one["text/html"], StringComparison.Ordinal);
        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/html", "text/plain"], one.Keys.Order(StringComparer.Ordinal));
        Assert.All(one.Keys.Where(mimeType => mimeType != "text/html"), mimeType => Assert.Equal(other[mimeType], one[mimeType]));
        IEnumerable<string> stored = drawn.Executed.Cells[^1].Outputs[0]["data"]!.AsObject().Select(entry => entry.Key);
        Assert.Equal(["text/html", "text/plain"], stored.Order(StringComparer.Ordinal));
    }
}
