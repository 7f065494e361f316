using WideNet.Kernels;

namespace WideNet.Training;

/// <summary>Trains on the processor, with the networks of <see cref="Networks"/>.</summary>
/// <remarks>The same bits come out for any number of threads and for a run that was interrupted and resumed (<c>CpuTrainingEngineTests</c>).</remarks>
public sealed class CpuTrainingEngine : ITrainingEngine
{
    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public TrainingResult Train(
        TrainingProblem problem, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var batches = new BatchOrder(options, problem.Train.Count);
        using IGradientDescent descent = options.Precision == Precision.Float64
            ? new CpuGradientDescent<double>(problem, options, batches)
            : new CpuGradientDescent<float>(problem, options, batches);
        return new TrainingRun(problem, options, batches, descent).Execute(progress, cancellationToken);
    }
}
