using System.Security.Cryptography;
using System.Text;
using WideNet.Data;

namespace WideNet.Cli.Downloads;

/// <summary>Brings published data sets to this machine.</summary>
/// <remarks>
/// Addresses are those of the authors, or of a public mirror (MNIST); the checksums are the published ones, and for MNIST and Fashion-MNIST also those
/// that torchvision checks. Shown by DatasetDownloadTests.
/// </remarks>
internal static class DatasetDownload
{
    private const long Mebibyte = 1 << 20;
    private const long LargestUnpackedSize = 512 * Mebibyte;

    /// <summary>File of checksums beside a data set's files, as <c>sha256sum</c> writes and checks it.</summary>
    internal const string ChecksumFile = "SHA256SUMS";

    /// <summary>The names that <see cref="PlanFor"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cifar10", "fashion-mnist", "mnist"];

    /// <summary>What has to be fetched for a data set.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">The name is unknown.</exception>
    public static DownloadPlan PlanFor(string name) => name switch
    {
        "cifar10" => new DownloadPlan
        {
            Name = name,
            Folder = DatasetLocator.Cifar10Folder,
            Files = [Source("https://www.cs.toronto.edu/~kriz/", "cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530", 200 * Mebibyte)],
        },
        "fashion-mnist" => IdxPlan(
            name,
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            ["8d4fb7e6c68d591d4c3dfef9ec88bf0d", "25c81989df183df01b3e8a0aad5dffbe", "bef4ecab320f06d8554ea6380940ec79", "bb300cfdad3c16e7a12a480ee83cd310"]),
        "mnist" => IdxPlan(
            name,
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            ["f68b3c2dcbeaaa9fbdd348bbdeb94873", "d53e105ee54ea40749a09fcbcd1e9432", "9fb629c4189551a2d022fa330f9573f3", "ec29112dd5afa0611ce80d1b7f02629c"]),
        _ => throw new ArgumentException($"There is no download for the data set '{name}'; it must be one of {string.Join(", ", Names)}.", nameof(name)),
    };

    /// <summary>Fetches a data set unless it is there already and whole.</summary>
    /// <param name="plan">What to fetch.</param>
    /// <param name="rawFolder">The folder for downloads, data/raw in the repository.</param>
    /// <param name="downloader">Does the transfers.</param>
    /// <param name="progress">Is told about every block of bytes.</param>
    /// <param name="cancellation">Ends the download; what has come stays for the next run.</param>
    /// <returns>The folder of the data set. It appears under this name only when all its files are whole.</returns>
    /// <exception cref="DownloadException">A file could not be fetched.</exception>
    /// <exception cref="DataFormatException">The archive is not what it should be.</exception>
    public static async Task<string> RunAsync(
        DownloadPlan plan, string rawFolder, Downloader downloader, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(rawFolder);
        string target = Path.Combine(Path.GetFullPath(rawFolder), plan.Folder);
        if (IsWhole(plan.Name, target))
        {
            return target;
        }

        string incoming = plan.IsArchive ? Path.GetFullPath(rawFolder) : target + ".incoming";
        foreach (DownloadSource file in plan.Files)
        {
            await downloader.DownloadAsync(file, incoming, progress, cancellation).ConfigureAwait(false);
        }

        if (plan.IsArchive)
        {
            string archive = Path.Combine(incoming, plan.Files[0].FileName);
            await UnpackAsync(archive, plan, target, cancellation).ConfigureAwait(false);
            File.Delete(archive);
        }
        else
        {
            Replace(incoming, target);
        }

        return target;
    }

    private static async Task UnpackAsync(string archive, DownloadPlan plan, string target, CancellationToken cancellation)
    {
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        Directory.CreateDirectory(temporary);
        try
        {
            await TarGzArchive.UnpackAsync(archive, temporary, LargestUnpackedSize, cancellation).ConfigureAwait(false);
            string inner = Path.Combine(temporary, plan.Folder);
            if (!Directory.Exists(inner))
            {
                throw new DataFormatException($"{archive} has no folder {plan.Folder}; it was not unpacked.");
            }

            AtomicFile.WriteText(Path.Combine(inner, ChecksumFile), await ChecksumsAsync(inner, cancellation).ConfigureAwait(false));
            Replace(inner, target);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    // The archive was whole, so these are the checksums of what was published.
    private static async Task<string> ChecksumsAsync(string folder, CancellationToken cancellation)
    {
        var lines = new StringBuilder();
        foreach (string path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            lines.Append(
                Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false))).Append("  ").Append(Path.GetFileName(path))
                    .Append('\n');
        }

        return lines.ToString();
    }

    /// <summary>Gives a finished folder its final name; an older folder of that name goes away.</summary>
    private static void Replace(string finished, string target)
    {
        string old = $"{target}.{Path.GetRandomFileName()}.tmp";
        bool replaces = Directory.Exists(target);
        if (replaces)
        {
            Directory.Move(target, old);
        }

        Directory.Move(finished, target);
        if (replaces)
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private static bool IsWhole(string name, string folder)
    {
        if (!Directory.Exists(folder))
        {
            return false;
        }

        try
        {
            DatasetSummary found = DatasetCatalog.Inspect(name, folder);
            return found.TrainCount == found.PublishedTrainCount && found.TestCount == found.PublishedTestCount;
        }
        catch (Exception error) when (error is DatasetUnavailableException or DataFormatException)
        {
            return false;
        }
    }

    private static DownloadPlan IdxPlan(string name, string address, string[] md5)
    {
        string[] files = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];
        return new DownloadPlan { Name = name, Folder = name, Files = [.. files.Zip(md5, (file, sum) => Source(address, file, sum, 64 * Mebibyte))] };
    }

    private static DownloadSource Source(string address, string file, string md5, long largestSize) =>
        new() { Address = new Uri(address + file), FileName = file, Md5 = md5, LargestSize = largestSize };
}
