using WideNet.Engines;

namespace WideNet.TorchSharp.Tests;

/// <summary>What the tests of this project need besides the package.</summary>
internal static class Native
{
    /// <summary>The devices that this machine has: <c>cpu</c>, and the first CUDA device if there is one. Tests of both run on each.</summary>
    public static IReadOnlyList<string> Devices { get; } = Find();

    /// <summary>Skips the test, with the reason, where the native library or the device is not there.</summary>
    public static TorchSharpEngine Require(string device = "cpu")
    {
        var engine = new TorchSharpEngine();
        try
        {
            Assert.SkipUnless(engine.Devices().Contains(device), $"The device {device} is not there; there are {string.Join(", ", engine.Devices())}.");
        }
        catch (EngineUnavailableException e)
        {
            Assert.Skip(e.Message);
        }

        return engine;
    }

    /// <summary>Every row on every device of this machine, the device after the other arguments.</summary>
    public static IEnumerable<object[]> OnEachDevice(params IEnumerable<object[]> rows) => Devices.SelectMany(device => rows.Select(row => (object[])[.. row, device]));

    private static IReadOnlyList<string> Find()
    {
        try
        {
            return [.. new TorchSharpEngine().Devices().Where(device => device is "cpu" or "cuda:0")];
        }
        catch (EngineUnavailableException)
        {
            return ["cpu"];
        }
    }
}
