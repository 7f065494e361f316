using WideNet.Engines;
using WideNet.Figures;
using WideNet.Formatting;
using WideNet.Tests.Data;

namespace WideNet.Tests.Figures;

/// <summary>The choice is the process's own: no other class here changes it or formats figures, and every test leaves it as it was.</summary>
public sealed class FigureViewTests : IDisposable
{
    private static readonly Figure Figure = SampleFigures.Lines;

    public void Dispose() => FigureView.Use("svg");

    [Fact]
    public void Use_Svg_IsWhatFiguresAreWithoutAChoice()
    {
        Assert.Equal(Figure.ToHtml(), Formatted()[MimeTypes.Html]);
        Assert.Equal("Figures are SVG images.", FigureView.Use("svg"));
        Assert.Equal(Figure.ToHtml(), Formatted()[MimeTypes.Html]);
    }

    [Fact]
    public void Use_AnotherRenderer_ChangesTheHtmlOfCellsAlone()
    {
        Dictionary<string, string> before = Formatted();
        Assert.Equal("Figures are stand-ins.", FigureView.Use(new StandInRenderer()));
        Dictionary<string, string> after = Formatted();
        Assert.Equal($"<b>{Figure.Id}</b>", after[MimeTypes.Html]);
        Assert.Equal([MimeTypes.Html, MimeTypes.Svg, MimeTypes.Plain], after.Keys.Take(3));
        Assert.All(after.Keys.Skip(1), mimeType => Assert.Equal(before[mimeType], after[mimeType]));
        Assert.Equal(before[MimeTypes.Html], Figure.ToHtml());
    }

    [Fact]
    public void Use_Twice_TheLaterCounts()
    {
        FigureView.Use(new StandInRenderer());
        FigureView.Use("svg");
        Assert.Equal(Figure.ToHtml(), Formatted()[MimeTypes.Html]);
    }

    [Fact]
    public void Use_WhatThereIsNot_NamesTheRenderersAndChangesNothing()
    {
        FigureView.Use(new StandInRenderer());
        var error = Assert.Throws<ArgumentException>(() => FigureView.Use("png"));
        Assert.StartsWith("'png' is not a renderer of figures; the renderers are svg, plotly.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => FigureView.Use((IFigureRenderer)null!));
        Assert.Equal($"<b>{Figure.Id}</b>", Formatted()[MimeTypes.Html]);
    }

    [Fact]
    public void Open_PlotlyInNoFolder_SaysHowToBuildIt()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<EngineUnavailableException>(() => FigureView.Open("plotly", [folder.FullName]));
        Assert.Equal(
            "The figure renderer plotly is not built: run 'dotnet build -c Release lib/WideNet.Cli' in the repository, or let WIDENET_ENGINES name the "
                + "folder that holds WideNet.Interactive.dll.",
            error.Message);
    }

    [Fact]
    public void Open_AssemblyWithARenderer_SharesTheLoadedLibrary()
    {
        using var folder = new TemporaryFolder();
        DirectoryInfo home = Directory.CreateDirectory(folder.FullName);
        foreach (string package in (string[])["Plotly.NET", "Deedle"]) File.WriteAllText(Path.Combine(home.FullName, package + ".dll"), "");
        File.Copy(typeof(FigureViewTests).Assembly.Location, Path.Combine(home.FullName, "WideNet.Interactive.dll"));
        IFigureRenderer renderer = FigureView.Open("plotly", [folder.FullName]);
        Assert.NotEqual(typeof(StandInRenderer).Assembly, renderer.GetType().Assembly);
        Assert.Equal("Figures are stand-ins.", FigureView.Use(renderer));
        Assert.Equal($"<b>{Figure.Id}</b>", Formatted()[MimeTypes.Html]);
    }

    [Fact]
    public void Names_OfRenderers_AreWhatOpenTakes() => Assert.Equal(["svg", "plotly"], FigureView.Names);

    private static Dictionary<string, string> Formatted() =>
        new FigureFormatterSource().CreateTypeFormatters().Cast<MimeFormatter<Figure>>().ToDictionary(formatter => formatter.MimeType, formatter =>
    {
        using var text = new StringWriter();
        Assert.True(formatter.Format(Figure, text));
        return text.ToString();
    });
}
