using System.Reflection;
using TorchSharp;
using WideNet.Engines;
using WideNet.Training;

namespace WideNet.TorchSharp;

/// <summary>TorchSharp as an engine: the same networks, batches and result records as the built-in one, on the processor or on CUDA.</summary>
/// <remarks>Uses only what TorchSharp 0.99.3 to 0.107 share. Loaded by name: see <see cref="EngineCatalog"/>.</remarks>
public sealed class TorchSharpEngine : IComputeEngine
{
    /// <inheritdoc/>
    public string Name => "torchsharp";

    /// <inheritdoc/>
    public string Description => $"TorchSharp {Version}";

    /// <summary>Version of the package, without the commit.</summary>
    internal static string Version =>
        typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "of unknown version";

    /// <inheritdoc/>
    public IReadOnlyList<string> Devices() => TorchDevice.Names();

    /// <inheritdoc/>
    public ITrainingEngine Training(string? device = null) => new TorchSharpTrainingEngine(device);
}
