using WideNet.Engines;
using WideNet.Training;

namespace WideNet.Tests.Engines;

/// <summary>An engine that other assemblies derive theirs from, for tests of how they are loaded.</summary>
public class StandInEngine : IComputeEngine
{
    public string Name => "stand-in";

    public string Description => "an engine for tests";

    public IReadOnlyList<string> Devices() => ["cpu"];

    public ITrainingEngine Training(string? device = null) => throw new NotSupportedException();
}
