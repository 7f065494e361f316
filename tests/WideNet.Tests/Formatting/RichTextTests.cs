using WideNet.Figures.Rendering;
using WideNet.Formatting;

namespace WideNet.Tests.Formatting;

public sealed class RichTextTests
{
    [Theory]
    [InlineData("σ_w^2", "σ<sub>w</sub><sup>2</sup>", "σ_w²")]
    [InlineData("σ_w² = 1", "σ<sub>w</sub><sup>2</sup> = 1", "σ_w² = 1")]
    [InlineData("χ_{c*}", "χ<sub>c*</sub>", "χ_c*")]
    [InlineData("ξ_c* and q*", "ξ<sub>c*</sub> and q*", "ξ_c* and q*")]
    [InlineData("10^-3", "10<sup>−3</sup>", "10⁻³")]
    [InlineData("χ_1^{l/2}", "χ<sub>1</sub><sup>l/2</sup>", "χ₁^{l/2}")]
    [InlineData("κ - 1 of CNN-F", "κ − 1 of CNN-F", "κ − 1 of CNN-F")]
    [InlineData("slope -1 (-2)", "slope −1 (−2)", "slope −1 (−2)")]
    [InlineData("Θ_aa - Θ_ab", "Θ<sub>aa</sub> − Θ<sub>ab</sub>", "Θ_aa − Θ_ab")]
    [InlineData("-p --preset", "-p --preset", "-p --preset")]
    [InlineData("Θ_ab/l", "Θ<sub>ab</sub>/l", "Θ_ab/l")]
    [InlineData("e^{-D_1/h}", "e<sup>−D<sub>1</sub>/h</sup>", "e^{−D_1/h}")]
    [InlineData("a _ b ^", "a _ b ^", "a _ b ^")]
    [InlineData(@"data\_batch", "data_batch", "data_batch")]
    [InlineData("a_{open", "a_{open", "a_{open")]
    [InlineData("<b> & \"q\"", "&lt;b&gt; &amp; &quot;q&quot;", "<b> & \"q\"")]
    [InlineData("", "", "")]
    public void ToHtml_Markup_BecomesElements(string text, string html, string plain)
    {
        Assert.Equal(html, RichText.ToHtml(text));
        Assert.Equal(plain, RichText.ToPlain(text));
    }

    [Fact]
    public void Width_Script_IsNarrowerThanTheSameOnTheLine()
    {
        Assert.True(TextMetrics.Width("x_abc", 12) < TextMetrics.Width("xabc", 12));
        Assert.Equal(TextMetrics.Width("σ_w", 12), TextMetrics.Width("σ_w^2", 12), 1e-12);
        Assert.Equal(10 * 0.637, TextMetrics.Width("0", 10), 1e-12);
    }

    [Fact]
    public void Wrap_LongText_KeepsEveryWordAndTheLimit()
    {
        string text = string.Join(' ', Enumerable.Range(0, 40));
        IReadOnlyList<string> lines = TextMetrics.Wrap(text, 12, 100);
        Assert.Equal(text, string.Join(' ', lines));
        Assert.All(lines, l => Assert.True(TextMetrics.Width(l, 12) <= 100));
    }
}
