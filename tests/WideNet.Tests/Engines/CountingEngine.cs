using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Tests.Engines;

/// <summary>The engine cpu under another name and with a CUDA device, counting what is asked of it.
/// Not public: <see cref="StandInEngine"/> is the one that is found in the assembly.</summary>
internal sealed class CountingEngine : IComputeEngine, ITrainingEngine
{
    private readonly CpuEngine _cpu = new();
    private int _trained, _evaluated;

    public string Name => "counting";

    public string Description => "an engine for tests";

    public IReadOnlyList<string> Opened { get; private set; } = [];

    public int Trained => _trained;

    public int Evaluated => _evaluated;

    /// <summary>This engine as the choice of a run, on one of its devices.</summary>
    public EngineChoice On(string device = "cuda:0") => EngineChoice.BestOf(device, () => this);

    public IReadOnlyList<string> Devices() => ["cpu", "cuda:0", "cuda:1"];

    public ITrainingEngine Training(string? device = null) => Open(device);

    public TrainingResult Train(
        TrainingProblem problem, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _trained);
        return _cpu.Training().Train(problem, options, progress, cancellationToken);
    }

    public Matrix Outputs(NetworkShape shape, IReadOnlyList<double> parameters, InputBatch inputs, Precision precision = Precision.Float32, int? threads = null)
    {
        Interlocked.Increment(ref _evaluated);
        return _cpu.Training().Outputs(shape, parameters, inputs, precision, threads);
    }

    private CountingEngine Open(string? device)
    {
        Opened = [.. Opened, device ?? "none"];
        return this;
    }
}
