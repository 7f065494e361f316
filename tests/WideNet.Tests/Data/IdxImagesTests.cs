using System.Buffers.Binary;
using System.IO.Compression;
using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class IdxImagesTests : IDisposable
{
    private const string Repair = "fetch the data set again with 'reproduce data download mnist'";
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_PlainOrGzip_GivesImagesAndLabels(bool packed)
    {
        WriteAll(packed);
        DatasetPair pair = IdxImages.Mnist.Load(_folder.FullName, 2, 1);
        Assert.Equal("MNIST, 2 of 60,000 training and 1 of 10,000 test images", pair.Description);
        Assert.Equal((2, 2, 3, 1), (pair.Train.Inputs.Count, pair.Train.Inputs.Height, pair.Train.Inputs.Width, pair.Train.Inputs.Channels));
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1], pair.Train.Inputs.Example(1).ToArray());
        Assert.Equal([3, 9], pair.Train.Labels.ToArray());
    }

    [Fact]
    public void Load_TestFilesMissing_NamesBothForms()
    {
        WriteAll(packed: false);
        File.Delete(_folder["t10k-labels-idx1-ubyte"]);
        var error = Assert.Throws<DatasetMissingException>(() => IdxImages.FashionMnist.Load(_folder.FullName, 1, 1));
        Assert.Equal(
            $"{_folder["t10k-labels-idx1-ubyte"]} is missing, and so is t10k-labels-idx1-ubyte.gz; fetch the data set again with 'reproduce data download "
                + "fashion-mnist', or name another folder with --data-dir.",
            error.Message);
    }

    [Fact]
    public void Load_MoreThanThereAre_SaysHowMany()
    {
        WriteAll(packed: false);
        var error = Assert.Throws<DatasetTooSmallException>(() => IdxImages.Mnist.Load(_folder.FullName, 4, 1));
        Assert.StartsWith($"{_folder.FullName} has 3 training images of MNIST, but 4 were asked for; get all 60,000 + 10,000", error.Message);
    }

    [Fact]
    public void Load_DamagedImages_NamesFileProblemAndRemedy()
    {
        WriteAll(packed: false);
        string path = _folder["train-images-idx3-ubyte"];
        byte[] good = File.ReadAllBytes(path);
        AssertRefused(path, good[..10], "ends after 10 bytes, inside its header of 16 bytes");
        AssertRefused(path, good[..20], "declares the shape (3, 2, 3), 18 bytes, but only 4 follow");
        AssertRefused(path, [.. good, 1], "declares the shape (3, 2, 3), 18 bytes, but more follow");
        AssertRefused(
            path, [0, 0, 13, 3, .. good[4..]], "starts with the magic number 0x00000D03, but an IDX file of bytes with 3 dimensions starts with 0x00000803");
        AssertRefused(
            path, Idx([int.MaxValue, 2000, 2000], []),
            "declares the shape (2147483647, 2000, 2000), but lengths must be at least 1 and at most 1073741824 bytes are read");
        AssertRefused(path, Idx([-1, 2, 3], []), "declares the shape (-1, 2, 3), but lengths must be at least 1 and at most 1073741824 bytes are read");
        File.WriteAllBytes(path, Idx([2, 2, 3], new byte[12]));
        AssertMessage($"{path} has 2 images, but {_folder["train-labels-idx1-ubyte"]} has 3 labels; {Repair}.");
    }

    [Fact]
    public void Load_LabelAboveNine_NamesIt()
    {
        WriteAll(packed: false);
        File.WriteAllBytes(_folder["train-labels-idx1-ubyte"], Idx([3], [1, 10, 2]));
        AssertMessage($"{_folder["train-labels-idx1-ubyte"]} has the label 10 for image 1, but labels run from 0 to 9; {Repair}.");
    }

    [Fact]
    public void Load_EveryTruncationOfAGzipFile_IsRefusedOrHarmless()
    {
        WriteAll(packed: true);
        string path = _folder["train-images-idx3-ubyte.gz"];
        byte[] good = File.ReadAllBytes(path);
        for (int length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(path, good[..length]);
            DatasetPair? pair = null;
            Exception? error = Record.Exception(() => pair = IdxImages.Mnist.Load(_folder.FullName, 3, 1));
            if (pair is null)
            {
                Assert.IsType<DataFormatException>(error);
            }
            else
            {
                // Without the end mark, checksum and length (the last 8 bytes and some bits) all data are still there.
                Assert.True(length >= good.Length - 9);
                Assert.Equal([1, 2, 3, 4, 5, 6], pair.Train.Inputs.Example(2).ToArray().Select(v => (int)Math.Round(v * 255)));
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Idx(int[] shape, byte[] values)
    {
        byte[] head = new byte[4 + (4 * shape.Length)];
        BinaryPrimitives.WriteInt32BigEndian(head, 0x800 | shape.Length);
        for (int i = 0; i < shape.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + (4 * i)), shape[i]);
        }

        return [.. head, .. values];
    }

    private void WriteAll(bool packed)
    {
        byte[] pixels = [9, 9, 9, 9, 9, 9, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6];
        foreach (string prefix in (string[])["train", "t10k"])
        {
            Write($"{prefix}-images-idx3-ubyte", Idx([3, 2, 3], pixels), packed);
            Write($"{prefix}-labels-idx1-ubyte", Idx([3], [3, 9, 0]), packed);
        }
    }

    private void Write(string name, byte[] content, bool packed)
    {
        using Stream file = File.Create(_folder[packed ? name + ".gz" : name]);
        using Stream stream = packed ? new GZipStream(file, CompressionLevel.Optimal) : file;
        stream.Write(content);
    }

    private void AssertRefused(string path, byte[] content, string problem)
    {
        File.WriteAllBytes(path, content);
        AssertMessage($"{path} {problem}; {Repair}.");
    }

    private void AssertMessage(string message) =>
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => IdxImages.Mnist.Load(_folder.FullName, 1, 1)).Message);
}
