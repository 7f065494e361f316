namespace WideNet.Notebooks.Tests;

public sealed class OutputNormalizerTests
{
    [Theory]
    [InlineData("/home/me/repo/notebooks/a.txt", "./a.txt")]
    [InlineData("in /home/me/repo/notebooks, twice /home/me/repo/notebooks", "in ., twice .")]
    [InlineData("'/home/me/repo/data/x.bin'", "'../data/x.bin'")]
    [InlineData("/home/me/repository/x", "~/repository/x")]
    [InlineData("/home/me", "~")]
    [InlineData("/home/me2", "/home/me2")]
    [InlineData("/tmp/x and /tmpfiles and data/tmp/x", "$TMP/x and /tmpfiles and data/tmp/x")]
    [InlineData("base64,PHN2+/tmp/tmp=", "base64,PHN2+/tmp/tmp=")]
    [InlineData("https://example.org/tmp/x", "https://example.org/tmp/x")]
    public void Normalize_AbsolutePaths_BecomeRelative(string text, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths of this test are those of Unix.");
        OutputNormalizer normalizer = new("/home/me/repo/notebooks/", "/tmp/", "/home/me");
        Assert.Equal(expected, normalizer.Normalize(text));
    }
}
