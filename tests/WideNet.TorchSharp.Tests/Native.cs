using System.Runtime.CompilerServices;
using TorchSharp;

namespace WideNet.TorchSharp.Tests;

/// <summary>The native library, which the build puts into one folder; where a package supports the platform and it does not load, tests fail.</summary>
internal static class Native
{
    /// <summary>The devices that this machine has: <c>cpu</c>, and the first CUDA device if there is one. Tests of both run on each.</summary>
    public static IReadOnlyList<string> Devices { get; } = [.. new TorchSharpEngine().Devices().Where(device => device is "cpu" or "cuda:0")];

    /// <summary>The engine; skips the test, with the reason, where a device that it names is not there.</summary>
    public static TorchSharpEngine Require(string device = "cpu")
    {
        Assert.SkipUnless(Devices.Contains(device), $"The device {device} is not there; there are {string.Join(", ", Devices)}.");
        return new TorchSharpEngine();
    }

    /// <summary>Every row on every device of this machine, the device after the other arguments.</summary>
    public static IEnumerable<object[]> OnEachDevice(params IEnumerable<object[]> rows) =>
        Devices.SelectMany(device => rows.Select(row => (object[])[.. row, device]));

    // As OMP_NUM_THREADS=1 does, which is read too early to be set here: beside other work the native library's threads wait for each other.
    [ModuleInitializer]
    internal static void UseOneThread()
    {
        TorchNatives.Require();
        torch.set_num_threads(1);
    }
}
