using System.Numerics;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>The loss of a run on parts of its training set, in double precision, with the limit beyond which the run has diverged.</summary>
internal sealed class TrainingLoss
{
    private readonly TrainingProblem _problem;
    private readonly TrainingOptions _options;
    private readonly double[] _example;

    public TrainingLoss(TrainingProblem problem, TrainingOptions options)
    {
        _problem = problem;
        _options = options;
        _example = new double[problem.Shape.Outputs];
    }

    /// <summary>f_0 of the training set, taken off the outputs; null if f itself is trained.</summary>
    public Matrix? Initial { get; set; }

    /// <summary>Loss of the run's first batch, once it is known.</summary>
    public double? First { get; set; }

    /// <summary>The divisor that turns the sum over a batch into its loss.</summary>
    public double Terms(int examples) => Loss.Terms(_options.Loss, examples, _problem.Shape.Outputs);

    /// <summary>The sum over some examples, and factor times its derivative by their outputs.</summary>
    /// <param name="examples">Training examples.</param>
    /// <param name="outputs">f [examples, k].</param>
    /// <param name="factor">Multiplies the gradient.</param>
    /// <param name="gradient">Receives the gradient [examples, k].</param>
    public double Sum<T>(ReadOnlySpan<int> examples, ReadOnlySpan<T> outputs, double factor, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int k = _example.Length;
        double sum = 0;
        for (int i = 0; i < examples.Length; i++)
        {
            for (int j = 0; j < k; j++) _example[j] = double.CreateTruncating(outputs[(i * k) + j]) - (Initial is null ? 0 : Initial[examples[i], j]);
            sum += Loss.Example(_options.Loss, _example, _problem.Train.Targets.Row(examples[i]), factor, gradient.Slice(i * k, k));
        }

        return sum;
    }

    /// <summary>Whether a loss is a number below the limit of divergence.</summary>
    public bool IsAcceptable(double loss) => double.IsFinite(loss) && (First is null || loss <= _options.DivergenceFactor * Math.Max(1, First.Value));
}
