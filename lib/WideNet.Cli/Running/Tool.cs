using System.ComponentModel;
using System.Diagnostics;

namespace WideNet.Cli.Running;

/// <summary>Starts programs that may or may not be on this machine.</summary>
internal static class Tool
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name, found like a shell finds it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="timeout">Ended, with what it started, after this long.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>Its exit code and what it wrote; null where there is no such program, or it took too long.</returns>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    public static ToolResult? Run(string program, IReadOnlyList<string> arguments, string folder, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
        {
            limit.CancelAfter(timeout);
            try
            {
                process.StandardInput.Close();
                Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token), error = process.StandardError.ReadToEndAsync(limit.Token);
                process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
                return new ToolResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellation.ThrowIfCancellationRequested();
                return null;
            }
        }
    }
}

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">0 where it succeeded.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it complained about.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Error);
