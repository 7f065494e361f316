namespace WideNet.Data;

/// <summary>MNIST and Fashion-MNIST in the IDX format: 28×28 grey images in ten classes, 60,000 for training and 10,000 for test.</summary>
/// <remarks>
/// A folder holds <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and <c>t10k-labels-idx1-ubyte</c>,
/// each plain or with <c>.gz</c>. Sources: Y. LeCun, C. Cortes, C. Burges, The MNIST database; H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747.
/// Shown by IdxImagesTests.
/// </remarks>
internal sealed class IdxImages
{
    private const int PublishedTraining = 60_000;
    private const int PublishedTest = 10_000;
    private readonly string _id;
    private readonly string _title;

    private IdxImages(string id, string title, IReadOnlyList<string> classNames)
    {
        _id = id;
        _title = title;
        ClassNames = classNames;
    }

    /// <summary>Handwritten digits.</summary>
    public static IdxImages Mnist { get; } = new("mnist", "MNIST", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);

    /// <summary>Pieces of clothing.</summary>
    public static IdxImages FashionMnist { get; } =
        new("fashion-mnist", "Fashion-MNIST", ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]);

    /// <summary>The ten classes, in the order of their labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Loads images with pixels on the scale 0..1.</summary>
    /// <param name="folder">The folder with the four files.</param>
    /// <param name="trainCount">Training images, at least 0.</param>
    /// <param name="testCount">Test images, at least 0.</param>
    /// <param name="subset">Which ones are taken.</param>
    /// <exception cref="DatasetMissingException">A file is missing.</exception>
    /// <exception cref="DatasetTooSmallException">There are fewer images than asked for.</exception>
    /// <exception cref="DataFormatException">A file is damaged or of another kind, numbers of images and labels differ, or a label lies above 9.</exception>
    public DatasetPair Load(string folder, int trainCount, int testCount, SubsetRule subset = SubsetRule.First)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return ImageSource.TakePair(Training(folder), Test(folder), trainCount, testCount, subset);
    }

    internal DatasetLocation Locate(string? dataDirectory, DataEnvironment environment) => DatasetLocator.Idx(_id, _title, dataDirectory, environment);

    internal ImageSource Training(string folder) => Source(folder, "training", "train", PublishedTraining);

    internal ImageSource Test(string folder) => Source(folder, "test", "t10k", PublishedTest);

    private ImageSource Source(string folder, string part, string prefix, int publishedCount)
    {
        string repair = $"fetch the data set again with 'reproduce data download {_id}'";
        string imagePath = PathOf(folder, $"{prefix}-images-idx3-ubyte", repair), labelPath = PathOf(folder, $"{prefix}-labels-idx1-ubyte", repair);
        IdxFile images = IdxFile.Read(imagePath, 3, repair), labels = IdxFile.Read(labelPath, 1, repair);
        if (images.Shape[0] != labels.Shape[0])
        {
            throw new DataFormatException(Invariant($"{imagePath} has {images.Shape[0]} images, but {labelPath} has {labels.Shape[0]} labels; {repair}."));
        }

        int bad = Array.FindIndex(labels.Values, label => label >= ClassNames.Count);
        if (bad >= 0)
        {
            throw new DataFormatException(Invariant($"{labelPath} has the label {labels.Values[bad]} for image {bad}, but labels run from 0 to 9; {repair}."));
        }

        int size = images.Shape[1] * images.Shape[2];
        return new ImageSource
        {
            Name = _title,
            Part = part,
            Folder = folder,
            PublishedCount = publishedCount,
            Remedy = $"get all 60,000 + 10,000 with 'reproduce data download {_id}', or name a folder that has more with --data-dir",
            Labels = labels.Values,
            ClassNames = ClassNames,
            Height = images.Shape[1],
            Width = images.Shape[2],
            Channels = 1,
            Read = (index, image) => images.Values.AsSpan(index * size, size).CopyTo(image),
        };
    }

    private static string PathOf(string folder, string name, string repair)
    {
        string plain = Path.Combine(folder, name);
        return Array.Find([plain, plain + ".gz"], File.Exists)
            ?? throw new DatasetMissingException($"{plain} is missing, and so is {name}.gz; {repair}, or name another folder with --data-dir.");
    }
}
