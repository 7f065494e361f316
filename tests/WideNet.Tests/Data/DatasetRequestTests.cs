using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class DatasetRequestTests
{
    [Fact]
    public void Images_NotThere_IsAnErrorOnlyWhenTheyAreAskedFor()
    {
        var request = new DatasetRequest("cifar10", 5, 5, "no-such-folder");
        Assert.Equal("cifar10, 5 training and 5 test images, First of the files", request.ToString());
        Assert.Throws<DatasetMissingException>(() => request.Images);
    }

    [Fact]
    public void Checksum_TellsImagesAndLabelsApart()
    {
        string few = new DatasetRequest("synthetic", 20, 10).Checksum;
        Assert.Equal(64, few.Length);
        Assert.Equal(few, new DatasetRequest("synthetic", 20, 10).Checksum);
        Assert.NotEqual(few, new DatasetRequest("synthetic", 20, 11).Checksum);
        Assert.NotEqual(few, new DatasetRequest("synthetic", 21, 10).Checksum);
    }
}
