using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace WideNet.Data;

/// <summary>Which images an experiment wants; they are loaded when they are first needed, so that cached results need no files.</summary>
/// <remarks>Shown by DatasetRequestTests.</remarks>
public sealed class DatasetRequest
{
    private readonly Lazy<DatasetPair> _images;
    private readonly Lazy<string> _checksum;

    /// <summary>Says what is wanted.</summary>
    /// <param name="name">One of <see cref="DatasetCatalog.Names"/>.</param>
    /// <param name="trainCount">Training images, at least 1.</param>
    /// <param name="testCount">Test images, at least 0.</param>
    /// <param name="directory">A folder that is used and no other; null or empty to search.</param>
    /// <param name="subset">Which images are taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public DatasetRequest(string name, int trainCount, int testCount, string? directory = null, SubsetRule subset = SubsetRule.First)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(trainCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(testCount);
        Name = name;
        TrainCount = trainCount;
        TestCount = testCount;
        Subset = subset;
        _images = new Lazy<DatasetPair>(() => DatasetCatalog.Load(name, trainCount, testCount, string.IsNullOrEmpty(directory) ? null : directory, subset));
        _checksum = new Lazy<string>(() => ChecksumOf(Images));
    }

    /// <summary>One of <see cref="DatasetCatalog.Names"/>.</summary>
    public string Name { get; }

    /// <summary>Training images.</summary>
    public int TrainCount { get; }

    /// <summary>Test images.</summary>
    public int TestCount { get; }

    /// <summary>Which images are taken.</summary>
    public SubsetRule Subset { get; }

    /// <summary>The images with pixels on the scale 0..1, loaded once.</summary>
    /// <exception cref="ArgumentException">The name is unknown.</exception>
    /// <exception cref="DatasetUnavailableException">The data set is not there, or has fewer images.</exception>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    public DatasetPair Images => _images.Value;

    /// <summary>SHA-256 of all labels and pixels in hexadecimal digits: what was computed on, wherever it lay.</summary>
    public string Checksum => _checksum.Value;

    /// <summary>What is wanted, in words.</summary>
    public override string ToString() => Invariant($"{Name}, {TrainCount} training and {TestCount} test images, {Subset} of the files");

    private static string ChecksumOf(DatasetPair images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (LabeledDataset set in (LabeledDataset[])[images.Train, images.Test])
        {
            hash.AppendData(MemoryMarshal.AsBytes(set.Labels));
            hash.AppendData(MemoryMarshal.AsBytes(set.Inputs.Values));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
