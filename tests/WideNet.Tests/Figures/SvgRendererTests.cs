using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using WideNet.Figures.Rendering;
using WideNet.Figures;
using WideNet.Formatting;

namespace WideNet.Tests.Figures;

public sealed class SvgRendererTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // The hash changes with every visible change: look at the rendered figure, then take over the new value.
    [Theory]
    [InlineData("lines", "8e7f6023740c1271")]
    [InlineData("maps", "b2e7b711bba0a703")]
    public void ToSvg_Sample_IsTheSameText(string id, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sample(id).ToSvg())))[..16]);

    [Theory]
    [InlineData("lines")]
    [InlineData("maps")]
    public void ToSvg_Sample_IsAccessibleXmlWithoutIds(string id)
    {
        XElement svg = XDocument.Parse(Sample(id).ToSvg()).Root!;
        Assert.Equal("img", (string?)svg.Attribute("role"));
        Assert.Equal(RichText.ToPlain(Sample(id).Title), svg.Elements().First().Value);
        Assert.Contains(Sample(id).DataLabel, svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Equal($"0 0 {svg.Attribute("width")!.Value} {svg.Attribute("height")!.Value}", svg.Attribute("viewBox")!.Value);
        Assert.Empty(svg.DescendantsAndSelf().Attributes("id"));
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_InACultureWithCommas_IsTheSame()
    {
        string expected = SampleFigures.Lines.ToSvg();
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(expected, SampleFigures.Lines.ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ToSvg_EverythingDrawn_LiesOnThePage()
    {
        foreach (Figure figure in (Figure[])[SampleFigures.Lines, SampleFigures.Maps])
        {
            XElement svg = XDocument.Parse(figure.ToSvg()).Root!;
            double width = (double)svg.Attribute("width")!;
            double height = (double)svg.Attribute("height")!;
            foreach (XElement text in svg.Descendants(Svg + "text"))
            {
                Assert.InRange((double)text.Attribute("x")!, 0, width);
                Assert.InRange((double)text.Attribute("y")!, 0, height);
            }
        }
    }

    [Fact]
    public void ToSvg_GridOfMaps_AlignsPlotAreas()
    {
        PanelView[] views = [.. SampleFigures.Maps.Panels.Select((_, i) => new PanelView(SampleFigures.Maps, i, 200, 100))];
        Assert.Equal(views[0].XRange, views[2].XRange);
        Assert.Equal(views[0].ColorRange, views[1].ColorRange);
        Assert.Equal([false, true, true], views.Select(v => v.ShowColorBar));
        XElement[] frames = [.. XDocument.Parse(SampleFigures.Maps.ToSvg()).Descendants(Svg + "rect").Where(r => (string?)r.Attribute("width") == "320")];
        Assert.Equal(3, frames.Length);
        Assert.Equal(frames[0].Attribute("x")!.Value, frames[2].Attribute("x")!.Value);
        Assert.Equal(frames[0].Attribute("y")!.Value, frames[1].Attribute("y")!.Value);
    }

    [Fact]
    public void ToSvg_LogAxisWithoutPositiveValue_NamesTheAxis()
    {
        Figure figure =
            SampleFigures.Lines with { Panels = [new Panel { X = Axis.Linear("l"), Y = Axis.Log("κ"), Layers = [LineSeries.Line("", [1.0, 2], [0.0, -1])] }] };
        var error = Assert.Throws<ArgumentException>(figure.ToSvg);
        Assert.Equal("The axis 'κ' has no positive finite value to show; give data or both ends of the axis.", error.Message);
    }

    [Theory]
    [InlineData(1e300, 1e308)]
    [InlineData(5e-324, 1e-300)]
    [InlineData(-1e300, 1e300)]
    [InlineData(0, 0)]
    [InlineData(1e16, 1e16)]
    public void ToSvg_ExtremeRanges_StayFinite(double low, double high)
    {
        foreach (Axis axis in (Axis[])[Axis.Linear("y"), Axis.Log("y")])
        {
            if (axis.Scale == AxisScale.Log && low <= 0)
            {
                continue;
            }

            Figure figure =
                SampleFigures.Lines with { Panels = [new Panel { X = Axis.Linear("x"), Y = axis, Layers = [LineSeries.Line("", [1.0, 2], [low, high])] }] };
            string svg = figure.ToSvg();
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ToSvg_GapInALine_StartsANewStroke()
    {
        Figure figure = SampleFigures.Lines with
        {
            Panels = [new Panel { X = Axis.Linear("x"), Y = Axis.Linear("y"),
                Layers = [LineSeries.Line("", [1.0, 2, 3, 4, 5], [1, 2, double.NaN, 1, 2])] }]
        };
        XElement line = XDocument.Parse(figure.ToSvg()).Descendants(Svg + "path").Single(p => (string?)p.Attribute("stroke") == Palette.Blue);
        Assert.Equal(2, line.Attribute("d")!.Value.Count(c => c == 'M'));
    }

    private static Figure Sample(string id) => id == "lines" ? SampleFigures.Lines : SampleFigures.Maps;
}
