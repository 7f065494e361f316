namespace WideNet.Data;

/// <summary>The search for a data set's folder. The first place that is named or exists decides; nothing falls back silently.</summary>
internal static class DatasetLocator
{
    public const string Cifar10Folder = "cifar-10-batches-bin";
    private const string SampleFolder = "cifar-10-sample";

    /// <summary>CIFAR-10: the explicit folder, CIFAR10_DIR, the download in data/raw, the sample in the repository.</summary>
    public static DatasetLocation Cifar10(string? dataDirectory, DataEnvironment environment)
    {
        if (!string.IsNullOrEmpty(dataDirectory))
        {
            return Named(dataDirectory, "--data-dir");
        }

        if (!string.IsNullOrEmpty(environment.Cifar10Folder))
        {
            return Named(environment.Cifar10Folder, "CIFAR10_DIR");
        }

        string? download = environment.DownloadFolder(Cifar10Folder);
        if (Directory.Exists(download))
        {
            return new DatasetLocation(download, "download");
        }

        string? sample = environment.DataFolder is string data ? Path.Combine(data, SampleFolder) : null;
        return Directory.Exists(sample)
            ? new DatasetLocation(sample, "sample")
            : throw new DatasetMissingException(
                $"CIFAR-10 was not found: {Looked(download, sample)}; get it with 'reproduce data download cifar10', or name its folder with --data-dir or "
                    + "CIFAR10_DIR.");
    }

    /// <summary>MNIST and Fashion-MNIST: the explicit folder, the download in data/raw.</summary>
    public static DatasetLocation Idx(string name, string title, string? dataDirectory, DataEnvironment environment)
    {
        if (!string.IsNullOrEmpty(dataDirectory))
        {
            return Directory.Exists(dataDirectory)
                ? new DatasetLocation(dataDirectory, "--data-dir")
                : throw new DatasetMissingException($"The folder {dataDirectory} that --data-dir names does not exist.");
        }

        string? download = environment.DownloadFolder(name);
        return Directory.Exists(download)
            ? new DatasetLocation(download, "download")
            : throw new DatasetMissingException(
                $"{title} was not found: {Looked(download)}; get it with 'reproduce data download {name}', or name its folder with --data-dir.");
    }

    /// <summary>The folder itself or the one inside it that the official archive creates.</summary>
    private static DatasetLocation Named(string folder, string origin)
    {
        string inner = Path.Combine(folder, Cifar10Folder);
        string? found = Array.Find([folder, inner], f => File.Exists(Path.Combine(f, "data_batch_1.bin")) || File.Exists(Path.Combine(f, "test_batch.bin")));
        return found is not null
            ? new DatasetLocation(found, origin)
            : throw new DatasetMissingException(
                $"The folder {folder} that {origin} names {(Directory.Exists(folder) ? "has no data_batch_1.bin" : "does not exist")}; it must be the "
                    + $"folder {Cifar10Folder} of the binary version of CIFAR-10, or the folder around it.");
    }

    private static string Looked(params string?[] places)
    {
        string[] known = [.. places.OfType<string>()];
        return known.Length == 0 ? "no Reproduction.sln lies at or above the working folder" : $"there is no {string.Join(" and no ", known)}";
    }
}
