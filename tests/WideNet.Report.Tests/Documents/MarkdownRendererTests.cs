using WideNet.Report.Documents;

namespace WideNet.Report.Tests.Documents;

public sealed class MarkdownRendererTests
{
    [Theory]
    [InlineData("a <b>c</b> & d", "<p>a &lt;b&gt;c&lt;/b&gt; &amp; d</p>\n")]
    [InlineData("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n")]
    [InlineData("## A head", "<h2 id=\"a-head\">A head</h2>\n")]
    [InlineData("[six](06-nngp.ipynb#claims)", "<p><a href=\"06-nngp.html#claims\">six</a></p>\n")]
    [InlineData("[other](07-none.ipynb) and [code](../lib/x.cs)", "<p><em>other</em> and <em>code</em></p>\n")]
    [InlineData("[run](javascript:alert(1))", "<p><em>run</em></p>\n")]
    [InlineData("[paper](https://arxiv.org/abs/1912.13053)", "<p><a href=\"https://arxiv.org/abs/1912.13053\">paper</a></p>\n")]
    [InlineData("![picture](https://example.org/a.png)", "<p><em>picture</em></p>\n")]
    public void Render_Prose_IsEscapedAndAsksNothingOfTheNetwork(string source, string expected) =>
        Assert.Equal(expected, MarkdownRenderer.Render(source, ["06-nngp"]).ToString());

    [Fact]
    public void Render_FormulasInATable_AreMathMlInAScrollingBox()
    {
        string html = MarkdownRenderer.Render("| scale | is |\n|---|---|\n| $\\xi_1$ | $1/\\lvert\\log\\chi_1\\rvert$ |", []).ToString();
        Assert.StartsWith("<div class=\"scroll\">\n<table>", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<math>").Length - 1);
        Assert.DoesNotContain("$", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_TableWithNamedRows_HasNoEmptyHead()
    {
        string html = MarkdownRenderer.Render("| | ordered |\n|:--|---|\n| κ | grows |", []).ToString();
        Assert.Contains("<td style=\"text-align: left;\"></td>\n<th>ordered</th>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("></th>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Text $$x = 1$$")]
    [InlineData("$$\nx = 1\n$$")]
    public void Render_DisplayedFormula_StandsAlone(string source) =>
        Assert.Contains("<math display=\"block\">", MarkdownRenderer.Render(source, []).ToString(), StringComparison.Ordinal);
}
