using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;
using static WideNet.Tests.Training.TwelveExamples;

namespace WideNet.Tests.Training;

public sealed class TrainingDynamicsTests
{
    private const int Seeds = 8;

    // A finite network has its own λ_max. Over these seeds it must lie within 15 % of the analytic one (measured in the test itself), so a fraction
    // of 0.8 of η_theory lies below every network's own limit and 1.25 above: the first must converge always, the second never.
    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Train_AroundTheMaximumLearningRate_ConvergesBelowAndGrowsAbove(Architecture architecture)
    {
        NetworkShape shape = Shape(architecture, width: architecture == Architecture.FullyConnected ? 512 : 128);
        TrainingSet train = Set(shape);
        double largest = Largest(InfiniteNetwork.Kernel(shape.Description, train.Inputs).Ntk);
        double maximum = 2.0 * Examples * shape.Outputs / largest;
        for (int seed = 0; seed < Seeds; seed++)
        {
            TrainingProblem problem = TrainingProblem.Draw(shape, new RandomStream(seed).Split("dynamics"), train);
            double own = Largest(EmpiricalKernel.MeanOverOutputs(FiniteNetwork.FromDoubles<double>(shape, [.. problem.InitialParameters]), train.Inputs));
            Assert.InRange(own / largest, 0.85, 1.15);
            Assert.True(Train(problem, 0.8 * maximum).Max() <= 1.001, $"seed {seed} grows below the maximum");
            Assert.True(Train(problem, 1.25 * maximum).Max() > 1.5, $"seed {seed} does not grow above the maximum");
        }
    }

    // With f - f_0 trained at a rate η, a network of infinite width has the residuals (I - ηΘ/(m k))^t (-Y). The distance to that is of order
    // 1/√width; 16 times the width must shrink it by about 4, and half of that is asked for.
    [Fact]
    public void Train_WiderNetworks_ApproachLinearDynamics()
    {
        double narrow = DistanceToLinear(64), wide = DistanceToLinear(1024);
        Assert.True(wide < narrow / 2, $"width 64: {narrow}, width 1024: {wide}");
        Assert.True(wide < 0.1, $"width 1024: {wide}");
    }

    private static double DistanceToLinear(int width)
    {
        const int steps = 20;
        NetworkShape shape = Shape(Architecture.FullyConnected, width);
        TrainingSet train = Set(shape);
        Matrix kernel = InfiniteNetwork.Kernel(shape.Description, train.Inputs).Ntk;
        double rate = Examples * shape.Outputs / Largest(kernel);
        Matrix residual = train.Targets.Clone();
        for (int step = 0; step < steps; step++)
        {
            Matrix change = MatrixProduct.Multiply(kernel, residual);
            for (int i = 0; i < residual.Values.Length; i++) residual.Values[i] -= rate / (Examples * shape.Outputs) * change.Values[i];
        }

        double sum = 0, scale = 0;
        for (int seed = 0; seed < 4; seed++)
        {
            TrainingProblem problem = TrainingProblem.Draw(shape, new RandomStream(seed).Split("linear"), train);
            TrainingResult result = new CpuTrainingEngine().Train(problem, Options(steps, rate), null, TestContext.Current.CancellationToken);
            Matrix before = FiniteNetwork.FromDoubles<double>(shape, [.. problem.InitialParameters]).Outputs(train.Inputs);
            Matrix after = FiniteNetwork.FromDoubles<double>(shape, [.. result.Parameters!]).Outputs(train.Inputs);
            for (int i = 0; i < residual.Values.Length; i++)
            {
                double linear = train.Targets.Values[i] - residual.Values[i];
                sum += Math.Pow(after.Values[i] - before.Values[i] - linear, 2);
                scale += linear * linear;
            }
        }

        return Math.Sqrt(sum / scale);
    }

    // Losses as multiples of the first.
    private static IEnumerable<double> Train(TrainingProblem problem, double rate)
    {
        TrainingResult result = new CpuTrainingEngine().Train(problem, Options(25, rate), null, TestContext.Current.CancellationToken);
        return result.BatchLosses.Select(loss => loss / result.BatchLosses[0]);
    }

    private static TrainingOptions Options(int steps, double rate) => new()
    {
        Steps = steps,
        LearningRate = LearningRate.Absolute(rate),
        SubtractInitialOutput = true,
        Precision = Precision.Float64,
    };

    private static double Largest(Matrix kernel) => SymmetricEigen.Values(kernel)[^1];
}
