using WideNet.Engines;
using WideNet.Training;

namespace WideNet.Tests.Engines;

/// <summary>The one engine of this assembly, for tests of how engines are found.</summary>
public sealed class StandInEngine : IComputeEngine
{
    public string Name => "stand-in";

    public string Description => "an engine for tests";

    public IReadOnlyList<string> Devices() => ["cpu"];

    public ITrainingEngine Training(string? device = null) => throw new NotSupportedException();

    public IKernelEngine Kernels(string? device = null) => throw new NotSupportedException();
}
