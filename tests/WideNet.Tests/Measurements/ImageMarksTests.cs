using WideNet.Data;
using WideNet.Measurements;
using WideNet.Numerics;

namespace WideNet.Tests.Measurements;

public sealed class ImageMarksTests
{
    [Theory]
    [InlineData("", "x")]
    [InlineData("1", "x8")]
    [InlineData("0001", "x1")]
    [InlineData("10110", "xb0")]
    [InlineData("000011111", "x0f8")]
    public void Write_FirstImageInTheHighestBit_ReadsBack(string marks, string word)
    {
        bool[] images = [.. marks.Select(mark => mark == '1')];
        Assert.Equal(word, ImageMarks.Write(images));
        Assert.Equal(images, ImageMarks.Read(word, images.Length));
    }

    [Theory]
    [InlineData("x8", 5)]
    [InlineData("88", 4)]
    [InlineData("xg", 4)]
    [InlineData("x9", 3)]
    [InlineData("x", 1)]
    public void Read_WordOfOtherImages_SaysSo(string word, int count)
    {
        var error = Assert.Throws<DataFormatException>(() => ImageMarks.Read(word, count));
        Assert.StartsWith($"'{word}' does not mark {count} images; it must be an x and ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfRight_LargestOutputOfTheClass_IsMarked()
    {
        var outputs = new Matrix(3, 2) { [0, 0] = 1, [1, 0] = 1, [2, 1] = 1 };
        Assert.Equal([true, false, true], ImageMarks.Read(ImageMarks.OfRight(outputs, [0, 1, 1]), 3));
    }

    [Fact]
    public void Compare_OnSharedImages_HasTheErrorOfPairedDifferences()
    {
        bool[] first = [.. Enumerable.Range(0, 100).Select(i => i < 30)], second = [.. Enumerable.Range(0, 100).Select(i => i is >= 5 and < 32)];
        (double difference, double error) = ImageMarks.Compare(ImageMarks.Write(first), ImageMarks.Write(second), 100);
        double[] pairs = [.. first.Zip(second).Select(pair => (pair.First ? 1.0 : 0) - (pair.Second ? 1 : 0))];
        double mean = pairs.Average();
        Assert.Equal(0.03, difference, 1e-15);
        Assert.Equal(Math.Sqrt(pairs.Sum(d => (d - mean) * (d - mean)) / 100 / 100), error, 1e-15);
    }
}
