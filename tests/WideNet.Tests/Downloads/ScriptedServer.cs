using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using WideNet.Cli.Downloads;

namespace WideNet.Tests.Downloads;

/// <summary>An HTTP server on 127.0.0.1 that answers each request by the next step of a script, the last step again and again.</summary>
internal sealed class ScriptedServer : IDisposable
{
    public const string Tag = "\"version-1\"";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Answer, Task>[] _script;
    private readonly Task _loop;

    public ScriptedServer(byte[] content, params Func<Answer, Task>[] script)
    {
        Content = content;
        _script = script;
        _listener.Start();
        _loop = Task.Run(ServeAsync);
    }

    public byte[] Content { get; }

    /// <summary>The Range header of every request so far, "" where there was none.</summary>
    public List<string> Ranges { get; } = [];

    public Uri Address(string name) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{name}");

    public DownloadSource Source(string name, long largestSize = 1 << 20) => new()
    {
        Address = Address(name),
        FileName = name,
        Md5 = Md5Of(Content),
        LargestSize = largestSize,
    };

    public static string Md5Of(byte[] content)
    {
#pragma warning disable CA5351 // The checksum that the downloader compares.
        return Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _loop.Wait(TimeSpan.FromSeconds(10));
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        for (int request = 0; !_stop.IsCancellationRequested; request++)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using NetworkStream stream = client.GetStream();
                Dictionary<string, string> headers = await ReadHeadersAsync(stream);
                Ranges.Add(headers.GetValueOrDefault("range", ""));
                await _script[Math.Min(request, _script.Length - 1)](new Answer(this, stream, headers, _stop.Token));
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client went away, which some scripts provoke, or the test is over.
            }
        }
    }

    private static async Task<Dictionary<string, string>> ReadHeadersAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, false, 1024, leaveOpen: true);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon]] = line[(colon + 2)..];
            }
        }

        return headers;
    }

    /// <summary>One request and the ways to answer it.</summary>
    internal sealed class Answer(ScriptedServer server, NetworkStream stream, Dictionary<string, string> headers, CancellationToken stop)
    {
        /// <summary>As a good server: the range when it is asked for with the right tag, else everything.</summary>
        public Task Well() => Send(RangeStart(), server.Content, int.MaxValue);

        /// <summary>Everything, whatever range was asked for.</summary>
        public Task IgnoringRange() => Send(0, server.Content, int.MaxValue);

        /// <summary>As a good server, but the connection breaks after so many bytes of the body.</summary>
        public Task Dropping(int after) => Send(RangeStart(), server.Content, after);

        /// <summary>Whole length, one bit wrong.</summary>
        public Task Corrupt()
        {
            byte[] wrong = [.. server.Content];
            wrong[wrong.Length / 2] ^= 1;
            return Send(RangeStart(), wrong, int.MaxValue);
        }

        /// <summary>Without a length: the end of the connection ends the body, wherever that is.</summary>
        public async Task Unbounded(int bytes)
        {
            await Head("200 OK", $"ETag: {Tag}");
            await stream.WriteAsync(server.Content.AsMemory(0, bytes), stop);
        }

        /// <summary>Without a version mark, or with such headers as are no mark of the bytes, broken off.</summary>
        public async Task Unmarked(int bytes, params string[] more)
        {
            await Head("200 OK", [$"Content-Length: {server.Content.Length}", .. more]);
            await stream.WriteAsync(server.Content.AsMemory(0, bytes), stop);
        }

        /// <summary>Another part than was asked for.</summary>
        public async Task WrongRange()
        {
            await Head("206 Partial Content", "Content-Length: 1", $"Content-Range: bytes 0-0/{server.Content.Length}", $"ETag: {Tag}");
            await stream.WriteAsync(server.Content.AsMemory(0, 1), stop);
        }

        public Task Status(string status) => Head(status, "Content-Length: 0");

        /// <summary>Sends some bytes and then nothing, until the test is over or the client leaves.</summary>
        public async Task Stall(int after)
        {
            await Head("200 OK", $"Content-Length: {server.Content.Length}", $"ETag: {Tag}");
            await stream.WriteAsync(server.Content.AsMemory(0, after), stop);
            while (await stream.ReadAsync(new byte[1], stop) > 0)
            {
            }
        }

        private int RangeStart()
        {
            bool sameVersion = headers.GetValueOrDefault("if-range") == Tag;
            return sameVersion && headers.TryGetValue("range", out string? range)
                ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture)
                : 0;
        }

        private async Task Send(int start, byte[] content, int most)
        {
            if (start >= content.Length)
            {
                await Head("416 Range Not Satisfiable", "Content-Length: 0");
                return;
            }

            string range = $"Content-Range: bytes {start}-{content.Length - 1}/{content.Length}";
            await Head(
                start > 0 ? "206 Partial Content" : "200 OK", $"Content-Length: {content.Length - start}", $"ETag: {Tag}",
                start > 0 ? range : "Accept-Ranges: bytes");
            await stream.WriteAsync(content.AsMemory(start, Math.Min(most, content.Length - start)), stop);
        }

        private async Task Head(string status, params string[] lines) =>
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{string.Concat(lines.Select(l => l + "\r\n"))}\r\n"), stop);
    }
}
