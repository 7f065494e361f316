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

    [Fact]
    public void MeanFreeLabels_OfUnequalClasses_HaveColumnsThatSumToZero()
    {
        var data = new LabeledDataset(new InputBatch(4, 1, 1, 1, [1, 2, 3, 4]), [0, 0, 1, 0], ["a", "b"], "x");
        Assert.Equal([0.25, -0.25, 0.25, -0.25, -0.75, 0.75, 0.25, -0.25], data.MeanFreeLabels().Values.ToArray());
        Assert.Equal([0, 0, 0, 0], data.MeanFreeLabels(2).Values.ToArray());
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => data.MeanFreeLabels(5));
        Assert.StartsWith("Labels of the first 5 images are asked for; it must be from 1 to the 4 there are.", error.Message, StringComparison.Ordinal);
    }
}
