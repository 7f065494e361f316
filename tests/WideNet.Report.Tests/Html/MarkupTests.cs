using System.Globalization;
using WideNet.Report.Html;

namespace WideNet.Report.Tests.Html;

public sealed class MarkupTests
{
    [Fact]
    public void Of_Text_IsEscapedAndMarkupIsNot()
    {
        Markup inner = Markup.Of($"<b>{"a < b"}</b>");
        Assert.Equal("<p title=\"&quot;&#39;&amp;\"><b>a &lt; b</b></p>", Markup.Of($"<p title=\"{"\"'&"}\">{inner}</p>").ToString());
        Assert.Equal("<b>a &lt; b</b><b>a &lt; b</b>", Markup.Of($"{(Markup[])[inner, inner]}").ToString());
    }

    [Fact]
    public void Of_Numbers_AreTheSameInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = other;
            Assert.Equal("1.5 1234 0.3", Markup.Of($"{1.5} {1234} {0.25:0.0}").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void If_False_IsEmpty()
    {
        Assert.Equal("", Markup.Of($"<p>").If(false).ToString());
        Assert.Equal("", Markup.Empty.ToString());
        Assert.Equal("", Markup.FromText(null).ToString());
    }
}
