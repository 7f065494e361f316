using WideNet.Experiments.AccuracyMaps;
using WideNet.Results;

namespace WideNet.Tests.Experiments.AccuracyMaps;

public sealed class AccuracySizesTests
{
    [Theory]
    [InlineData(Preset.Quick, 160, 6)]
    [InlineData(Preset.Standard, 1000, 6)]
    [InlineData(Preset.Paper, 1000, null)]
    public void Convolutional_Zeros_TakeThePreset(Preset preset, int trainCount, int? side)
    {
        AccuracySizes sizes = AccuracySizes.Convolutional(preset);
        Assert.Equal((trainCount, side), (sizes.TrainCount, sizes.Side));
        Assert.All(sizes.Depths.Zip(sizes.Depths.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.All(sizes.WeightVariances.Zip(sizes.WeightVariances.Skip(1)), pair => Assert.True(pair.First < pair.Second));
    }

    [Fact]
    public void FullyConnected_GivenNumbers_ReplaceThePreset() =>
        Assert.Equal("50 training and 500 test images, 11 weight variances, 18 depths to 100", AccuracySizes.FullyConnected(Preset.Quick, 50).ToString());

    [Fact]
    public void Convolutional_NegativeCount_SaysSo()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => AccuracySizes.Convolutional(Preset.Quick, testCount: -1));
        Assert.StartsWith("testCount is -1; it must be positive, or 0 for the preset's.", error.Message, StringComparison.Ordinal);
    }
}
