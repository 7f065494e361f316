using WideNet.Cli;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class DepthListTests
{
    [Theory]
    [InlineData("3", "3")]
    [InlineData("1..4", "1 2 3 4")]
    [InlineData("1,2,4,7..9,20", "1 2 4 7 8 9 20")]
    [InlineData("5..5", "5")]
    public void Parse_NumbersAndRanges_AreListedInOrder(string text, string depths) => Assert.Equal(depths, string.Join(' ', DepthList.Parse(text)!));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("2,2")]
    [InlineData("3,1")]
    [InlineData("4..2")]
    [InlineData("1..3,3")]
    [InlineData("1..2..3")]
    [InlineData("1,,2")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1..2000000000")]
    public void Parse_AnythingElse_IsNull(string text) => Assert.Null(DepthList.Parse(text));
}
