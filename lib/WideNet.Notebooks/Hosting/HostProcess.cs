using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace WideNet.Notebooks.Hosting;

/// <summary>The runner's side of the child process that executes cells.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // For what a stream still holds when the process has ended.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly string _token;
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(4096);
    private readonly StreamBudget _foreignText = new();
    private readonly Lock _diagnosticGate = new();
    private readonly List<string> _diagnosticWords = [];
    private readonly Task _diagnostic;

    private HostProcess(Process process, string token)
    {
        _process = process;
        _token = token;
        _ = ReadLinesAsync();
        _diagnostic = ReadDiagnosticAsync();
        _ = CompleteAfterExitAsync();
    }

    /// <summary>Starts the process and waits until it is ready for the first cell.</summary>
    /// <exception cref="NotebookException">It could not be started.</exception>
    public static async Task<HostProcess> StartAsync(string folder, IReadOnlySet<string> references, CancellationToken cancellation)
    {
        HostProcess host = Start(folder, references);
        try
        {
            HostEvent? ready = await host.ReceiveAsync(cancellation).ConfigureAwait(false);
            if (ready is not { Kind: HostEventKind.Done })
            {
                string exit = await host.DescribeExitAsync().ConfigureAwait(false);
                throw new NotebookException(
                    $"the process that executes cells did not start; it may open too few files ('ulimit -n'), or the build is not whole ({exit})");
            }

            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static HostProcess Start(string folder, IReadOnlySet<string> references)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "WideNet.Notebooks.dll");
        if (!File.Exists(Path.ChangeExtension(program, ".runtimeconfig.json")))
            throw new NotebookException($"the program that executes cells is incomplete beside this one; build it again with '{ErrorReport.BuildCommand}'");

        string token = $"#{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))} ";
        ProcessStartInfo start = new()
        {
            FileName = FindDotnet(),
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        foreach (string argument in (string[])["exec", program, NotebookHost.Verb, token])
            start.ArgumentList.Add(argument);
        try
        {
            return new HostProcess(Process.Start(start)!, token) { References = references };
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new NotebookException($"'{start.FileName}' could not be started to execute cells: {exception.Message}", exception);
        }
    }

    /// <summary>What its notebooks have referenced.</summary>
    public required IReadOnlySet<string> References { get; init; }

    /// <summary>Whether it has answered all that it was sent, so that it could serve another notebook.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>The memory that it holds, in bytes; 0 when it has ended.</summary>
    public long WorkingSet
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }
    }

    /// <summary>Gives the next notebook a new kernel in the same process.</summary>
    /// <returns>Whether the kernel is there; if not, the process has ended.</returns>
    public async Task<bool> RenewAsync(string folder, CancellationToken cancellation)
    {
        await SendAsync(new HostRequest { NextFolder = folder }).ConfigureAwait(false);
        try
        {
            while (!IsIdle && await ReceiveAsync(cancellation).ConfigureAwait(false) is not null)
            {
                // What the notebook before this one still wrote belongs to nobody.
            }
        }
        finally
        {
            if (!IsIdle)
                await DisposeAsync().ConfigureAwait(false);
        }

        return IsIdle;
    }

    /// <summary>Sends a cell.</summary>
    public async Task SendAsync(HostRequest request)
    {
        IsIdle = false;
        _foreignText.Reset(request.MaximumStreamLength);
        try
        {
            await _process.StandardInput.WriteAsync(JsonSerializer.Serialize(request) + "\n").ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The process is gone; the next receive says so with its exit code.
        }
    }

    /// <summary>The next event of the running cell, or null when the process has ended.</summary>
    public async ValueTask<HostEvent?> ReceiveAsync(CancellationToken cancellation)
    {
        while (await _lines.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            while (_lines.Reader.TryRead(out string? line))
            {
                if (line.StartsWith(_token, StringComparison.Ordinal))
                {
                    HostEvent message = JsonSerializer.Deserialize<HostEvent>(line.AsSpan(_token.Length))!;
                    IsIdle |= message.Kind is HostEventKind.Done or HostEventKind.Error;
                    return message;
                }

                if (line.Length > 0 && _foreignText.Take(line + "\n") is { Length: > 0 } text)
                    return new HostEvent { Kind = HostEventKind.StandardOutput, Text = text };
            }
        }

        return null;
    }

    /// <summary>How the process ended, in words.</summary>
    /// <remarks>A process that a cell started may hold standard error open for longer: what was written by then counts.</remarks>
    public async Task<string> DescribeExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await Task.WhenAny(_diagnostic, Task.Delay(Grace)).ConfigureAwait(false);
        string diagnostic;
        lock (_diagnosticGate) diagnostic = string.Join(' ', _diagnosticWords);
        string exit = Invariant($"exit code {_process.ExitCode}");
        return diagnostic.Length > 0 ? $"{exit}: {diagnostic}" : exit;
    }

    /// <summary>Ends the process and all that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
        _lines.Writer.TryComplete();
        _process.Dispose();
    }

    /// <summary>The host of the very runtime that runs this code, whatever the search path says.</summary>
    private static string FindDotnet()
    {
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(host) ? host : "dotnet";
    }

    private async Task ReadLinesAsync()
    {
        try
        {
            while (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
                await _lines.Writer.WriteAsync(line).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or ChannelClosedException)
        {
            // The process has ended.
        }

        _lines.Writer.TryComplete();
    }

    /// <summary>The first words of a cell on standard error, without the calls that the runtime lists behind them.</summary>
    private async Task ReadDiagnosticAsync()
    {
        try
        {
            while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                string text = line.Trim();
                lock (_diagnosticGate)
                {
                    if (_token.AsSpan().TrimEnd().SequenceEqual(text))
                        _diagnosticWords.Clear(); // a cell begins
                    else if (_diagnosticWords.Count < 2 && text.Length > 0 && !text.StartsWith("at ", StringComparison.Ordinal))
                        _diagnosticWords.Add(text);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process has ended.
        }
    }

    /// <summary>A process that the cell started may hold the stream open beyond the end of the host itself.</summary>
    private async Task CompleteAfterExitAsync()
    {
        try
        {
            await _process.WaitForExitAsync().ConfigureAwait(false);
            await Task.Delay(Grace).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // Disposed while waiting.
        }

        _lines.Writer.TryComplete();
    }
}
