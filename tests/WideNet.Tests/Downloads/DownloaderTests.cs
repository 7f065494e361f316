using System.Security.Cryptography;
using WideNet.Cli.Downloads;
using WideNet.Tests.Data;

namespace WideNet.Tests.Downloads;

public sealed class DownloaderTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 9000).SelectMany(i => SHA256.HashData(BitConverter.GetBytes(i)))];

    // A server that answers late because the machine is busy has not stalled.
    private static readonly DownloadOptions Patient = new() { Attempts = 4, FirstPause = TimeSpan.FromMilliseconds(1), IdleTimeout = TimeSpan.FromMinutes(3) };
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task DownloadAsync_GoodServer_GivesTheFileAndReportsEveryByte()
    {
        using var server = new ScriptedServer(Content, a => a.Well());
        var reports = new Recorder();
        Assert.Equal(_folder["data.gz"], await FetchAsync(server, reports));
        AssertWhole();
        Assert.Equal(new DownloadProgress("data.gz", Content.Length, Content.Length), reports.Items[^1]);
        Assert.Equal(reports.Items.Select(r => r.Received).Order(), reports.Items.Select(r => r.Received));
    }

    [Fact]
    public async Task DownloadAsync_FileIsThere_AsksNobody()
    {
        File.WriteAllBytes(_folder["data.gz"], Content);
        using var server = new ScriptedServer(Content, a => a.Status("500 Never"));
        await FetchAsync(server);
        Assert.Empty(server.Ranges);
    }

    [Fact]
    public async Task DownloadAsync_DamagedFileIsThere_ReplacesIt()
    {
        File.WriteAllBytes(_folder["data.gz"], Content[..^1]);
        using var server = new ScriptedServer(Content, a => a.Well());
        await FetchAsync(server);
        AssertWhole();
    }

    [Fact]
    public async Task DownloadAsync_ConnectionDropsTwice_GoesOnWhereItStopped()
    {
        using var server = new ScriptedServer(Content, a => a.Dropping(100_000), a => a.Dropping(50_000), a => a.Well());
        await FetchAsync(server);
        AssertWhole();
        Assert.Equal(["", "bytes=100000-", "bytes=150000-"], server.Ranges);
    }

    [Fact]
    public async Task DownloadAsync_InTwoRuns_GoesOnWhereTheFirstStopped()
    {
        using (var server = new ScriptedServer(Content, a => a.Dropping(100_000), a => a.Status("503 Busy")))
        {
            await Assert.ThrowsAsync<DownloadException>(() => FetchAsync(server));
            Assert.Equal(["data.gz.part", "data.gz.part.version"], _folder.Files());
        }

        using var later = new ScriptedServer(Content, a => a.Well());
        await FetchAsync(later);
        AssertWhole();
        Assert.Equal(["bytes=100000-"], later.Ranges);
    }

    [Fact]
    public async Task DownloadAsync_ServerIgnoresRange_StartsAgain()
    {
        using var server = new ScriptedServer(Content, a => a.Dropping(100_000), a => a.IgnoringRange());
        await FetchAsync(server);
        AssertWhole();
    }

    [Fact]
    public async Task DownloadAsync_FileChangedOnTheServer_StartsAgain()
    {
        File.WriteAllBytes(_folder["data.gz.part"], new byte[1000]);
        File.WriteAllText(_folder["data.gz.part.version"], "\"version-0\"");
        using var server = new ScriptedServer(Content, a => a.Well());
        await FetchAsync(server);
        AssertWhole();
        Assert.Equal(["bytes=1000-"], server.Ranges);
    }

    [Fact]
    public async Task DownloadAsync_ServerWithoutVersionMark_NeverMixesAttempts()
    {
        using var server = new ScriptedServer(Content, a => a.Unmarked(1000), a => a.Well());
        await FetchAsync(server);
        AssertWhole();
        Assert.Equal(["", ""], server.Ranges);
    }

    // A weak tag marks what means the same, not the same bytes.
    [Fact]
    public async Task DownloadAsync_ServerWithAWeakTag_NeverMixesAttempts()
    {
        using var server = new ScriptedServer(Content, a => a.Unmarked(1000, $"ETag: W/{ScriptedServer.Tag}"), a => a.Well());
        await FetchAsync(server);
        AssertWhole();
        Assert.Equal(["", ""], server.Ranges);
    }

    [Fact]
    public async Task DownloadAsync_ServerSendsAnotherRange_StartsAgain()
    {
        using var server = new ScriptedServer(Content, a => a.Dropping(1000), a => a.WrongRange(), a => a.Well());
        await FetchAsync(server);
        AssertWhole();
        Assert.Equal(["", "bytes=1000-", ""], server.Ranges);
    }

    // Told as what it is and not by the checksum of the mixture, for not a byte of it is taken.
    [Fact]
    public async Task DownloadAsync_ServerAlwaysSendsAnotherRange_SaysSoAndKeepsNothing()
    {
        using var server = new ScriptedServer(Content, a => a.Dropping(1000), a => a.WrongRange(), a => a.Dropping(1000), a => a.WrongRange());
        await AssertFailsAsync(server, "the server sent another part of the file than was asked for");
        Assert.Equal(["", "bytes=1000-", "", "bytes=1000-"], server.Ranges);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task DownloadAsync_EverythingIsInThePartialFile_TakesIt()
    {
        File.WriteAllBytes(_folder["data.gz.part"], Content);
        File.WriteAllText(_folder["data.gz.part.version"], ScriptedServer.Tag);
        using var server = new ScriptedServer(Content, a => a.Well());
        await FetchAsync(server);
        AssertWhole();
        Assert.Single(server.Ranges);
    }

    [Fact]
    public async Task DownloadAsync_CorruptOnce_FetchesItAllAgain()
    {
        using var server = new ScriptedServer(Content, a => a.Corrupt(), a => a.Well());
        await FetchAsync(server);
        AssertWhole();
        Assert.Equal(["", ""], server.Ranges);
    }

    [Fact]
    public async Task DownloadAsync_AlwaysCorrupt_LeavesNothingAndNamesBothChecksums()
    {
        using var server = new ScriptedServer(Content, a => a.Corrupt());
        byte[] wrong = [.. Content];
        wrong[wrong.Length / 2] ^= 1;
        await AssertFailsAsync(server, $"its MD5 checksum is {ScriptedServer.Md5Of(wrong)} and not {ScriptedServer.Md5Of(Content)}");
        Assert.Empty(_folder.Files());
        Assert.Equal(4, server.Ranges.Count);
    }

    [Fact]
    public async Task DownloadAsync_TruncatedWithoutLength_IsFoundByTheChecksum()
    {
        using var server = new ScriptedServer(Content, a => a.Unbounded(1000), a => a.Unbounded(Content.Length));
        await FetchAsync(server);
        AssertWhole();
    }

    [Fact]
    public async Task DownloadAsync_ServerError_IsTriedAgainUpToTheCap()
    {
        using var server = new ScriptedServer(Content, a => a.Status("500 Broken"));
        await AssertFailsAsync(server, "the server answered 500 (Broken)");
        Assert.Equal(4, server.Ranges.Count);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task DownloadAsync_NotFound_IsNotTriedAgain()
    {
        using var server = new ScriptedServer(Content, a => a.Status("404 Gone"));
        var error = await Assert.ThrowsAsync<DownloadException>(() => FetchAsync(server));
        Assert.Equal(
            $"{server.Address("data.gz")} cannot be fetched: the server answered 404 (Gone); the file may have moved, so fetch it by hand and name its "
                + "folder with --data-dir.", error.Message);
        Assert.Single(server.Ranges);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task DownloadAsync_ServerStalls_EndsTheAttemptAndGoesOn()
    {
        using var server = new ScriptedServer(Content, a => a.Stall(1000), a => a.Well());
        await FetchAsync(server, options: Patient with { IdleTimeout = TimeSpan.FromSeconds(3) });
        AssertWhole();
        Assert.Equal("bytes=1000-", server.Ranges[1]);
    }

    [Fact]
    public async Task DownloadAsync_ServerStallsForever_SaysSo()
    {
        using var server = new ScriptedServer(Content, a => a.Stall(0));
        await AssertFailsAsync(server, "nothing arrived for 0.3 seconds", Patient with { IdleTimeout = TimeSpan.FromMilliseconds(300) });
    }

    [Fact]
    public async Task DownloadAsync_NobodyListens_SaysSo()
    {
        var server = new ScriptedServer(Content, a => a.Well());
        DownloadSource source = server.Source("data.gz");
        server.Dispose();
        using var downloader = new Downloader(Patient);
        var error = await Assert.ThrowsAsync<DownloadException>(
            () => downloader.DownloadAsync(source, _folder.FullName, null, TestContext.Current.CancellationToken));
        Assert.StartsWith(
            $"{source.Address} could not be fetched in 4 attempts, the last one failed because the connection failed (Connection refused", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DownloadAsync_LongerThanAllowed_IsRefusedAtOnce(bool declared)
    {
        using var server = new ScriptedServer(Content, a => declared ? a.Well() : a.Unbounded(Content.Length));
        using var downloader = new Downloader(Patient);
        var error = await Assert.ThrowsAsync<DownloadException>(
            () => downloader.DownloadAsync(server.Source("data.gz", 1000), _folder.FullName, null, TestContext.Current.CancellationToken));
        Assert.Equal($"{server.Address("data.gz")} is longer than 1000 bytes, which data.gz never is; nothing was kept.", error.Message);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task DownloadAsync_Cancelled_StopsAndKeepsThePartForLater()
    {
        using var server = new ScriptedServer(Content, a => a.Stall(1000));
        using var cancellation = new CancellationTokenSource();
        using var downloader = new Downloader(Patient);
        var progress = new Recorder(_ => cancellation.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => downloader.DownloadAsync(server.Source("data.gz"), _folder.FullName, progress, cancellation.Token));
        Assert.Equal(["data.gz.part", "data.gz.part.version"], _folder.Files());
        Assert.Equal(Content[..1000], File.ReadAllBytes(_folder["data.gz.part"]));
    }

    [Fact]
    public async Task DownloadAsync_AnotherProcessFetchesIt_SaysSo()
    {
        using var guard = new FileStream(_folder["data.gz.lock"], FileMode.Create, FileAccess.Write, FileShare.None);
        using var server = new ScriptedServer(Content, a => a.Well());
        var error = await Assert.ThrowsAsync<DownloadException>(() => FetchAsync(server));
        Assert.StartsWith($"{_folder["data.gz"]} cannot be fetched, because another process fetches it or the folder cannot be written (", error.Message);
    }

    [Fact]
    public void Options_Pauses_DoubleUpToTheLongest()
    {
        var options = new DownloadOptions();
        Assert.Equal([1.0, 2, 4, 8, 16, 30, 30], Enumerable.Range(1, 7).Select(i => options.PauseBefore(i).TotalSeconds));
        Assert.Equal(30, options.PauseBefore(5000).TotalSeconds);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DownloadOptions { Attempts = 0 });
    }

    [Fact]
    public void Source_BadNameOrChecksum_IsRefused()
    {
        DownloadSource good = new() { Address = new Uri("http://127.0.0.1/"), FileName = "x", Md5 = new string('0', 32), LargestSize = 1 };
        Assert.Throws<ArgumentException>(() => good with { FileName = "../x" });
        Assert.Throws<ArgumentException>(() => good with { Md5 = new string('0', 31) });
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> FetchAsync(ScriptedServer server, IProgress<DownloadProgress>? progress = null, DownloadOptions? options = null)
    {
        using var downloader = new Downloader(options ?? Patient);
        return await downloader.DownloadAsync(server.Source("data.gz"), _folder.FullName, progress, TestContext.Current.CancellationToken);
    }

    private async Task AssertFailsAsync(ScriptedServer server, string reason, DownloadOptions? options = null)
    {
        var error = await Assert.ThrowsAsync<DownloadException>(() => FetchAsync(server, options: options));
        Assert.Equal(
            $"{server.Address("data.gz")} could not be fetched in 4 attempts, the last one failed because {reason}; check the connection and run the same "
                + "command again, it goes on where it stopped.",
            error.Message);
    }

    private void AssertWhole()
    {
        Assert.Equal(["data.gz"], _folder.Files());
        Assert.Equal(Content, File.ReadAllBytes(_folder["data.gz"]));
    }

    private sealed class Recorder(Action<DownloadProgress>? then = null) : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Items { get; } = [];

        public void Report(DownloadProgress value)
        {
            Items.Add(value);
            then?.Invoke(value);
        }
    }
}
