namespace WideNet.Data;

/// <summary>All data sets by name.</summary>
/// <remarks>Shown by DatasetCatalogTests.</remarks>
public static class DatasetCatalog
{
    private const string Synthetic = "synthetic";

    /// <summary>The names that <see cref="Load"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cifar10", "fashion-mnist", "mnist", Synthetic];

    /// <summary>Loads training and test images with pixels on the scale 0..1.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="trainCount">Training images, at least 1.</param>
    /// <param name="testCount">Test images, at least 0.</param>
    /// <param name="dataDirectory">A folder that is used and no other; null or empty to search.</param>
    /// <param name="subset">Which images are taken.</param>
    /// <exception cref="ArgumentException">The name is unknown or a count out of range.</exception>
    /// <exception cref="DatasetUnavailableException">The data set is not there, or has fewer images.</exception>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    /// <remarks>
    /// Synthetic images need no files; both counts are theirs and <paramref name="subset"/> changes nothing but that balanced sets must have a multiple of
    /// ten images. CIFAR-10 is searched in <paramref name="dataDirectory"/>, CIFAR10_DIR, data/raw/cifar-10-batches-bin and data/cifar-10-sample, the others in
    /// <paramref name="dataDirectory"/> and data/raw. The first place that is named or exists decides.
    /// </remarks>
    public static DatasetPair Load(string name, int trainCount, int testCount, string? dataDirectory = null, SubsetRule subset = SubsetRule.First) =>
        LoadFrom(DataEnvironment.Current(), name, trainCount, testCount, dataDirectory, subset);

    /// <summary>The same with the places that are searched.</summary>
    internal static DatasetPair LoadFrom(
        DataEnvironment environment, string name, int trainCount, int testCount, string? dataDirectory = null, SubsetRule subset = SubsetRule.First)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trainCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(testCount);
        if (name == Synthetic)
        {
            return LoadSynthetic(trainCount, testCount, subset);
        }

        string folder = Locate(name, dataDirectory, environment).Folder;
        return IdxImagesNamed(name) is IdxImages images
            ? images.Load(folder, trainCount, testCount, subset)
            : Cifar10.Load(folder, trainCount, testCount, subset);
    }

    /// <summary>Where a data set would be loaded from.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="dataDirectory">A folder that is used and no other; null or empty to search.</param>
    /// <param name="environment">Where to search; null for <see cref="DataEnvironment.Current"/>.</param>
    /// <exception cref="ArgumentException">The name is unknown, or synthetic, which lies nowhere.</exception>
    /// <exception cref="DatasetMissingException">It was not found.</exception>
    internal static DatasetLocation Locate(string name, string? dataDirectory = null, DataEnvironment? environment = null)
    {
        RequireName(name);
        if (name == Synthetic)
        {
            throw new ArgumentException("Synthetic images are computed and lie in no folder.", nameof(name));
        }

        environment ??= DataEnvironment.Current();
        return IdxImagesNamed(name) is IdxImages images ? images.Locate(dataDirectory, environment) : DatasetLocator.Cifar10(dataDirectory, environment);
    }

    /// <summary>Checks a data set's files and counts its images.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="dataDirectory">A folder that is used and no other; null or empty to search.</param>
    /// <param name="environment">Where to search; null for <see cref="DataEnvironment.Current"/>.</param>
    /// <exception cref="DatasetMissingException">It was not found.</exception>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    internal static DatasetSummary Inspect(string name, string? dataDirectory = null, DataEnvironment? environment = null)
    {
        DatasetLocation location = Locate(name, dataDirectory, environment);
        IdxImages? images = IdxImagesNamed(name);
        ImageSource train = images is null ? Cifar10.Training(location.Folder) : images.Training(location.Folder);
        ImageSource test = images is null ? Cifar10.Test(location.Folder) : images.Test(location.Folder);
        return new DatasetSummary
        {
            Name = name,
            Location = location,
            TrainCount = train.Labels.Length,
            TestCount = test.Labels.Length,
            PublishedTrainCount = train.PublishedCount,
            PublishedTestCount = test.PublishedCount,
        };
    }

    private static DatasetPair LoadSynthetic(int trainCount, int testCount, SubsetRule subset)
    {
        int classes = SyntheticImages.ClassNames.Count, uneven = trainCount % classes == 0 ? testCount : trainCount;
        return subset is SubsetRule.First or SubsetRule.InTurn || uneven % classes == 0
            ? SyntheticImages.Create(trainCount, testCount)
            : throw new ArgumentException(
                Invariant($"A balanced subset of {classes} classes needs a multiple of {classes} images, but {uneven} were asked for."), nameof(trainCount));
    }

    private static IdxImages? IdxImagesNamed(string name) => name switch
    {
        "fashion-mnist" => IdxImages.FashionMnist,
        "mnist" => IdxImages.Mnist,
        _ => null,
    };

    private static void RequireName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Names.Contains(name))
        {
            throw new ArgumentException($"The data set '{name}' is unknown; it must be one of {string.Join(", ", Names)}.", nameof(name));
        }
    }
}
