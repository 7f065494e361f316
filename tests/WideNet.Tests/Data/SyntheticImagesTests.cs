using System.Security.Cryptography;
using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class SyntheticImagesTests
{
    [Fact]
    public void Create_LargerSet_BeginsWithTheSmallerOne()
    {
        DatasetPair small = SyntheticImages.Create(15, 5), large = SyntheticImages.Create(40, 10);
        Assert.Equal(small.Train.Inputs.Values.ToArray(), large.Train.Inputs.Slice(0, 15).Values.ToArray());
        Assert.Equal(small.Test.Inputs.Values.ToArray(), large.Test.Inputs.Slice(0, 5).Values.ToArray());
        Assert.NotEqual(small.Train.Inputs.Example(0).ToArray(), small.Test.Inputs.Example(0).ToArray());
        Assert.NotEqual(small.Train.Inputs.Example(0).ToArray(), SyntheticImages.Create(1, 0, seed: 1).Train.Inputs.Example(0).ToArray());
    }

    [Fact]
    public void Create_FirstImages_StayTheSame()
    {
        // Recorded when the generator was written: stored results name the set, so it may not change unnoticed.
        byte[] pixels = [.. SyntheticImages.Create(20, 0).Train.Inputs.Values.ToArray().Select(v => (byte)Math.Round(255 * v))];
        Assert.Equal("95d51e73da89e2ec3b28cbc18ded4780bc34505a846925552e63adc4a5e9c413", Convert.ToHexStringLower(SHA256.HashData(pixels)));
    }

    [Fact]
    public void Create_Images_AreBytesBetweenZeroAndOneWithFewClipped()
    {
        double[] pixels = SyntheticImages.Create(100, 0).Train.Inputs.Values.ToArray();
        Assert.All(pixels, v => Assert.True(v is >= 0 and <= 1 && Math.Abs((255 * v) - Math.Round(255 * v)) < 1e-9));
        Assert.True(pixels.Count(v => v is 0 or 1) < 0.01 * pixels.Length);
    }

    [Fact]
    public void Create_Labels_AreBalancedAndDescribed()
    {
        DatasetPair pair = SyntheticImages.Create(1000, 50);
        Assert.All(pair.Train.CountByClass(), n => Assert.Equal(100, n));
        Assert.Equal("synthetic images (seed 0), 1,000 for training and 50 for test", pair.Description);
        Assert.Equal("synthetic images (seed 0), 50 for test", pair.Test.Description);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Create_SmallSides_Work(int side) => Assert.Equal(side, SyntheticImages.Create(3, 0, side: side).Train.Inputs.Height);

    [Fact]
    public void Create_PooledStatistics_TellClassesThatPixelsDoNot()
    {
        DatasetPair pair = SyntheticImages.Create(500, 300).Preprocess(new Preprocessing());
        double pixels = NearestMeanAccuracy(pair, x => x.ToArray());
        double pooled = NearestMeanAccuracy(pair, AutoCorrelations);
        // Measured: 0.31 and 0.80, with standard errors sqrt(p (1 - p) / 300) = 0.027 and 0.023; every bound lies over four of them away. Chance is 0.1.
        Assert.True(pixels is > 0.2 and < 0.5, $"pixels {pixels}");
        Assert.True(pooled > pixels + 0.2, $"pooled {pooled}, pixels {pixels}");
    }

    /// <summary>Mean over all pixels of x(α, c) x(α + δ, c') for small δ, wrapping: what global average pooling of products sees.</summary>
    private static double[] AutoCorrelations(ReadOnlySpan<double> image)
    {
        const int side = 32, channels = 3;
        var features = new List<double>();
        for (int dy = 0; dy <= 3; dy++)
        {
            for (int dx = -3; dx <= 3; dx++)
            {
                for (int c = 0; c < channels * channels; c++)
                {
                    double sum = 0;
                    for (int y = 0; y < side; y++)
                    {
                        for (int x = 0; x < side; x++)
                        {
                            int shifted = ((y + dy) % side * side) + ((x + dx + side) % side);
                            sum += image[(((y * side) + x) * channels) + (c / channels)] * image[(shifted * channels) + (c % channels)];
                        }
                    }

                    features.Add(sum / (side * side));
                }
            }
        }

        return [.. features];
    }

    private static double NearestMeanAccuracy(DatasetPair pair, Func<ReadOnlySpan<double>, double[]> features)
    {
        double[][] train = [.. Enumerable.Range(0, pair.Train.Count).Select(i => features(pair.Train.Inputs.Example(i)))];
        int[] labels = pair.Train.Labels.ToArray();
        double[][] means = [.. Enumerable.Range(0, 10).Select(c => Mean([.. train.Where((_, i) => labels[i] == c)]))];
        int right = 0;
        for (int i = 0; i < pair.Test.Count; i++)
        {
            double[] x = features(pair.Test.Inputs.Example(i));
            double[] distances = [.. means.Select(m => m.Zip(x, (a, b) => (a - b) * (a - b)).Sum())];
            right += Array.IndexOf(distances, distances.Min()) == pair.Test.Labels[i] ? 1 : 0;
        }

        return (double)right / pair.Test.Count;
    }

    private static double[] Mean(double[][] vectors) => [.. Enumerable.Range(0, vectors[0].Length).Select(k => vectors.Average(v => v[k]))];
}
