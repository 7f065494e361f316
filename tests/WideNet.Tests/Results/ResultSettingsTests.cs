using WideNet.Results;

namespace WideNet.Tests.Results;

public sealed class ResultSettingsTests
{
    [Fact]
    public void Add_AnyValue_IsTextThatReadsBack()
    {
        var settings = new ResultSettings
            { { "width", 256 }, { "rate", 0.1 + 0.2 }, { "depths", (int[])[1, 2] }, { "preset", Preset.Paper }, { "centred", true }, { "side", null } };
        Assert.Equal(
            "width=256 rate=0.30000000000000004 depths=1 2 preset=Paper centred=true side=none",
            string.Join(' ', settings.Select(entry => $"{entry.Key}={entry.Value}")));
    }

    [Fact]
    public void DifferenceFrom_OtherSettings_NamesTheFirstDifference()
    {
        var here = new ResultSettings { { "width", 256 }, { "steps", 10 } };
        Assert.Null(here.DifferenceFrom(new ResultSettings { { "steps", 10 }, { "width", 256 } }));
        Assert.Equal("width is 512 there and 256 here", here.DifferenceFrom(new ResultSettings { { "width", 512 }, { "steps", 11 } }));
        Assert.Equal("steps is not named there and 10 here", here.DifferenceFrom(new ResultSettings { { "width", 256 } }));
        Assert.Equal("batch is 5 there and not named here", here.DifferenceFrom(new ResultSettings { { "width", 256 }, { "steps", 10 }, { "batch", 5 } }));
    }

    [Fact]
    public void Add_TwiceOrSeveralLines_IsRefused()
    {
        var settings = new ResultSettings { { "width", 256 } };
        Assert.StartsWith(
            "The setting 'width' is given twice.", Assert.Throws<ArgumentException>(() => settings.Add("width", 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The setting 'a' has several lines; it must be one.", Assert.Throws<ArgumentException>(() => settings.Add("a", "x\ny")).Message,
            StringComparison.Ordinal);
    }
}
