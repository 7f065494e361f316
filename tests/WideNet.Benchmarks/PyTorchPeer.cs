using System.Diagnostics;
using System.Globalization;

namespace WideNet.Benchmarks;

/// <summary>Times the same step in Debian's PyTorch through <c>training_peer.py</c>, where the machine has it.</summary>
internal static class PyTorchPeer
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>The best of some steps in milliseconds, or null where PyTorch is not installed.</summary>
    public static double? TryTime(string work, int threads, int repetitions)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "training_peer.py");
        if (!File.Exists(Interpreter)) return null;
        var start = new ProcessStartInfo(Interpreter, string.Create(CultureInfo.InvariantCulture, $"\"{script}\" {work} {threads} {repetitions}"))
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
        return process.ExitCode == 0 ? double.Parse(output, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }
}
