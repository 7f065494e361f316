using WideNet.Figures;

namespace WideNet.Tests.Figures;

public sealed class LegendTests
{
    [Fact]
    public void Place_RisingLine_GoesInsideAwayFromIt()
    {
        string svg = OneLine(Enumerable.Range(0, 50).Select(i => (double)i));
        Assert.Contains("fill-opacity=\"0.88\"", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_PanelFullOfData_GoesToTheRight()
    {
        string svg = OneLine(Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? 0.0 : 1));
        Assert.DoesNotContain("fill-opacity=\"0.88\"", svg, StringComparison.Ordinal);
        Assert.Contains(">a name<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_EqualEntriesInAllPanels_AreDrawnOnceBelow()
    {
        Panel panel = PanelOf([1.0, 2]);
        string svg = (SampleFigures.Lines with { Panels = [panel, panel, panel] }).ToSvg();
        Assert.Equal(2, svg.Split(">a name<").Length);
    }

    [Fact]
    public void Place_None_DrawsNone()
    {
        string svg = (SampleFigures.Lines with { Panels = [PanelOf([1.0, 2]) with { Legend = LegendPlacement.None }] }).ToSvg();
        Assert.DoesNotContain(">a name<", svg, StringComparison.Ordinal);
    }

    private static string OneLine(IEnumerable<double> y) => (SampleFigures.Lines with { Panels = [PanelOf([.. y])] }).ToSvg();

    private static Panel PanelOf(double[] y) => new()
    {
        X = Axis.Linear("x"),
        Y = Axis.Linear("y"),
        Layers = [LineSeries.Line("a name", Enumerable.Range(0, y.Length), y)],
    };
}
