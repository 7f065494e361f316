using System.CommandLine;
using WideNet.Engines;

namespace WideNet.Cli;

/// <summary>The options that choose where to train.</summary>
internal static class EngineOptions
{
    /// <summary><c>--engine</c>, the processor unless given.</summary>
    public static Option<string> Engine() => Options.OneOf("--engine", "What trains; see 'reproduce list engines'.", [.. EngineCatalog.Names]);

    /// <summary><c>--engine</c> of verbs with presets, chosen by the preset unless given.</summary>
    public static Option<string> EngineOfPreset() =>
        Options.OneOf(
            "--engine", "What trains the networks; auto takes cpu, and for the preset paper a CUDA device if the engine torchsharp is built and sees one.",
            [.. EngineChoice.Names]);

    /// <summary><c>--device</c>.</summary>
    public static Option<string?> Device() => new("--device")
    {
        Description = "Device of the engine: cpu, cuda, cuda:1, …; its first one unless given. A GPU pays for wide networks: each step exchanges outputs "
            + "and gradients with the processor.",
        HelpName = "DEVICE",
    };
}
