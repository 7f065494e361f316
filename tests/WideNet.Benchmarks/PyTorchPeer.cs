using System.Diagnostics;
using System.Globalization;

namespace WideNet.Benchmarks;

/// <summary>Does the same work in Debian's PyTorch through the scripts beside the program, where the machine has it.</summary>
internal static class PyTorchPeer
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>The best of some steps, or epochs, in milliseconds, or null where PyTorch is not installed.</summary>
    /// <param name="work">Kind of network and activation.</param>
    /// <param name="threads">Threads it may use.</param>
    /// <param name="repetitions">Timings taken.</param>
    /// <param name="images">Images taken through in one timing; a batch for a step.</param>
    public static double? TryTime(string work, int threads, int repetitions, int images) =>
        TryRun("training_peer.py", string.Create(CultureInfo.InvariantCulture, $"{work} {threads} {repetitions} {images}")) is { } output
            ? double.Parse(output, NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Losses of a recorded run that PyTorch repeats now from the same parameters and batches, or null where it is not installed.</summary>
    /// <param name="caseFolder">The run's folder, with case.json and its .npy files.</param>
    public static double[]? TryTrain(string caseFolder) =>
        TryRun("training_losses.py", $"\"{caseFolder}\"")?.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(
            line => double.Parse(line, NumberStyles.Float, CultureInfo.InvariantCulture)).ToArray();

    private static string? TryRun(string script, string arguments)
    {
        if (!File.Exists(Interpreter)) return null;
        var start = new ProcessStartInfo(Interpreter, $"\"{Path.Combine(AppContext.BaseDirectory, script)}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The peer shall use the kernels it would choose by itself.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }
}
