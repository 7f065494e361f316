using System.Formats.Tar;
using System.IO.Compression;
using WideNet.Cli.Downloads;
using WideNet.Data;
using WideNet.Tests.Data;

namespace WideNet.Tests.Downloads;

public sealed class DatasetDownloadTests : IDisposable
{
    private static readonly DownloadOptions Patient = new() { Attempts = 2, FirstPause = TimeSpan.FromMilliseconds(1), IdleTimeout = TimeSpan.FromMinutes(3) };
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void PlanFor_EveryName_HasPublishedAddressesAndChecksums()
    {
        Assert.All(DatasetDownload.Names, name => Assert.Contains(name, DatasetCatalog.Names));
        DownloadPlan cifar = DatasetDownload.PlanFor("cifar10");
        Assert.Equal(
            ("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530"),
            (cifar.Files[0].Address.AbsoluteUri, cifar.Files[0].Md5));
        Assert.Equal([1, 4, 4], DatasetDownload.Names.Select(n => DatasetDownload.PlanFor(n).Files.Count));
        var error = Assert.Throws<ArgumentException>(() => DatasetDownload.PlanFor("synthetic"));
        Assert.Equal("There is no download for the data set 'synthetic'; it must be one of cifar10, fashion-mnist, mnist. (Parameter 'name')", error.Message);
    }

    [Fact]
    public async Task RunAsync_Archive_LeavesOnlyTheFolderOfTheDataSet()
    {
        Directory.CreateDirectory(_folder["cifar-10-batches-bin"]);
        File.WriteAllText(_folder["cifar-10-batches-bin", "old"], "half of an older download");
        using var server = new ScriptedServer(Archive("cifar-10-batches-bin"), a => a.Dropping(200), a => a.Well());
        string found = await RunAsync(server);
        Assert.Equal(_folder["cifar-10-batches-bin"], found);
        Assert.Equal(["SHA256SUMS", "data_batch_1.bin", "test_batch.bin"], _folder.Files().Select(f => Path.GetFileName(f)!));
        Assert.All(
            File.ReadAllLines(Path.Combine(found, "SHA256SUMS")),
            line => Assert.Equal(line[..64],
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(found, line[66..]))))));
        Assert.Equal("CIFAR-10, 2 of 50,000 training and 1 of 10,000 test images", DatasetCatalog.Load("cifar10", 2, 1, found).Description);
    }

    [Fact]
    public async Task RunAsync_ArchiveWithoutTheFolder_KeepsWhatWasThere()
    {
        Directory.CreateDirectory(_folder["cifar-10-batches-bin"]);
        File.WriteAllText(_folder["cifar-10-batches-bin", "old"], "kept");
        using var server = new ScriptedServer(Archive("another"), a => a.Well());
        var error = await Assert.ThrowsAsync<DataFormatException>(() => RunAsync(server));
        Assert.Equal($"{_folder["cifar-10-binary.tar.gz"]} has no folder cifar-10-batches-bin; it was not unpacked.", error.Message);
        Assert.Equal(["cifar-10-batches-bin/old", "cifar-10-binary.tar.gz"], _folder.Files().Select(f => f.Replace('\\', '/')));
    }

    [Fact]
    public async Task RunAsync_SeveralFiles_AppearsOnlyWhenAllAreThere()
    {
        byte[] content = [1, 2, 3];
        using var server = new ScriptedServer(content, a => a.Well(), a => a.Status("404 Gone"), a => a.Well());
        var plan = new DownloadPlan { Name = "mnist", Folder = "mnist", Files = [server.Source("a.gz"), server.Source("b.gz")] };
        using var downloader = new Downloader(Patient);
        await Assert.ThrowsAsync<DownloadException>(
            () => DatasetDownload.RunAsync(plan, _folder.FullName, downloader, null, TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(_folder["mnist"]));
        Assert.Equal(_folder["mnist"], await DatasetDownload.RunAsync(plan, _folder.FullName, downloader, null, TestContext.Current.CancellationToken));
        Assert.Equal(["mnist/a.gz", "mnist/b.gz"], _folder.Files().Select(f => f.Replace('\\', '/')));
        Assert.Equal(3, server.Ranges.Count);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> RunAsync(ScriptedServer server)
    {
        DownloadPlan plan = DatasetDownload.PlanFor("cifar10") with { Files = [server.Source("cifar-10-binary.tar.gz")] };
        using var downloader = new Downloader(Patient);
        return await DatasetDownload.RunAsync(plan, _folder.FullName, downloader, null, TestContext.Current.CancellationToken);
    }

    private static byte[] Archive(string folder)
    {
        using var content = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(content, CompressionLevel.NoCompression, leaveOpen: true)))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, folder + "/"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, folder + "/data_batch_1.bin") { DataStream = new MemoryStream(new byte[2 * 3073]) });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, folder + "/test_batch.bin") { DataStream = new MemoryStream(new byte[3073]) });
        }

        return content.ToArray();
    }
}
