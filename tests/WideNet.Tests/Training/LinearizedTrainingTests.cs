using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Spectra;
using WideNet.Training;

namespace WideNet.Tests.Training;

public sealed class LinearizedTrainingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The definition: θ moves along the gradient of the loss at f_0 + J(θ - θ_0), with the Jacobian written out row by row.
    [Theory]
    [InlineData(Architecture.FullyConnected, LossFunction.MeanSquaredError, null, 0.0)]
    [InlineData(Architecture.ConvolutionalPool, LossFunction.MeanSquaredError, 6, 0.7)]
    [InlineData(Architecture.ConvolutionalFlatten, LossFunction.CrossEntropy, 6, 0.5)]
    public void Run_AnyNetwork_EqualsDescentOnTheTaylorExpansionOfTheParameters(Architecture architecture, LossFunction loss, int? batch, double momentum)
    {
        TrainingProblem problem = SmallProblems.Problem(architecture, width: 8);
        TrainingOptions options = Options(12, 0.8) with { Loss = loss, BatchSize = batch, Stream = new RandomStream(5), Momentum = momentum };
        var network = new FiniteNetwork<double>(problem.Shape, [.. problem.InitialParameters]);
        LinearizedResult result = LinearizedTraining.Run(
            LinearizedNetwork.At(network, problem.Train.Inputs, problem.Test!.Inputs), options, problem.Train, problem.Test, Token);

        int k = problem.Shape.Outputs;
        double[][] jacobian = Jacobian(network, problem.Train.Inputs), testJacobian = Jacobian(network, problem.Test.Inputs);
        Matrix initial = network.Outputs(problem.Train.Inputs), initialTest = network.Outputs(problem.Test.Inputs);
        double[] moved = new double[problem.Shape.ParameterCount], velocity = new double[moved.Length], gradient = new double[k];
        var batches = new BatchOrder(options, problem.Train.Count);
        for (int step = 0; step < options.Steps; step++)
        {
            Matrix outputs = Expansion(initial, jacobian, moved);
            int[] examples = batches.Batch(step).ToArray();
            for (int p = 0; p < velocity.Length; p++) velocity[p] *= momentum;
            double sum = 0, terms = Loss.Terms(loss, examples.Length, k);
            foreach (int a in examples)
            {
                sum += Loss.Example<double>(loss, outputs.Row(a), problem.Train.Targets.Row(a), 1 / terms, gradient);
                for (int i = 0; i < k; i++)
                {
                    for (int p = 0; p < velocity.Length; p++) velocity[p] += gradient[i] * jacobian[(a * k) + i][p];
                }
            }

            // Rounding of some 100 operations on numbers of order 1.
            Assert.Equal(sum / terms, result.BatchLosses[step], 1e-12);
            for (int p = 0; p < moved.Length; p++) moved[p] -= options.LearningRate.Value * velocity[p];
        }

        AssertClose(Expansion(initial, jacobian, moved), result.TrainOutputs[^1], 1e-11);
        AssertClose(Expansion(initialTest, testJacobian, moved), result.TestOutputs[^1], 1e-11);
        Assert.Equal(Loss.Mean(loss, result.TestOutputs[^1], problem.Test.Targets), result.Evaluations[^1].TestLoss);
    }

    // With φ = cos and a read-in of variance 0 every hidden unit is cos 0 = 1 with derivative 0: f = s_w Σ W + s_b b is linear in its parameters.
    [Theory]
    [InlineData(null, 0.0)]
    [InlineData(6, 0.9)]
    public void Run_NetworkThatIsLinearInItsParameters_EqualsRealTraining(int? batch, double momentum)
    {
        TrainingProblem drawn = SmallProblems.Problem();
        NetworkDescription description = drawn.Shape.Description with { Activation = new Cos(), Depth = 1, ReadInWeightVariance = 0, ReadInBiasVariance = 0 };
        TrainingProblem problem = TrainingProblem.Draw(drawn.Shape with { Description = description }, new RandomStream(1), drawn.Train, drawn.Test);
        TrainingOptions options =
            Options(40, 0.5) with { BatchSize = batch, Stream = new RandomStream(2), Momentum = momentum, Evaluations = EvaluationSchedule.PowersOfTwo };
        TrainingResult real = new CpuTrainingEngine().Train(problem, options, null, Token);
        LinearizedResult linear = Linearized(problem, options);
        Assert.Equal((TrainingStatus.Completed, 40), (linear.Status, linear.Steps));
        for (int step = 0; step < 40; step++) Assert.Equal(real.BatchLosses[step], linear.BatchLosses[step], 1e-12);
        Assert.Equal(
            real.Evaluations.Select(e => (e.Step, e.Epoch, e.TrainAccuracy, e.TestAccuracy)),
            linear.Evaluations.Select(e => (e.Step, e.Epoch, e.TrainAccuracy, e.TestAccuracy)));
        foreach ((TrainingEvaluation a, TrainingEvaluation b) in real.Evaluations.Zip(linear.Evaluations))
        {
            Assert.Equal(a.TrainLoss, b.TrainLoss, 1e-12);
            Assert.Equal(a.TestLoss!.Value, b.TestLoss!.Value, 1e-12);
        }

        Assert.True(linear.Evaluations[^1].TrainLoss < 0.9 * linear.Evaluations[0].TrainLoss);
    }

    // What the expansion leaves out is of second order in the step: a tenth of the rate, a hundredth of the difference.
    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Run_OneSmallStep_DiffersFromRealTrainingInSecondOrder(Architecture architecture)
    {
        TrainingProblem problem = SmallProblems.Problem(architecture, width: 8);
        double large = Difference(problem, 1e-2), small = Difference(problem, 1e-3);
        Assert.True(large > 1e-9, $"the difference {large} is rounding");
        Assert.Equal(2, Math.Log10(large / small), 0.02);

        static double Difference(TrainingProblem problem, double rate)
        {
            TrainingResult real = new CpuTrainingEngine().Train(problem, Options(1, rate), null, Token);
            Matrix outputs = new FiniteNetwork<double>(problem.Shape, [.. real.Parameters!]).Outputs(problem.Test!.Inputs);
            return Distance(outputs, Linearized(problem, Options(1, rate)).TestOutputs[^1]);
        }
    }

    // Over a fixed number of steps real training leaves the expansion by an amount of order 1/√width at most: 16 times the width, a quarter or less.
    // The means over four networks scatter by about a third, far less than the factor 1 that a wrong kernel would give.
    [Fact]
    public void Run_WiderNetworks_ApproachRealTraining()
    {
        double narrow = MeanDistance(32), wide = MeanDistance(512);
        Assert.True(wide < narrow / 3, $"width 32: {narrow}, width 512: {wide}");

        static double MeanDistance(int width) => Enumerable.Range(0, 4).Average(seed =>
        {
            TrainingProblem problem = SmallProblems.Problem(width: width, seed: seed + 1);
            TrainingOptions options = Options(40, 2);
            TrainingResult real = new CpuTrainingEngine().Train(problem, options, null, Token);
            Matrix outputs = new FiniteNetwork<double>(problem.Shape, [.. real.Parameters!]).Outputs(problem.Test!.Inputs);
            LinearizedResult linear = Linearized(problem, options);
            return Distance(outputs, linear.TestOutputs[^1]) / Distance(linear.TestOutputs[0], linear.TestOutputs[^1]);
        });
    }

    [Fact]
    public void Run_FullBatchSquaredLoss_EqualsThePowerOfTheKernel()
    {
        TrainingProblem problem = SmallProblems.Problem(width: 8);
        LinearizedNetwork network = Expand(problem);
        LinearizedResult result = LinearizedTraining.Run(network, Options(25, 1.5), problem.Train, problem.Test, Token);

        // f_t = Y + V (1 - ηλ/(mk))^t Vᵀ (f_0 - Y) in the eigenvectors V of Θ.
        SymmetricEigenDecomposition eigen = SymmetricEigen.Decompose(network.Kernel);
        int terms = network.Kernel.Rows;
        var residual = new Matrix(terms, 1);
        for (int i = 0; i < terms; i++) residual.Values[i] = network.InitialTrain.Values[i] - problem.Train.Targets.Values[i];
        Matrix modes = MatrixProduct.Multiply(eigen.Vectors, residual, transposeA: true);
        for (int i = 0; i < terms; i++) modes.Values[i] *= Math.Pow(1 - (1.5 * eigen.Values[i] / terms), 25);
        Matrix left = MatrixProduct.Multiply(eigen.Vectors, modes);
        for (int i = 0; i < terms; i++) Assert.Equal(problem.Train.Targets.Values[i] + left.Values[i], result.TrainOutputs[^1].Values[i], 1e-12);
    }

    // Euler's method: at a fixed time η t the distance to gradient flow falls with the first power of η.
    [Fact]
    public void Run_SmallerRates_ApproachGradientFlowInFirstOrder()
    {
        TrainingProblem problem = SmallProblems.Problem();
        KernelPair train = InfiniteNetwork.Kernel(problem.Shape.Description, problem.Train.Inputs), test = InfiniteNetwork.Kernel(
            problem.Shape.Description, problem.Test!.Inputs, problem.Train.Inputs);
        var network = LinearizedNetwork.OfInfiniteWidth(train.Ntk, new Matrix(20, 3), test.Ntk, new Matrix(7, 3));
        var flow = new GradientFlow(train.Ntk, problem.Train.Targets, 1, SquaredLoss.Mean);
        double large = Largest(0.1), small = Largest(0.01);
        Assert.Equal(1, Math.Log10(large / small), 0.05);

        double Largest(double rate)
        {
            LinearizedResult result = LinearizedTraining.Run(network, Options((int)Math.Round(10 / rate), rate), problem.Train, problem.Test, Token);
            return Math.Max(Distance(flow.Train(10), result.TrainOutputs[^1]), Distance(flow.Test(test.Ntk, 10), result.TestOutputs[^1]));
        }
    }

    [Fact]
    public void Run_RateAboveTheBound_EndsDiverged()
    {
        TrainingProblem problem = SmallProblems.Problem();
        LinearizedNetwork network = Expand(problem);
        double bound = 2.0 * network.Kernel.Rows / SymmetricEigen.Values(network.Kernel)[^1];
        Assert.Equal(TrainingStatus.Completed, LinearizedTraining.Run(network, Options(2000, 0.99 * bound), problem.Train, problem.Test, Token).Status);
        LinearizedResult above = LinearizedTraining.Run(network, Options(2000, 1.01 * bound), problem.Train, problem.Test, Token);
        Assert.Equal(TrainingStatus.Diverged, above.Status);
        Assert.All(above.BatchLosses, loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public void Run_SubtractInitialOutput_StartsFromZero()
    {
        TrainingProblem problem = SmallProblems.Problem();
        LinearizedResult result = Linearized(problem, Options(5, 1) with { SubtractInitialOutput = true, Evaluations = EvaluationSchedule.Every(1) });
        Assert.Equal(6, result.TestOutputs.Count);
        Assert.All(result.TrainOutputs[0].Values.ToArray(), value => Assert.Equal(0, value));
        Assert.All(result.TestOutputs[0].Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Run_BadInput_SaysWhatDoesNotFit()
    {
        TrainingProblem problem = SmallProblems.Problem();
        LinearizedNetwork network = Expand(problem);
        Throws(
            "Linearised training keeps no checkpoint and has no goal; leave them out of the options. (Parameter 'options')",
            () => LinearizedTraining.Run(network, Options(1, 1) with { GoalLoss = 0.1 }, problem.Train, problem.Test, Token));
        Throws(
            "The network has test inputs, but there is no test set; give both or neither. (Parameter 'test')",
            () => LinearizedTraining.Run(network, Options(1, 1), problem.Train, null, Token));
        Throws(
            "The network has outputs 20×3 on its training inputs, but the training set has targets 7×3; they must belong to the same inputs. (Parameter 'set')",
            () => LinearizedTraining.Run(network, Options(1, 1), problem.Test!, problem.Test, Token));
        Throws(
            "The training kernel is 3×3 with outputs 3×2, the test kernel 4×2 with outputs 4×2; they must be [m, m], [m, k], and both or neither of [n, m] "
                + "and [n, k].", () => LinearizedNetwork.OfInfiniteWidth(new Matrix(3, 3), new Matrix(3, 2), new Matrix(4, 2), new Matrix(4, 2)));

        static void Throws(string message, Action action) => Assert.Equal(message, Assert.Throws<ArgumentException>(action).Message);
    }

    private static TrainingOptions Options(int steps, double rate) => SmallProblems.Options(steps, rate);

    private static LinearizedNetwork Expand(TrainingProblem problem) =>
        LinearizedNetwork.At(new FiniteNetwork<double>(problem.Shape, [.. problem.InitialParameters]), problem.Train.Inputs, problem.Test!.Inputs);

    private static LinearizedResult Linearized(TrainingProblem problem, TrainingOptions options) =>
        LinearizedTraining.Run(Expand(problem), options, problem.Train, problem.Test, Token);

    // Row a·k + i: ∂f_i(a)/∂θ.
    private static double[][] Jacobian(FiniteNetwork<double> network, InputBatch inputs)
    {
        int k = network.Shape.Outputs;
        var rows = new double[inputs.Count * k][];
        for (int row = 0; row < rows.Length; row++)
        {
            var direction = new Matrix(1, k);
            direction[0, row % k] = 1;
            rows[row] = network.Gradient(inputs.Slice(row / k, 1), direction);
        }

        return rows;
    }

    private static Matrix Expansion(Matrix initial, double[][] jacobian, double[] moved)
    {
        Matrix outputs = initial.Clone();
        for (int row = 0; row < jacobian.Length; row++) outputs.Values[row] += jacobian[row].Zip(moved, (j, d) => j * d).Sum();
        return outputs;
    }

    private static double Distance(Matrix a, Matrix b) => Math.Sqrt(a.Values.ToArray().Zip(b.Values.ToArray(), (x, y) => (x - y) * (x - y)).Sum());

    private static void AssertClose(Matrix expected, Matrix actual, double tolerance)
    {
        for (int i = 0; i < expected.Values.Length; i++) Assert.Equal(expected.Values[i], actual.Values[i], tolerance);
    }
}
