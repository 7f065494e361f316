using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;
using static WideNet.Tests.Training.TwelveExamples;

namespace WideNet.Tests.Training;

/// <summary>How many of several networks train at a given fraction of η_theory = 2 m k/λ_max of the analytic kernel.</summary>
public sealed class SuccessRateTests
{
    private const int Seeds = 8;
    private const int Steps = 60;
    private static readonly double[] Fractions = [0.6, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 3];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Each network has its own limit, that of its linearisation, which knows its kernel Θ_0, its batches and the number of steps. What is left is the
    // drift of the kernel. Lower edge of the band: the largest eigenvalue moves by a relative δ in training (measured on the networks at 0.8 of the
    // bound), so what trains in the linearisation at f·(1 + δ) trains at f. Upper edge: beyond its limit the loss of a network grows until its kernel
    // has fallen to 2 m k/η, where it may come back, up to about twice the limit ("catapult", Lewkowycz et al. 2020): so a network that survives full
    // batches ends at most ε above the limit of its last kernel. A mode above it by ε = 0.02 would grow by (1 + 2ε)^60 = 10 in the steps taken.
    // In the end none trains without growth at 1.5 of η_theory, and none at all at 3.
    [Theory]
    [InlineData(Architecture.FullyConnected, 256, null)]
    [InlineData(Architecture.FullyConnected, 256, 6)]
    [InlineData(Architecture.ConvolutionalFlatten, 48, null)]
    public void Train_AroundTheMaximumLearningRate_SuccessesFallFromAllToNone(Architecture architecture, int width, int? batch)
    {
        NetworkShape shape = Shape(architecture, width);
        TrainingSet train = Set(shape);
        double theory = Limit(InfiniteNetwork.Kernel(shape.Description, train.Inputs).Ntk, shape.Outputs);
        TrainingProblem[] problems =
            [.. Enumerable.Range(0, Seeds).Select(seed => TrainingProblem.Draw(shape, new RandomStream(seed).Split("success"), train))];
        LinearizedNetwork[] linear = [.. problems.Select(problem => LinearizedNetwork.At(Network(shape, problem.InitialParameters), train.Inputs))];
        double drift = problems.Zip(linear).Max(
            pair => Math.Abs((Limit(pair.Second.Kernel) / Limit(Kernel(shape, Train(pair.First, 0.8 * theory, batch), train))) - 1));
        Assert.InRange(drift, 0, 0.1);
        var successes = new List<int>();
        foreach (double fraction in Fractions)
        {
            TrainingResult[] results = [.. problems.Select(problem => Train(problem, fraction * theory, batch))];
            successes.Add(results.Count(result => Succeeds(result.BatchLosses)));
            int least = linear.Count(
                network => Succeeds(LinearizedTraining.Run(network, Options(fraction * (1 + drift) * theory, batch), train, null, Token).BatchLosses));
            Assert.True(
                successes[^1] >= least, $"{successes[^1]} of {Seeds} train at {fraction} η_theory, but {least} linearisations do at "
                    + $"{fraction * (1 + drift):F3}");
            if (batch is not null) continue;
            foreach (TrainingResult result in results.Where(result => result.Parameters is not null))
            {
                Assert.True(
                    fraction * theory <= 1.02 * Limit(Kernel(shape, result, train)),
                    $"a network ends at {fraction * theory / Limit(Kernel(shape, result, train)):F3} of its limit, trained at {fraction} η_theory");
            }
        }

        Assert.Equal((Seeds, Seeds, 0, 0), (successes[0], successes[1], successes[^2], successes[^1]));
        Assert.Equal(successes.OrderDescending(), successes);
        Assert.All(problems, problem => Assert.Equal(TrainingStatus.Diverged, Train(problem, Fractions[^1] * theory, batch).Status));
    }

    // Success: no batch's loss exceeds that of the first two by a half.
    private static bool Succeeds(IReadOnlyList<double> losses) =>
        losses.Count == Steps && losses.Skip(2).All(loss => loss <= 1.5 * Math.Max(losses[0], losses[1]));

    private static TrainingResult Train(TrainingProblem problem, double rate, int? batch) =>
        new CpuTrainingEngine().Train(problem, Options(rate, batch), null, Token);

    // 2 m k/λ_max; a kernel between outputs has m·k rows, one for inputs m.
    private static double Limit(Matrix kernel, int outputs = 1) => 2.0 * kernel.Rows * outputs / SymmetricEigen.Values(kernel)[^1];

    private static Matrix Kernel(NetworkShape shape, TrainingResult result, TrainingSet train) =>
        EmpiricalKernel.Full(Network(shape, result.Parameters!), train.Inputs);

    private static TrainingOptions Options(double rate, int? batch) => new()
    {
        Steps = Steps,
        LearningRate = LearningRate.Absolute(rate),
        BatchSize = batch,
        Stream = new RandomStream(4),
        SubtractInitialOutput = true,
        Precision = Precision.Float64,
    };

    private static FiniteNetwork<double> Network(NetworkShape shape, IReadOnlyList<double> parameters) =>
        FiniteNetwork.FromDoubles<double>(shape, [.. parameters]);
}
