using System.Text;
using WideNet.Figures;
using WideNet.Numerics;

namespace WideNet.Tests.Figures;

public sealed class FigureTests
{
    [Fact]
    public void ToHtml_Sample_IsAnImageThatCarriesTheSvg()
    {
        string html = SampleFigures.Lines.ToHtml();
        const string Start = "<div><img alt=\"Condition number κ &amp; its rate &lt;χ₁^{−l}&gt; (theory, no data)\" src=\"data:image/svg+xml;base64,";
        Assert.StartsWith(Start, html, StringComparison.Ordinal);
        string svg = Encoding.UTF8.GetString(Convert.FromBase64String(html[Start.Length..html.IndexOf("\">", StringComparison.Ordinal)]));
        Assert.Equal(SampleFigures.Lines.ToSvg(), svg);
        Assert.EndsWith("<p>Measured σ<sub>w</sub><sup>2</sup> against l.</p></div>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void ToString_Sample_NamesPanelsAndRanges() => Assert.Equal(
        """
        Accuracy [synthetic, 10 images]
          panel: depth l against σ_w²
            accuracy: map of 10×12, x 0.5 to 3.8, y 4 to 40, values 0.01832 to 0.9802
            contour lines at 0.2, 0.6
            6ξ₁: x 0.5 to 3.8, y 2.985 to 66.67, 12 points
        """.ReplaceLineEndings("\n").TrimEnd(),
        string.Join('\n', SampleFigures.Maps.ToString().Split('\n').Take(5)));

    [Theory]
    [InlineData("")]
    [InlineData("Figure")]
    [InlineData("a--b")]
    [InlineData("-a")]
    [InlineData("a/b")]
    public void Id_NotASlug_Throws(string id)
    {
        var error = Assert.Throws<ArgumentException>(() => SampleFigures.Lines with { Id = id });
        Assert.StartsWith($"The figure id '{id}' must be lower-case letters and digits joined by single hyphens.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_WithWrongLengths_NamesSeriesAndLengths()
    {
        var error = Assert.Throws<ArgumentException>(() => LineSeries.Line("κ", [1.0, 2], [1]));
        Assert.Equal("The series 'κ' has 2 values of X, but 1 of Y; they must be equal in number.", error.Message);
        error = Assert.Throws<ArgumentException>(() => LineSeries.Line("κ", Array.Empty<double>(), []));
        Assert.Equal("The series 'κ' is empty; it needs at least one point.", error.Message);
    }

    [Fact]
    public void HeatMap_WithTransposedValues_NamesTheShapes()
    {
        var error = Assert.Throws<ArgumentException>(() => HeatMap.Of("A", [1.0, 2, 3], [1.0, 2], new Matrix(3, 2)));
        Assert.Equal("The map 'A' has 2 rows and 3 columns, but its values are 3×2; they are [y, x].", error.Message);
        Assert.Throws<ArgumentException>(() => HeatMap.Of("A", [1.0, 1], [1.0], new Matrix(1, 2)));
    }

    [Fact]
    public void Panel_WithReversedOrNonPositiveAxis_Throws()
    {
        PanelLayer[] layers = [LineSeries.Line("", [1.0, 2], [1.0, 2])];
        Assert.Throws<ArgumentException>(() => new Panel { X = Axis.Linear("x", 2, 1), Y = Axis.Linear("y"), Layers = layers });
        var error = Assert.Throws<ArgumentException>(() => new Panel { X = Axis.Linear("x"), Y = Axis.Log("y", 0), Layers = layers });
        Assert.Equal("The logarithmic axis 'y' starts at 0; both ends must be positive.", error.Message);
        Assert.Throws<ArgumentException>(() => new Panel { X = Axis.Linear("x"), Y = Axis.Linear("y"), Layers = [] });
    }

    [Fact]
    public void Color_NotHex_Throws() => Assert.Throws<ArgumentException>(() => LineSeries.Line("", [1.0], [1.0]) with { Color = "red" });
}
