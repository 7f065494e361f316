using System.Numerics;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>Trains on the processor, with the networks of <see cref="Networks"/>.</summary>
/// <remarks>The same bits come out for any number of threads and for a run that was interrupted and resumed (<c>CpuTrainingEngineTests</c>).</remarks>
internal sealed class CpuTrainingEngine : ITrainingEngine
{
    public string Name => "cpu";

    public TrainingResult Train(
        TrainingProblem problem, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        TrainingBudget.Of(problem.Shape, options.BatchSize ?? problem.Train.Count, options.Precision).Require();
        var batches = new BatchOrder(options, problem.Train.Count);
        using IGradientDescent descent = options.Precision == Precision.Float64
            ? new CpuGradientDescent<double>(problem, options, batches)
            : new CpuGradientDescent<float>(problem, options, batches);
        return new DescentLoop(problem, options, batches, descent).Execute(progress, cancellationToken);
    }

    public Matrix Outputs(NetworkShape shape, IReadOnlyList<double> parameters, InputBatch inputs, Precision precision = Precision.Float32, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(inputs);
        return precision == Precision.Float64 ? Outputs<double>(shape, parameters, inputs, threads) : Outputs<float>(shape, parameters, inputs, threads);
    }

    private static Matrix Outputs<T>(NetworkShape shape, IReadOnlyList<double> parameters, InputBatch inputs, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FiniteNetwork.FromDoubles<T>(shape, parameters as double[] ?? [.. parameters], threads).Outputs(inputs);
}
