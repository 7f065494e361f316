using WideNet.Kernels;

namespace WideNet.Tests.Kernels;

public sealed class ArchitecturesTests
{
    [Fact]
    public void Words_OfAllArchitectures_AreTheirNamesInSmallLetters()
    {
        Assert.Equal(["FCN", "CNN-F", "CNN-P"], Enum.GetValues<Architecture>().Select(architecture => architecture.Name()));
        Assert.Equal(["fcn", "cnn-f", "cnn-p"], Architectures.Words);
        Assert.Equal(Architectures.Words, Enum.GetValues<Architecture>().Select(architecture => architecture.Word()));
        Assert.Equal(Enum.GetValues<Architecture>(), Architectures.Words.Select(word => Architectures.Parse(word)));
    }

    [Fact]
    public void Parse_OtherWord_NamesTheThree()
    {
        var error = Assert.Throws<ArgumentException>(() => Architectures.Parse("FCN"));
        Assert.Equal("The architecture 'FCN' is unknown; it must be one of fcn, cnn-f, cnn-p. (Parameter 'word')", error.Message);
        Assert.Throws<ArgumentException>(() => ((Architecture)7).Name());
    }
}
