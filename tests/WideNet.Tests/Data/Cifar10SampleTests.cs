using System.Globalization;
using System.Security.Cryptography;
using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class Cifar10SampleTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample");

    [Fact]
    public void Readme_ChecksumsOfEveryFile_AreRight()
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(Folder, "README.md")).Where(l => l.StartsWith("| ",
            StringComparison.Ordinal)).Skip(1).Select(l => l.Split('|', StringSplitOptions.TrimEntries))];
        Assert.Equal(["batches.meta.txt", "data_batch_1.bin", "test_batch.bin"], rows.Select(r => r[1]).Order(StringComparer.Ordinal));
        foreach (string[] row in rows)
        {
            byte[] content = File.ReadAllBytes(Path.Combine(Folder, row[1]));
            Assert.Equal(int.Parse(row[2], CultureInfo.InvariantCulture), content.Length);
#pragma warning disable CA5351 // MD5 is the checksum that CIFAR-10 is published with; SHA-256 is compared as well.
            Assert.Equal(row[3], Convert.ToHexStringLower(MD5.HashData(content)));
#pragma warning restore CA5351
            Assert.Equal(row[4], Convert.ToHexStringLower(SHA256.HashData(content)));
        }
    }

    [Fact]
    public void ClassNames_InTheMetaFile_AreThoseOfTheLoader()
    {
        Assert.Equal(File.ReadLines(Path.Combine(Folder, "batches.meta.txt")), Cifar10.ClassNames);
    }

    [Fact]
    public void Load_WholeSample_HasTheKnownClassCounts()
    {
        DatasetPair pair = Cifar10.Load(Folder, 1000, 1000);
        Assert.Equal("CIFAR-10, 1,000 of 50,000 training images", pair.Train.Description);
        Assert.Equal("CIFAR-10, 1,000 of 50,000 training and 1,000 of 10,000 test images", pair.Description);
        // Counted by NumPy's bincount over every 3,073rd byte.
        Assert.Equal([102, 112, 99, 92, 99, 85, 107, 102, 99, 103], pair.Train.CountByClass());
        // The first training labels of CIFAR-10 are frog, truck, truck, deer, automobile; the first test labels cat, ship, ship, airplane, frog.
        Assert.Equal([6, 9, 9, 4, 1], pair.Train.Labels[..5].ToArray());
        Assert.Equal([3, 8, 8, 0, 6], pair.Test.Labels[..5].ToArray());
    }

    [Fact]
    public void Load_BalancedSample_Takes85OfEachClassInFileOrder()
    {
        LabeledDataset train = Cifar10.Load(Folder, 850, 0, SubsetRule.Balanced).Train;
        Assert.All(train.CountByClass(), n => Assert.Equal(85, n));
        Assert.Equal("CIFAR-10, 850 of 50,000 training images, balanced classes", train.Description);
        var error = Assert.Throws<DatasetTooSmallException>(() => Cifar10.Load(Folder, 1000, 0, SubsetRule.Balanced));
        Assert.Equal(
            $"{Folder} has 85 training images of CIFAR-10 in class dog, but 100 of each class were asked for; get all 50,000 + 10,000 with 'reproduce data "
                + "download cifar10', or name a folder that has more with --data-dir or CIFAR10_DIR.",
            error.Message);
    }

    [Fact]
    public void Load_ReferenceInputs_AgreeWithAnIndependentReader()
    {
        // Inputs of a neural-tangents case, built from the same records by a NumPy program: standardised or not, they are images
        // of the sample up to one affine map per channel, which the correlation of the values does not see.
        InputBatch reference = NpyFile.Read(RepositoryFiles.Reference("neural-tangents", "cifar32-cnn-f-relu", "x1.npy")).ToInputBatch();
        InputBatch sample = Cifar10.Load(Folder, 1000, 0).Train.Inputs;
        for (int i = 0; i < reference.Count; i++)
        {
            Assert.Contains(Enumerable.Range(0, sample.Count), j => Correlation(reference.Example(i), sample.Example(j), 3) > 1 - 1e-6);
        }
    }

    private static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int channels)
    {
        double least = 1;
        for (int c = 0; c < channels; c++)
        {
            double sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
            int n = a.Length / channels;
            for (int k = c; k < a.Length; k += channels)
            {
                sa += a[k];
                sb += b[k];
                aa += a[k] * a[k];
                bb += b[k] * b[k];
                ab += a[k] * b[k];
            }

            least = Math.Min(least, ((n * ab) - (sa * sb)) / Math.Sqrt(((n * aa) - (sa * sa)) * ((n * bb) - (sb * sb))));
        }

        return least;
    }

    [Fact]
    public void Load_NoTestImages_DescribesTheTrainingImagesOnly()
    {
        Assert.Equal("CIFAR-10, 8 of 50,000 training images", DatasetCatalog.Load("cifar10", 8, 0).Description);
        Assert.DoesNotContain("0 for test", DatasetCatalog.Load("synthetic", 8, 0).Description, StringComparison.Ordinal);
    }
}
