using WideNet.Report.Pages;

namespace WideNet.Report.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0.44, "0.4 s")]
    [InlineData(59.4, "59.4 s")]
    [InlineData(59.6, "1 min 0 s")]
    [InlineData(3599, "59 min 59 s")]
    [InlineData(3600, "1 h 0 min")]
    [InlineData(7384, "2 h 3 min")]
    public void Duration_AnySeconds_AreTheLargestTwoUnits(double seconds, string words) => Assert.Equal(words, Words.Duration(seconds));
}
