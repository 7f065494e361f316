using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class LabeledDatasetTests
{
    private static readonly InputBatch TwoVectors = new(2, 1, 1, 1, [0.5, 1]);

    [Fact]
    public void Constructor_NumbersDiffer_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => new LabeledDataset(TwoVectors, [0], ["a"], "x"));
        Assert.Equal("Every image needs a label, but there are 2 images and 1 labels. (Parameter 'labels')", error.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Constructor_LabelOfNoClass_NamesIt(int label)
    {
        var error = Assert.Throws<ArgumentException>(() => new LabeledDataset(TwoVectors, [0, label], ["a", "b"], "x"));
        Assert.Equal($"Label 1 is {label}, but there are 2 classes, numbered from 0. (Parameter 'labels')", error.Message);
    }

    [Fact]
    public void CentredLabels_OfTwoClasses_SumToZero()
    {
        var data = new LabeledDataset(TwoVectors, [1, 0], ["a", "b"], "x");
        Assert.Equal([-0.5, 0.5, 0.5, -0.5], data.CentredLabels().Values.ToArray());
        Assert.Equal([1, 1], data.CountByClass());
    }
}
