using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WideNet.Results;

/// <summary>Where cached results come from: settings, data, version, kind of machine and time, without names of machines or folders.</summary>
internal sealed record ResultRecord
{
    /// <summary>Name of the figure's notebook.</summary>
    public required string Figure { get; init; }

    /// <summary>Preset of the run.</summary>
    public required Preset Preset { get; init; }

    /// <summary>Every setting, the choice of images included.</summary>
    public required ResultSettings Settings { get; init; }

    /// <summary>SHA-256 of labels and pixels, or empty where there were none.</summary>
    public required string DataChecksum { get; init; }

    /// <summary>Time that the computation took; of a sweep, the sum over its cells; of the external comparison, processor time of all threads.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Processor time of all threads of the process meanwhile, or null where it was not measured.</summary>
    public TimeSpan? ProcessorTime { get; init; }

    /// <summary>Version of the library.</summary>
    public string Version { get; init; } = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);

    /// <summary>Kind of machine, such as <c>X64, 512-bit vectors, 2 processors</c>.</summary>
    public string Hardware { get; init; } = ThisMachine();

    /// <summary>What is known when results of an identity were just computed here.</summary>
    /// <param name="identity">Which results.</param>
    /// <param name="duration">Time taken.</param>
    /// <param name="processorTime">Processor time of all threads, or null where it was not measured.</param>
    public static ResultRecord Of(ResultIdentity identity, TimeSpan duration, TimeSpan? processorTime = null)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return new ResultRecord
        {
            Figure = identity.Figure,
            Preset = identity.Preset,
            Settings = identity.AllSettings(),
            DataChecksum = identity.Data?.Checksum ?? "",
            Duration = duration,
            ProcessorTime = processorTime,
        };
    }

    /// <summary>The kind of this machine, which float32 results may depend on in their last digits.</summary>
    internal static string ThisMachine()
    {
        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 8 * Vector<byte>.Count;
        return Invariant($"{RuntimeInformation.ProcessArchitecture}, {bits}-bit vectors, {Environment.ProcessorCount} processors");
    }
}
