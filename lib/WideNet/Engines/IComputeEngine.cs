using WideNet.Training;

namespace WideNet.Engines;

/// <summary>A library that trains networks on one or more devices: the processor's own, or one that is loaded when it is asked for.</summary>
internal interface IComputeEngine
{
    /// <summary>Name on the command line, such as <c>cpu</c>.</summary>
    string Name { get; }

    /// <summary>What computes, with its version, in a few words.</summary>
    string Description { get; }

    /// <summary>The devices that can be used now, such as <c>cpu</c> and <c>cuda:0</c>; the first is the default.</summary>
    /// <exception cref="EngineUnavailableException">The engine's native library cannot be loaded.</exception>
    IReadOnlyList<string> Devices();

    /// <summary>Training on a device.</summary>
    /// <param name="device">One of <see cref="Devices"/>, <c>cuda</c> for the first of its kind, or null for the default.</param>
    /// <exception cref="EngineUnavailableException">The device or the engine's native library is not there.</exception>
    ITrainingEngine Training(string? device = null);
}
