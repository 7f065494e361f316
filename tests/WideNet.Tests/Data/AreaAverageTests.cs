using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class AreaAverageTests
{
    [Fact]
    public void Resize_ByAWholeRatio_AveragesBlocks()
    {
        var images = new InputBatch(1, 2, 4, 1, [1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal([3.5, 5.5], AreaAverage.Resize(images, 1, 2).Values.ToArray());
    }

    [Fact]
    public void Resize_ThreeToTwo_WeightsSharedPixelsByArea()
    {
        var images = new InputBatch(1, 1, 3, 2, [1, 10, 4, 40, 7, 70]);
        // Each new pixel covers 3/2 old ones: (1 + 4/2)/(3/2) and (4/2 + 7)/(3/2).
        double[] expected = [2, 20, 6, 60];
        double[] found = AreaAverage.Resize(images, 1, 2).Values.ToArray();
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 13));
    }

    [Theory]
    [InlineData(6, 6)]
    [InlineData(5, 7)]
    [InlineData(31, 1)]
    public void Resize_AnySize_AgreesWithAveragingAFinerGrid(int height, int width)
    {
        // Repeating every pixel h (w) times makes the ratio whole; plain block means of that grid are an independent route.
        InputBatch images = Wavy(2, 32, 32, 3);
        InputBatch small = AreaAverage.Resize(images, height, width);
        for (int n = 0; n < 2; n++)
        {
            for (int i = 0; i < height; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    for (int c = 0; c < 3; c++)
                    {
                        double sum = 0;
                        for (int u = i * 32; u < (i + 1) * 32; u++)
                        {
                            for (int v = j * 32; v < (j + 1) * 32; v++)
                            {
                                sum += images.Example(n)[(((u / height * 32) + (v / width)) * 3) + c];
                            }
                        }

                        // 1,024 terms of order 1 leave at most about 1e-13 in the mean.
                        Assert.Equal(sum / 1024, small.Example(n)[(((i * width) + j) * 3) + c], 12);
                    }
                }
            }
        }
    }

    [Fact]
    public void Resize_SameSize_ChangesNothing()
    {
        InputBatch images = Wavy(1, 5, 4, 3);
        Assert.Equal(images.Values.ToArray(), AreaAverage.Resize(images, 5, 4).Values.ToArray());
    }

    [Fact]
    public void Resize_ToALargerSize_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => AreaAverage.Resize(Wavy(1, 4, 4, 1), 4, 5));
        Assert.Equal("Images of 4×4 pixels can only be averaged to smaller ones, but 4×5 was asked for. (Parameter 'height')", error.Message);
    }

    private static InputBatch Wavy(int count, int height, int width, int channels) =>
        new(count, height, width, channels, [.. Enumerable.Range(0, count * height * width * channels).Select(i => Math.Sin(i * 0.7))]);
}
