using System.Net;
using System.Net.Http.Headers;

namespace WideNet.Cli.Downloads;

/// <summary>Fetches files over HTTP: resumes what broke off, checks size and checksum, and never shows half a file under the final name.</summary>
/// <remarks>
/// Unfinished bytes wait in <c>name.part</c> for the next attempt or the next run. A range is asked for with If-Range, so bytes of two
/// versions are never mixed; a server that ignores the range sends the whole file again. Shown by DownloaderTests against a server that
/// truncates, corrupts, drops, stalls and refuses.
/// </remarks>
internal sealed class Downloader : IDisposable
{
    private const int BufferSize = 1 << 17;
    private readonly HttpClient _client;
    private readonly DownloadOptions _options;

    /// <summary>Creates a downloader.</summary>
    /// <param name="options">Its patience; null for the defaults.</param>
    public Downloader(DownloadOptions? options = null)
    {
        _options = options ?? new DownloadOptions();
        _client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("WideNet", "0.1"));
    }

    /// <summary>Fetches a file unless it is there already with the right checksum.</summary>
    /// <param name="source">What to fetch.</param>
    /// <param name="folder">Where to put it; created when missing.</param>
    /// <param name="progress">Is told about every block of bytes.</param>
    /// <param name="cancellation">Ends the download; what has come stays for the next run.</param>
    /// <returns>The path of the whole, checked file.</returns>
    /// <exception cref="DownloadException">The server refuses, the file is too large, or every attempt failed.</exception>
    public async Task<string> DownloadAsync(
        DownloadSource source, string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, source.FileName);
        if (File.Exists(path) && await PartialDownload.Md5Async(path, cancellation).ConfigureAwait(false) == source.Md5)
        {
            return path;
        }

        await using FileStream guard = Guard(path);
        var part = new PartialDownload(path);
        string? problem = null;
        for (int attempt = 0; attempt < _options.Attempts; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(_options.PauseBefore(attempt), cancellation).ConfigureAwait(false);
            }

            problem = await TryTransferAsync(source, part, progress, cancellation).ConfigureAwait(false)
                ?? await TryFinishAsync(source, part, cancellation).ConfigureAwait(false);
            if (problem is null)
            {
                return path;
            }
        }

        throw new DownloadException(
            Invariant($"{source.Address} could not be fetched in {_options.Attempts} attempts, the last one failed because {problem}; check the connection ")
                + "and run the same command again, it goes on where it stopped.");
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <summary>One attempt. Returns null when all bytes have come, else a passing problem; what will not pass is thrown.</summary>
    private async Task<string?> TryTransferAsync(
        DownloadSource source, PartialDownload part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        idle.CancelAfter(_options.IdleTimeout);
        try
        {
            long have = part.Length;
            using HttpRequestMessage request = Request(source, part, have);
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, idle.Token).ConfigureAwait(false);
            if (have > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // Nothing follows what is here: the checksum decides whether it is the file.
                return null;
            }

            if (PassingProblem(source, response) is string problem)
            {
                return problem;
            }

            ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
            if (response.StatusCode == HttpStatusCode.PartialContent && (have == 0 || range?.From != have))
            {
                part.Discard();
                return "the server sent another part of the file than was asked for";
            }

            if (response.StatusCode != HttpStatusCode.PartialContent)
            {
                part.Begin(response);
                have = 0;
            }

            long? total = have + response.Content.Headers.ContentLength;
            if (total > source.LargestSize)
            {
                throw TooLarge(source, part);
            }

            return await CopyAsync(source, part, response, total, progress, idle, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            return $"the connection failed ({error.Message.TrimEnd('.')})";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Invariant($"nothing arrived for {_options.IdleTimeout.TotalSeconds:0.###} seconds");
        }
    }

    private async Task<string?> CopyAsync(
        DownloadSource source,
        PartialDownload part,
        HttpResponseMessage response,
        long? total,
        IProgress<DownloadProgress>? progress,
        CancellationTokenSource idle,
        CancellationToken cancellation)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
        await using FileStream file = new(part.Path, FileMode.Append, FileAccess.Write, FileShare.None);
        byte[] buffer = new byte[BufferSize];
        while (true)
        {
            int got;
            try
            {
                idle.CancelAfter(_options.IdleTimeout);
                got = await body.ReadAsync(buffer, idle.Token).ConfigureAwait(false);
            }
            catch (IOException)
            {
                return $"the connection broke off after {file.Length} bytes";
            }

            if (got == 0)
            {
                return total is null || file.Length == total ? null : Invariant($"the transfer ended after {file.Length} of {total} bytes");
            }

            if (file.Length + got > source.LargestSize)
            {
                throw TooLarge(source, part);
            }

            await file.WriteAsync(buffer.AsMemory(0, got), cancellation).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(source.FileName, file.Length, total));
        }
    }

    private static async Task<string?> TryFinishAsync(DownloadSource source, PartialDownload part, CancellationToken cancellation)
    {
        string found = await PartialDownload.Md5Async(part.Path, cancellation).ConfigureAwait(false);
        if (found != source.Md5)
        {
            part.Discard();
            return $"its MD5 checksum is {found} and not {source.Md5}";
        }

        part.Finish();
        return null;
    }

    /// <summary>Held while a file is fetched, so that two processes do not write to the same partial file.</summary>
    private static FileStream Guard(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error)
        {
            throw new DownloadException(
                $"{path} cannot be fetched, because another process fetches it or the folder cannot be written ({error.Message.TrimEnd('.')}).", error);
        }
    }

    private static HttpRequestMessage Request(DownloadSource source, PartialDownload part, long have)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, source.Address);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.IfRange = part.Version;
        }

        return request;
    }

    private static string? PassingProblem(DownloadSource source, HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        string answer = Invariant($"{status} ({response.ReasonPhrase})");
        return status switch
        {
            200 or 206 => null,
            408 or 429 or >= 500 => $"the server answered {answer}",
            _ =>
                throw new DownloadException(
                    $"{source.Address} cannot be fetched: the server answered {answer}; the file may have moved, so fetch it by hand and name its folder "
                        + "with --data-dir."),
        };
    }

    private static DownloadException TooLarge(DownloadSource source, PartialDownload part)
    {
        part.Discard();
        return new DownloadException(
            Invariant($"{source.Address} is longer than {source.LargestSize} bytes, which {source.FileName} never is; nothing was kept."));
    }
}
