using System.Text.Json;
using System.Xml.Linq;
using Microsoft.DotNet.Interactive.Formatting;
using WideNet.Figures;
using WideNet.Results;

namespace WideNet.Notebooks.Tests;

/// <summary>Figures, tables and claims format themselves through the genuine .NET Interactive package, which finds them by the name of an attribute.</summary>
public sealed class RichFormattingTests
{
    private static readonly Provenance Run = new() { Notebook = "00", Preset = Preset.Quick, Dataset = "theory, no data" };

    private static readonly Figure Figure = new()
    {
        Id = "a-figure",
        Title = "A figure",
        DataLabel = "theory, no data",
        Panels = [new Panel { X = Axis.Linear("x"), Y = Axis.Linear("y"), Layers = [LineSeries.Line("a line", [1.0, 2], [3.0, 4])] }],
    };

    private static readonly ClaimTable Claims = new(Claim.Within("one", "Two is two", "section 1", 2, 2, 0, "exact"));

    private static readonly ResultTable Results = new ResultTable(Run, ResultColumn.Number("a")).Add(1.5);

    [Fact]
    public void PreferredMimeTypes_OfEachType_AreItsOwn()
    {
        Assert.Equal(["text/html", "image/svg+xml", "text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(Figure)));
        Assert.Equal(["text/html", "text/plain", "application/json"], Formatter.GetPreferredMimeTypesFor(typeof(ClaimTable)));
        Assert.Equal(["text/html", "text/plain", "text/csv"], Formatter.GetPreferredMimeTypesFor(typeof(ResultTable)));
    }

    [Fact]
    public void Figure_InEachMimeType_IsWhatItsMethodsGive()
    {
        Assert.Equal(Figure.ToHtml(), Figure.ToDisplayString("text/html"));
        Assert.Equal(Figure.ToSvg(), Figure.ToDisplayString("image/svg+xml"));
        Assert.Equal(Figure.ToString(), Figure.ToDisplayString("text/plain"));
        Assert.Equal(FigureView.Open("plotly").ToPlotlyJson(Figure), Figure.ToDisplayString("application/vnd.plotly.v1+json"));
        Assert.Equal("svg", XDocument.Parse(Figure.ToDisplayString("image/svg+xml")).Root!.Name.LocalName);
    }

    [Fact]
    public void Figure_AfterAChoice_IsShownByTheChosenRenderer()
    {
        try
        {
            FigureView.Use(new StandIn());
            Assert.Equal("<b>A figure</b>", Figure.ToDisplayString("text/html"));
            Assert.Equal(Figure.ToSvg(), Figure.ToDisplayString("image/svg+xml"));
        }
        finally
        {
            FigureView.Use("svg");
        }

        Assert.Equal(Figure.ToHtml(), Figure.ToDisplayString("text/html"));
    }

    [Fact]
    public void Claims_InEachMimeType_AreWhatTheirMethodsGive()
    {
        Assert.Equal(Claims.ToHtml(), Claims.ToDisplayString("text/html"));
        Assert.Equal(Claims.ToString(), Claims.ToDisplayString("text/plain"));
        Assert.Equal(Claims.ToJson(), Claims.ToDisplayString("application/json"));
        Assert.Equal("one", JsonDocument.Parse(Claims.ToJson()).RootElement.GetProperty("claims")[0].GetProperty("id").GetString());
    }

    [Fact]
    public void Results_InEachMimeType_AreWhatTheirMethodsGive()
    {
        Assert.Equal(Results.ToHtml(), Results.ToDisplayString("text/html"));
        Assert.Equal(Results.ToString(), Results.ToDisplayString("text/plain"));
        Assert.Equal(Results.ToCsv(), Results.ToDisplayString("text/csv"));
    }

    private sealed class StandIn : IFigureRenderer
    {
        public string Description => "stand-ins";

        public string ToHtml(Figure figure) => $"<b>{figure.Title}</b>";
    }
}
