using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class Cifar10Tests : IDisposable
{
    private const int RecordSize = 3073;
    private const string Repair = "fetch the data set again with 'reproduce data download cifar10'";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Load_OneRecord_PutsChannelPlanesIntoPixels()
    {
        byte[] record = Record(7);
        record[1 + 33] = 51; // red of pixel (1, 1)
        record[1 + 1024 + 33] = 102; // green
        record[1 + 2048 + 33] = 255; // blue
        Write("data_batch_1.bin", record);
        Write("test_batch.bin", Record(0));
        LabeledDataset train = Cifar10.Load(_folder.FullName, 1, 1).Train;
        int pixel = ((1 * 32) + 1) * 3;
        Assert.Equal([0.2, 0.4, 1.0], train.Inputs.Example(0).Slice(pixel, 3).ToArray());
        Assert.Equal(1.6, train.Inputs.Values.ToArray().Sum(), 15);
        Assert.Equal([7], train.Labels.ToArray());
    }

    [Fact]
    public void Load_SeveralFiles_JoinsThemInOrder()
    {
        Write("data_batch_1.bin", Record(1), Record(2));
        Write("data_batch_2.bin", Record(3));
        Write("data_batch_3.bin", Record(4, 255), Record(5));
        Write("test_batch.bin", Record(0));
        LabeledDataset train = Cifar10.Load(_folder.FullName, 4, 0).Train;
        Assert.Equal([1, 2, 3, 4], train.Labels.ToArray());
        Assert.Equal((0.0, 1.0), (train.Inputs.Example(2)[0], train.Inputs.Example(3)[0]));
        Assert.Equal("CIFAR-10, 4 of 50,000 training images", train.Description);
    }

    [Fact]
    public void Load_InTurn_TakesTheSameImagesFromShorterFiles()
    {
        // Labels say record and file: classes 0, 1, 2 in the first records, 3, 4, 5 in the second ones, and so on.
        Write("test_batch.bin", Record(0));
        WriteRecords(3);
        LabeledDataset whole = Cifar10.Load(_folder.FullName, 5, 0, SubsetRule.InTurn).Train;
        Assert.Equal([0, 1, 2, 3, 4], whole.Labels.ToArray());
        Assert.Equal("CIFAR-10, 5 of 50,000 training images, record i of each file in turn", whole.Description);
        WriteRecords(2);
        Assert.Equal([0, 1, 2, 3, 4], Cifar10.Load(_folder.FullName, 5, 0, SubsetRule.InTurn).Train.Labels.ToArray());
        Assert.Equal([0, 3, 1, 4, 2], Cifar10.Load(_folder.FullName, 5, 0).Train.Labels.ToArray());

        // A file that has ended is passed over.
        Write("data_batch_2.bin", Record(1));
        Assert.Equal([0, 1, 2, 3, 5], Cifar10.Load(_folder.FullName, 5, 0, SubsetRule.InTurn).Train.Labels.ToArray());

        void WriteRecords(int count)
        {
            for (int file = 0; file < 3; file++)
            {
                Write($"data_batch_{file + 1}.bin", [.. Enumerable.Range(0, count).Select(record => Record((byte)((3 * record) + file)))]);
            }
        }
    }

    [Fact]
    public void Load_BalancedInTurn_TakesTheFirstOfEachClassInThatOrder()
    {
        Write("test_batch.bin", [.. Enumerable.Range(0, 10).Select(label => Record((byte)label))]);
        Write("data_batch_1.bin", [.. Enumerable.Range(0, 10).Select(label => Record((byte)label, 1))]);
        Write("data_batch_2.bin", [.. Enumerable.Range(0, 10).Select(label => Record((byte)(9 - label), 2))]);
        LabeledDataset train = Cifar10.Load(_folder.FullName, 10, 10, SubsetRule.BalancedInTurn).Train;
        Assert.Equal([0, 9, 1, 8, 2, 7, 3, 6, 4, 5], train.Labels.ToArray());
        Assert.Equal("CIFAR-10, 10 of 50,000 training images, balanced classes, record i of each file in turn", train.Description);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], Cifar10.Load(_folder.FullName, 10, 10, SubsetRule.Balanced).Train.Labels.ToArray());
    }

    [Fact]
    public void Load_MoreThanThereAre_SaysHowManyThereAreAndHowToGetTheRest()
    {
        Write("data_batch_1.bin", Record(1), Record(2));
        Write("test_batch.bin", Record(0));
        var error = Assert.Throws<DatasetTooSmallException>(() => Cifar10.Load(_folder.FullName, 3, 1));
        Assert.Equal(
            $"{_folder.FullName} has 2 training images of CIFAR-10, but 3 were asked for; get all 50,000 + 10,000 with 'reproduce data download cifar10', "
                + "or name a folder that has more with --data-dir or CIFAR10_DIR.",
            error.Message);
        Assert.Throws<DatasetTooSmallException>(() => Cifar10.Load(_folder.FullName, 1, 2));
    }

    [Fact]
    public void Load_MissingFile_NamesIt()
    {
        Write("data_batch_1.bin", Record(1));
        AssertMissing("test_batch.bin");
        Write("test_batch.bin", Record(1));
        Write("data_batch_3.bin", Record(1));
        AssertMissing("data_batch_2.bin");
        File.Delete(_folder["data_batch_1.bin"]);
        AssertMissing("data_batch_1.bin");
        File.Delete(_folder["data_batch_3.bin"]);
        AssertMissing("data_batch_1.bin");
    }

    [Fact]
    public void Load_DamagedFile_NamesFileByteAndRemedy()
    {
        Write("test_batch.bin", Record(1));
        Write("data_batch_1.bin");
        AssertRefused($"{_folder["data_batch_1.bin"]} is empty; {Repair}.");
        Write("data_batch_1.bin", Record(1), new byte[100]);
        AssertRefused($"{_folder["data_batch_1.bin"]} has 3173 bytes: at byte 3073 a record of 3073 bytes begins, but only 100 follow; {Repair}.");
        Write("data_batch_1.bin", Record(1), Record(9), Record(10));
        AssertRefused($"{_folder["data_batch_1.bin"]} has the label 10 at byte 6146 (record 2), but labels run from 0 to 9; {Repair}.");
    }

    [Fact]
    public void Load_Balanced_NeedsAMultipleOfTheClasses()
    {
        Write("data_batch_1.bin", Record(1));
        Write("test_batch.bin", Record(1));
        var error = Assert.Throws<ArgumentException>(() => Cifar10.Load(_folder.FullName, 1, 0, SubsetRule.Balanced));
        Assert.Equal("A balanced subset of 10 classes needs a multiple of 10 images, but 1 were asked for. (Parameter 'count')", error.Message);
    }

    [Fact]
    public void CentredLabels_OfTenClasses_AreOneHotMinusATenth()
    {
        Write("data_batch_1.bin", Record(2));
        Write("test_batch.bin", Record(1));
        LabeledDataset train = Cifar10.Load(_folder.FullName, 1, 0).Train;
        Assert.Equal([-0.1, -0.1, 0.9, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1], train.CentredLabels().Values.ToArray());
        Assert.Equal([0.0, 0, 1, 0, 0, 0, 0, 0, 0, 0], train.OneHotLabels().Values.ToArray());
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Record(byte label, byte pixel = 0)
    {
        byte[] record = new byte[RecordSize];
        Array.Fill(record, pixel);
        record[0] = label;
        return record;
    }

    private void Write(string name, params byte[][] records) => File.WriteAllBytes(_folder[name], [.. records.SelectMany(r => r)]);

    private void AssertMissing(string name)
    {
        var error = Assert.Throws<DatasetMissingException>(() => Cifar10.Load(_folder.FullName, 1, 1));
        Assert.Equal($"{_folder[name]} is missing; {Repair}, or name another folder with --data-dir or CIFAR10_DIR.", error.Message);
    }

    private void AssertRefused(string message) =>
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => Cifar10.Load(_folder.FullName, 1, 1)).Message);
}
