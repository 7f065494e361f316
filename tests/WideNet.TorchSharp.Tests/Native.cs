using WideNet.Engines;

namespace WideNet.TorchSharp.Tests;

/// <summary>What the tests of this project need besides the package.</summary>
internal static class Native
{
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
}
