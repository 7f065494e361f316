namespace WideNet.Data;

/// <summary>CIFAR-10 in its official binary layout: 32×32 colour images in ten classes, 50,000 for training and 10,000 for test.</summary>
/// <remarks>
/// A folder holds <c>data_batch_1.bin</c> to at most <c>data_batch_5.bin</c>, consecutive from 1, and <c>test_batch.bin</c>. A record is
/// one label byte and 3,072 pixel bytes: 1,024 red, 1,024 green, 1,024 blue, each row by row. Any whole number of records per file is
/// accepted. Source: A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009; https://www.cs.toronto.edu/~kriz/cifar.html.
/// Shown by Cifar10Tests.
/// </remarks>
internal static class Cifar10
{
    private const int Side = 32;
    private const int Colours = 3;
    private const int ImageSize = Side * Side * Colours;
    private const int RecordSize = ImageSize + 1;
    private const int MostTrainingFiles = 5;
    private const int PublishedTraining = 50_000;
    private const int PublishedTest = 10_000;
    private const string Name = "CIFAR-10";
    private const string Remedy =
        "get all 50,000 + 10,000 with 'reproduce data download cifar10', or name a folder that has more with --data-dir or CIFAR10_DIR";
    private const string Repair = "fetch the data set again with 'reproduce data download cifar10'";

    /// <summary>The ten classes, in the order of their labels.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Loads images with pixels on the scale 0..1.</summary>
    /// <param name="folder">The folder with the <c>.bin</c> files.</param>
    /// <param name="trainCount">Training images, at least 0.</param>
    /// <param name="testCount">Test images, at least 0.</param>
    /// <param name="subset">Which ones are taken.</param>
    /// <exception cref="DatasetMissingException">A file is missing.</exception>
    /// <exception cref="DatasetTooSmallException">There are fewer images than asked for.</exception>
    /// <exception cref="DataFormatException">A file is empty, ends inside a record, or has a label above 9.</exception>
    public static DatasetPair Load(string folder, int trainCount, int testCount, SubsetRule subset = SubsetRule.First)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return ImageSource.TakePair(Training(folder), Test(folder), trainCount, testCount, subset);
    }

    internal static ImageSource Training(string folder)
    {
        string[] paths = [.. Enumerable.Range(1, MostTrainingFiles).Select(i => Path.Combine(folder, Invariant($"data_batch_{i}.bin")))];
        int last = Array.FindLastIndex(paths, File.Exists);
        return Source(folder, "training", PublishedTraining, paths[..(Math.Max(last, 0) + 1)]);
    }

    internal static ImageSource Test(string folder) => Source(folder, "test", PublishedTest, [Path.Combine(folder, "test_batch.bin")]);

    private static ImageSource Source(string folder, string part, int publishedCount, string[] paths)
    {
        byte[][] labels = Array.ConvertAll(paths, ReadLabels);
        return new ImageSource
        {
            Name = Name,
            Part = part,
            Folder = folder,
            PublishedCount = publishedCount,
            Remedy = Remedy,
            Labels = [.. labels.SelectMany(l => l)],
            FileCounts = [.. labels.Select(l => l.Length)],
            ClassNames = ClassNames,
            Height = Side,
            Width = Side,
            Channels = Colours,
            Read = (index, image) =>
            {
                int file = 0;
                for (; index >= labels[file].Length; file++)
                {
                    index -= labels[file].Length;
                }

                ReadImage(paths[file], index, image);
            },
        };
    }

    private static byte[] ReadLabels(string path)
    {
        if (!File.Exists(path))
        {
            throw new DatasetMissingException($"{path} is missing; {Repair}, or name another folder with --data-dir or CIFAR10_DIR.");
        }

        using FileStream file = Open(path);
        long rest = file.Length % RecordSize;
        if (file.Length == 0 || rest != 0)
        {
            string problem = file.Length == 0
                ? "is empty"
                : Invariant($"has {file.Length} bytes: at byte {file.Length - rest} a record of {RecordSize} bytes begins, but only {rest} follow");
            throw new DataFormatException($"{path} {problem}; {Repair}.");
        }

        byte[] labels = new byte[file.Length / RecordSize];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadAt(file, path, (long)i * RecordSize, labels.AsSpan(i, 1));
            if (labels[i] >= ClassNames.Count)
            {
                throw new DataFormatException(
                    Invariant($"{path} has the label {labels[i]} at byte {(long)i * RecordSize} (record {i}), but labels run from 0 to 9; {Repair}."));
            }
        }

        return labels;
    }

    private static void ReadImage(string path, int record, Span<byte> image)
    {
        Span<byte> planes = stackalloc byte[ImageSize];
        using FileStream file = Open(path);
        ReadAt(file, path, ((long)record * RecordSize) + 1, planes);
        for (int pixel = 0; pixel < Side * Side; pixel++)
        {
            for (int colour = 0; colour < Colours; colour++)
            {
                image[(pixel * Colours) + colour] = planes[(colour * Side * Side) + pixel];
            }
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    private static void ReadAt(FileStream file, string path, long offset, Span<byte> target)
    {
        int got = RandomAccess.Read(file.SafeFileHandle, target, offset);
        if (got < target.Length)
        {
            throw new DataFormatException(Invariant($"{path} ends at byte {offset + got}, inside a record; {Repair}."));
        }
    }
}
