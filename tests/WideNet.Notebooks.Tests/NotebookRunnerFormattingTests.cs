using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests;

public sealed class NotebookRunnerFormattingTests
{
    /// <summary>A type with formatters found by name, as the library's figures, tables and claims have them, without any reference.</summary>
    private const string Library = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        namespace Sample;

        public sealed class TypeFormatterSourceAttribute(Type source) : Attribute { public Type FormatterSourceType => source; }

        public sealed class ViewFormatter(string mimeType, Func<object, string> format)
        {
            public string MimeType => mimeType;
            public bool Format(object value, TextWriter writer) { writer.Write(format(value)); return true; }
        }

        public sealed class FigureFormatters
        {
            public IEnumerable<object> CreateTypeFormatters() =>
            [
                new ViewFormatter("text/html", _ => "<img alt=\"f\" src=\"data:image/svg+xml;base64,PHN2Zy8+\">"),
                new ViewFormatter("image/svg+xml", _ => "<svg/>"),
            ];
        }

        [TypeFormatterSource(typeof(FigureFormatters))]
        public sealed class Figure { public override string ToString() => "Figure 1: a line"; }

        public sealed class BareFigureFormatters
        {
            public IEnumerable<object> CreateTypeFormatters() => [new ViewFormatter("image/svg+xml", _ => "<svg>\n</svg>")];
        }

        [TypeFormatterSource(typeof(BareFigureFormatters))]
        public sealed class BareFigure { }

        public sealed class TableFormatters
        {
            public IEnumerable<object> CreateTypeFormatters() =>
            [
                new ViewFormatter("text/html", _ => "<table></table>"),
                new ViewFormatter("text/plain", _ => "a | b"),
                new ViewFormatter("text/csv", _ => "a,b\n1,2\n"),
                new ViewFormatter("application/json", _ => "[{\"a\":1}]"),
            ];
        }

        [TypeFormatterSource(typeof(TableFormatters))]
        public class Table { }

        public sealed class NamedTable : Table { }
        """;

    [Fact]
    public async Task RunAsync_PlainValues_HavePlainTextAndHtmlWhereItSaysMore()
    {
        using TestNotebook test = new(
            "1.5", "\"a\\nb\"", "true", "(string)null", "new[] { 1, 2 }", "new { A = 1, B = \"x\" }", "record Point(int X); new Point(3)",
            "new Dictionary<string, int> { [\"k\"] = 7 }", "DayOfWeek.Friday", "1 + 1", "Math.Max(1, 2);", "var x = 3;");

        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        Assert.Equal(
            ["1.5", "a\nb", "True", "<null>", "[ 1, 2 ]", "<>f__AnonymousType0#7<Int32,String>\n      A: 1\n      B: x", "Point\n      X: 3",
                "Dictionary<String,Int32>\n      - Key: k\n        Value: 7", "Friday", "2", "-", "-"],
            result.Cells.Select(cell => cell.Outputs.SingleOrDefault()?.Text ?? "-"));

        string[][] stored =
            [.. result.Executed.Cells.Select(cell => cell.Outputs.SelectMany(output => output["data"]!.AsObject().Select(entry => entry.Key)).ToArray())];
        string[] plain = ["text/plain"];
        string[] both = ["text/html", "text/plain"];
        Assert.Equal([plain, plain, plain, plain, plain, both, both, both, both, plain, [], []], stored);
        Assert.StartsWith(
            "<table><thead><tr><th><i>key</i></th><th>value</th></tr></thead>", result.Cells[7].Outputs.Single().Data["text/html"], StringComparison.Ordinal);
        Assert.StartsWith("<div class=\"dni-plaintext\"><pre>1.5</pre></div>", result.Cells[0].Outputs.Single().Data["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TypesWithFormatters_GiveAllTheyDeclareAndStoreWhatViewersShow()
    {
        using TestNotebook test = new(
            "#r \"../artifacts/notebooks/Sample.dll\"\nusing Sample;", "new Figure()", "new BareFigure()", "new Table()", "new NamedTable()");
        SampleAssembly.Compile(Path.Combine(test.Folder, "artifacts", "notebooks"), Library);

        NotebookRunResult result = await test.RunAsync(alone: true);

        Assert.Null(result.Error);
        CellOutput figure = result.Cells[1].Outputs.Single();
        Assert.Equal(CellOutputKind.Result, figure.Kind);
        Assert.Equal(["image/svg+xml", "text/html", "text/plain"], figure.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("<svg/>", figure.Data["image/svg+xml"]);
        Assert.Equal("Figure 1: a line", figure.Text);
        Assert.Equal(["text/html", "text/plain"], StoredTypes(result, 1));

        Assert.Equal(["image/svg+xml", "text/html", "text/plain"], StoredTypes(result, 2));
        Assert.Equal("[\"\\u003Csvg\\u003E\\n\",\"\\u003C/svg\\u003E\"]", Data(result, 2)["image/svg+xml"]!.ToJsonString());

        CellOutput table = result.Cells[3].Outputs.Single();
        Assert.Equal(["application/json", "text/csv", "text/html", "text/plain"], table.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("a | b", table.Text);
        Assert.Equal("a,b\n1,2\n", table.Data["text/csv"]);
        Assert.Equal("[{\"a\":1}]", table.Data["application/json"]);
        Assert.Equal(["text/html", "text/plain"], StoredTypes(result, 3));
        Assert.Equal("<table></table>", result.Cells[4].Outputs.Single().Data["text/html"]);
    }

    [Fact]
    public async Task RunAsync_FiguresAndClaimsOfTheLibrary_ArriveInEveryForm()
    {
        using TestNotebook test = new(
            $"#r \"{Path.Combine(RepositoryFiles.Root, "artifacts", "notebooks", "WideNet.dll")}\"\nusing WideNet.Activations; using WideNet.Figures; "
                + "using WideNet.Results;",
            """
            new Figure
            {
                Id = "line",
                Title = "A line",
                DataLabel = "theory, no data",
                Panels = [new Panel { X = new Axis { Label = "l" }, Y = new Axis { Label = "χ" }, Layers = [LineSeries.Line("a", [1.0, 2.0], [3.0, 4.0])] }],
            }
            """,
            "new ClaimTable(Claim.Within(\"one\", \"Erf of one\", \"table\", 0.8427007929497149, new Erf().Evaluate(1), 1e-15, \"rounding\"))");

        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        CellOutput figure = result.Cells[1].Outputs.Single();
        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/html", "text/plain"], figure.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("WideNet.Figures.Figure", "line"), (figure.TypeName, figure.ValueId));
        Assert.StartsWith("<svg", figure.Data["image/svg+xml"], StringComparison.Ordinal);
        Assert.Equal(["text/html", "text/plain"], StoredTypes(result, 1));
        Assert.Contains("src=\"data:image/svg+xml;base64,", figure.Data["text/html"], StringComparison.Ordinal);
        CellOutput claims = result.Cells[2].Outputs.Single();
        Assert.Equal(("WideNet.Results.ClaimTable", ""), (claims.TypeName, claims.ValueId));
        Assert.Equal("reproduced", JsonNode.Parse(claims.Data["application/json"])!["claims"]![0]!["verdict"]!.GetValue<string>());
        Assert.Equal(["text/html", "text/plain"], StoredTypes(result, 2));
    }

    private static JsonObject Data(NotebookRunResult result, int cell) => result.Executed.Cells[cell].Outputs.Single()["data"]!.AsObject();

    private static IEnumerable<string> StoredTypes(NotebookRunResult result, int cell) => Data(result, cell).Select(entry => entry.Key);
}
