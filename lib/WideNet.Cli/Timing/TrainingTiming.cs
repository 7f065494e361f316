using System.Diagnostics;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Cli.Timing;

/// <summary>How long a step, or an epoch, of stochastic gradient descent in single precision takes, beside what the processors could do.</summary>
/// <remarks>
/// A step is what the engine does with a batch: outputs, squared loss and its gradient, backward pass, update. An epoch takes all images once, in
/// batches of a random order, without evaluations. Images are random numbers: time does not depend on them. Shown by BenchVerbTests.
/// </remarks>
internal sealed record TrainingTiming
{
    // Until then small work runs code that is not yet optimised: a step of 4 ms took 11.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>What was timed, such as <c>FCN erf, width 1024, depth 8, 32×32×3, batch 256</c>.</summary>
    public required string Work { get; init; }

    /// <summary>Threads used at most.</summary>
    public required int Threads { get; init; }

    /// <summary>Steps in one repetition: 1, or those of an epoch.</summary>
    public required int Steps { get; init; }

    /// <summary>Milliseconds of each repetition, ascending: the first is the best, the middle one the median.</summary>
    public required IReadOnlyList<double> Milliseconds { get; init; }

    /// <summary>Operations of a step: a multiply-add, counting two, for every weight, pixel and example, in the forward pass, the weight gradient and, but
    /// for the first layer, the input gradient.</summary>
    public required double Operations { get; init; }

    /// <summary>Measured rate of fused multiply-adds on these threads, operations per second.</summary>
    public required double PeakOperationsPerSecond { get; init; }

    /// <summary>Milliseconds a step at the best repetition.</summary>
    public double MillisecondsPerStep => Milliseconds[0] / Steps;

    /// <summary>Steps per second at the best repetition.</summary>
    public double StepsPerSecond => 1e3 / MillisecondsPerStep;

    /// <summary>Operations per second at the best repetition.</summary>
    public double OperationsPerSecond => Operations * StepsPerSecond;

    /// <summary>Fraction of the measured peak that the best repetition reaches.</summary>
    public double PeakFraction => OperationsPerSecond / PeakOperationsPerSecond;

    /// <summary>Times single steps on one batch.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="batch">Examples of the batch, at least 1.</param>
    /// <param name="peak">Measured rate to compare with, operations per second.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <param name="repetitions">Timings taken after a second of work that is not counted, at least 1.</param>
    public static TrainingTiming MeasureStep(NetworkShape shape, int batch, double peak, int? threads = null, int repetitions = 10)
    {
        var stepper = new Stepper(shape, batch, batch, threads);
        int[] examples = [.. Enumerable.Range(0, batch)];
        return Timing(shape, batch, 1, Time(repetitions, () => stepper.Step(examples)), peak, threads, "");
    }

    /// <summary>Times whole epochs of the engine.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="batch">Examples of a batch, at least 1.</param>
    /// <param name="images">Images of an epoch, at least a batch; those beyond whole batches wait for the next.</param>
    /// <param name="peak">Measured rate to compare with, operations per second.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <param name="repetitions">Epochs timed after a second of work, at least one epoch, that is not counted; at least 1.</param>
    /// <exception cref="ArgumentException">There are fewer images than a batch has.</exception>
    public static TrainingTiming MeasureEpoch(NetworkShape shape, int batch, int images, double peak, int? threads = null, int repetitions = 3)
    {
        if (images < batch) throw new ArgumentException(
            Invariant($"An epoch of {images} images is shorter than a batch of {batch}; take at least {batch} images."), nameof(images));
        var stepper = new Stepper(shape, images, batch, threads);
        int steps = images / batch, taken = 0;
        double[] times = Time(repetitions, () =>
        {
            for (int step = 0; step < steps; step++) stepper.Step(stepper.Batches.Batch(taken++));
        });
        return Timing(shape, batch, steps, times, peak, threads, Invariant($", epochs of {images} images"));
    }

    private static TrainingTiming Timing(NetworkShape shape, int batch, int steps, double[] times, double peak, int? threads, string more)
    {
        NetworkDescription network = shape.Description;
        string padding = network.Architecture == Architecture.FullyConnected ? "" : network.Padding == Padding.Circular ? " circular" : " zero padding";
        return new TrainingTiming
        {
            Work = Invariant($"{network.Architecture.Name()} {network.Activation.Name}{padding}, width {shape.Width}, depth {network.Depth}, ")
                + Invariant($"{shape.InputHeight}×{shape.InputWidth}×{shape.InputChannels}, batch {batch}{more}"),
            Threads = ParallelTiles.Count(threads),
            Steps = steps,
            Milliseconds = times,
            Operations = shape.Layers().Sum(layer => 2.0 * batch * layer.WeightCount * (layer.IsConvolution ? shape.Pixels : 1) * (layer.Index == 0 ? 2 : 3)),
            PeakOperationsPerSecond = peak,
        };
    }

    private static double[] Time(int repetitions, Action work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        long begin = Stopwatch.GetTimestamp();
        do work();
        while (Stopwatch.GetElapsedTime(begin) < WarmUp);
        var times = new double[repetitions];
        for (int i = 0; i < repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    private sealed class Stepper
    {
        private const double Rate = 1e-3;

        private readonly FiniteNetwork<float> _network;
        private readonly TrainingLoss _loss;
        private readonly float[] _data;
        private readonly float[] _outputs;
        private readonly float[] _gradient;

        public Stepper(NetworkShape shape, int images, int batch, int? threads)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
            var random = new RandomStream(1);
            var values = new double[checked(images * shape.InputSize)];
            random.Split("inputs").FillNormal(values);
            var inputs = new InputBatch(images, shape.InputHeight, shape.InputWidth, shape.InputChannels, values);
            TrainingSet train = TrainingSet.OneHot(inputs, [.. Enumerable.Range(0, images).Select(i => i % shape.Outputs)], shape.Outputs);
            double[] initial = InitialParameters.Draw(shape, random);
            var options = new TrainingOptions { Steps = 0, LearningRate = LearningRate.Absolute(Rate), BatchSize = batch, Stream = random };
            _network = FiniteNetwork.FromDoubles<float>(shape, initial, threads);
            _loss = new TrainingLoss(new TrainingProblem(shape, initial, train), options);
            _data = FiniteNetwork<float>.ToData(inputs);
            _outputs = new float[batch * shape.Outputs];
            _gradient = new float[_outputs.Length];
            Batches = new BatchOrder(options, images);
        }

        public BatchOrder Batches { get; }

        public void Step(ReadOnlySpan<int> examples)
        {
            _network.Forward(_data, examples, _outputs);
            double sum = _loss.Sum<float>(examples, _outputs, -Rate / _loss.Terms(examples.Length), _gradient);
            if (!double.IsFinite(sum)) throw new NumericalException(Invariant($"The loss of a timed step is {sum}; it must stay finite."));
            _network.Backward(_gradient, _network.Parameters);
        }
    }
}
