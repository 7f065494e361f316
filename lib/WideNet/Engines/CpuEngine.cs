using WideNet.Training;

namespace WideNet.Engines;

/// <summary>The engine that is always there: this library's own code on the processor.</summary>
internal sealed class CpuEngine : IComputeEngine
{
    public string Name => "cpu";

    public string Description => "this library's own code on the processor";

    public IReadOnlyList<string> Devices() => ["cpu"];

    public ITrainingEngine Training(string? device = null) => device is null or "cpu"
        ? new CpuTrainingEngine()
        : throw new EngineUnavailableException(
            $"The device '{device}' was asked for, but the engine cpu computes on cpu only; the engine {OptionalAssembly.TorchSharp.Name} has others.");
}
