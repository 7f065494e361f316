using WideNet.Cli.Cases;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Spectra;

public sealed class GradientFlowTests
{
    private static readonly Matrix Ntk = SpectraSamples.TrainTrain.Ntk;
    private static readonly Matrix TestTrain = SpectraSamples.TestTrain.Ntk;

    [Theory]
    [InlineData("predict-mse-erf")]
    [InlineData("predict-mse-erf-lr")]
    public void TrainAndTest_ReferenceCase_EqualAnotherImplementation(string name)
    {
        CaseFile file = CaseFile.Open(RepositoryFiles.Reference("neural-tangents", name));
        NetworkDescription network = file.Network(file.WholeNumber("depth"));
        Matrix trainTrain = InfiniteNetwork.Kernel(network, file.Inputs("x1")).Ntk;
        Matrix testTrain = InfiniteNetwork.Kernel(network, file.Inputs("x2"), file.Inputs("x1")).Ntk;
        var flow = new GradientFlow(trainTrain, file.Matrix("y"), file.Number("learning_rate"), SquaredLoss.Mean);
        IReadOnlyList<double> times = file.Times("times");
        AssertEqual(file, "ntk", [trainTrain]);
        AssertEqual(file, "ntk21", [testTrain]);
        AssertEqual(file, "train", [.. times.Select(flow.Train)]);
        AssertEqual(file, "test", [.. times.Select(t => flow.Test(testTrain, t))]);
        AssertEqual(file, "train_inf", [flow.Train(double.PositiveInfinity)]);
        AssertEqual(file, "test_inf", [flow.Test(testTrain, double.PositiveInfinity)]);
        double maximum = KernelSpectrum.Of(trainTrain).MaximumLearningRateOfMeanLoss(file.Matrix("y").Columns);
        Assert.Equal(1, maximum / file.Number("max_learning_rate"), 1e-9);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(double.PositiveInfinity)]
    public void TrainAndTest_KernelOfZeros_NothingEverMoves(double time)
    {
        var flow = new GradientFlow(new Matrix(2, 2), new Matrix(2, 1, [3, 1]), learningRate: 0.25);
        Assert.Equal([0, 0], flow.Train(time).Values);
        Assert.Equal([0, 0, 0], flow.Test(new Matrix(3, 2), time).Values);
        Assert.Equal(new double[6], flow.Predictor(new Matrix(3, 2), time).Values);
    }

    // Θ = diag(0, 2): (1 - e^{-ηλt})/λ → ηt in the first mode, so α_t = (ηt y_0, (1 - e^{-2ηt})/2 y_1); the rate must not be lost there.
    [Fact]
    public void Coefficients_EigenvalueOfExactlyZero_GrowWithRateTimesTime()
    {
        var flow = new GradientFlow(new Matrix(2, 2, [0, 0, 0, 2]), new Matrix(2, 1, [3, 1]), learningRate: 0.25);
        Matrix coefficients = flow.Coefficients(2);
        Assert.Equal(0.25 * 2 * 3, coefficients[0, 0], 1e-14);
        Assert.Equal((1 - Math.Exp(-1)) / 2, coefficients[1, 0], 1e-14);
    }

    // One step of gradient descent of rate η on the averaged loss is f ← f - ηΘ(f - Y)/(mk); many small ones are the flow.
    [Fact]
    public void Residual_AfterSomeTime_IsTheLimitOfGradientDescentWithSmallSteps()
    {
        Matrix targets = SpectraSamples.Targets;
        double count = targets.Rows * targets.Columns, rate = 2 * count / KernelSpectrum.Of(Ntk).Largest;
        var flow = new GradientFlow(Ntk, targets, rate, SquaredLoss.Mean);
        const int steps = 4000;
        Matrix error = targets.Clone();
        for (int step = 0; step < steps; step++)
        {
            Matrix change = MatrixProduct.Multiply(Ntk, error);
            for (int i = 0; i < error.Values.Length; i++) error.Values[i] -= rate * 8 / steps / count * change.Values[i];
        }

        // Euler's method: a mode of exponent x = 2t = 16 or less is off by x²/(2 steps) of itself, at most 4 e^{-2}/(2 steps) in all.
        Assert.Equal(error.RootMeanSquare() / targets.RootMeanSquare(), flow.Residual(8), 4 * Math.Exp(-2) / (2 * steps));
        Assert.Equal(1, flow.Residual(0));
        Assert.InRange(flow.Residual(1e9), 0, 1e-9);
        Assert.Equal(0, new GradientFlow(Ntk, new Matrix(targets.Rows, 2), 1).Residual(1));
    }

    [Fact]
    public void ConditionNumber_OfTheKernel_IsThatOfItsSpectrum()
    {
        Assert.Equal(1, KernelSpectrum.Of(Ntk).ConditionNumber / new GradientFlow(Ntk, SpectraSamples.Targets, 1).ConditionNumber, 1e-12);
        Assert.Equal(1, new GradientFlow(new Matrix(1, 1, [2]), new Matrix(1, 1, [1]), 1).ConditionNumber);
        Assert.Equal(double.PositiveInfinity, new GradientFlow(new Matrix(2, 2, [1, 1, 1, 1]), new Matrix(2, 1, [1, 0]), 1).ConditionNumber);
    }

    // The decomposition itself, and one with another eigenvalue that shows it is used.
    [Fact]
    public void Constructor_KnownDecomposition_IsTakenAsItIs()
    {
        SymmetricEigenDecomposition eigen = SymmetricEigen.Decompose(Ntk);
        var given = new GradientFlow(Ntk, SpectraSamples.Targets, 0.1, decomposition: eigen);
        Assert.Equal(
            new GradientFlow(Ntk, SpectraSamples.Targets, 0.1).Predictor(TestTrain, 3).Values.ToArray(), given.Predictor(TestTrain, 3).Values.ToArray());
        double[] doubled = [.. eigen.Values[..^1], 2 * eigen.Values[^1]];
        Assert.Equal(doubled, new GradientFlow(Ntk, SpectraSamples.Targets, 0.1, decomposition: eigen with { Values = doubled }).Eigenvalues);
        var error = Assert.Throws<ArgumentException>(() => new GradientFlow(Ntk, SpectraSamples.Targets, 0.1, decomposition: eigen with { Values = [1] }));
        Assert.StartsWith(
            $"The decomposition has 1 eigenvalues, but the kernel has {Ntk.Rows} rows; it belongs to another kernel.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainAndTest_AtTimeZero_AreExactlyZero()
    {
        var flow = new GradientFlow(Ntk, SpectraSamples.Targets, 0.1);
        Assert.All(flow.Train(0).Values.ToArray(), value => Assert.Equal(0, value));
        Assert.All(flow.Test(TestTrain, 0).Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Test_SmallTime_IsOneStepOfGradientDescent()
    {
        // f_t = ηt Θ_ts Y + O((ηtΘ)²): at ηtλ_max = 1e-8 the second order is 1e-8 of the first.
        double rate = 1e-8 / KernelSpectrum.Of(Ntk).Largest;
        Matrix step = MatrixProduct.Multiply(TestTrain, SpectraSamples.Targets);
        foreach (ref double value in step.Values)
        {
            value *= rate * 0.5;
        }

        SpectraSamples.AssertClose(step, new GradientFlow(Ntk, SpectraSamples.Targets, rate).Test(TestTrain, 0.5), 1e-7);
    }

    [Fact]
    public void TrainAndTest_AtInfinity_AreTargetsAndKernelRegression()
    {
        var flow = new GradientFlow(Ntk, SpectraSamples.Targets, 0.1);
        SpectraSamples.AssertClose(SpectraSamples.Targets, flow.Train(double.PositiveInfinity), 1e-13);
        Matrix regression = new KernelRegression(Ntk, SpectraSamples.Targets).Predict(TestTrain);
        SpectraSamples.AssertClose(regression, flow.Test(TestTrain, double.PositiveInfinity), 1e-12);
        SpectraSamples.AssertClose(regression, flow.Test(TestTrain, 1e9), 1e-12);
    }

    [Fact]
    public void Train_SatisfiesTheDifferentialEquation()
    {
        // df/dt = ηΘ(Y - f), by a central difference whose error is h²/6 |f'''| < 1e-7 of f'.
        const double eta = 0.02, t = 1.3, h = 1e-3;
        var flow = new GradientFlow(Ntk, SpectraSamples.Targets, eta);
        Matrix before = flow.Train(t - h), now = flow.Train(t), after = flow.Train(t + h);
        Matrix residual = SpectraSamples.Targets.Clone();
        Matrix slope = after.Clone();
        for (int i = 0; i < residual.Values.Length; i++)
        {
            residual.Values[i] = eta * (residual.Values[i] - now.Values[i]);
            slope.Values[i] = (after.Values[i] - before.Values[i]) / (2 * h);
        }

        SpectraSamples.AssertClose(MatrixProduct.Multiply(Ntk, residual), slope, 1e-6);
    }

    [Fact]
    public void Train_MeanLoss_DividesTheRateByAllOutputs()
    {
        const double outputs = SpectraSamples.Train * SpectraSamples.Outputs;
        var sum = new GradientFlow(Ntk, SpectraSamples.Targets, 0.1, SquaredLoss.Sum);
        var mean = new GradientFlow(Ntk, SpectraSamples.Targets, 0.1 * outputs, SquaredLoss.Mean);
        SpectraSamples.AssertClose(sum.Train(3), mean.Train(3), 1e-14);
    }

    [Fact]
    public void Predictor_TimesTheTargets_IsTheTestOutput()
    {
        var flow = new GradientFlow(Ntk, SpectraSamples.Targets, 0.1);
        SpectraSamples.AssertClose(flow.Test(TestTrain, 2), MatrixProduct.Multiply(flow.Predictor(TestTrain, 2), SpectraSamples.Targets), 1e-13);
        SpectraSamples.AssertClose(MeanPredictor.Compute(Ntk, TestTrain), flow.Predictor(TestTrain, double.PositiveInfinity), 1e-12);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-3)]
    [InlineData(0.4999)]
    [InlineData(0.5001)]
    [InlineData(30)]
    public void Coefficients_OfOneExample_AreTheClosedForm(double exponent)
    {
        // One eigenvalue λ = 2: α = (1 - e^{-ληt})/λ Y, to rounding, by an independent series of the same number in decimal arithmetic.
        var flow = new GradientFlow(new Matrix(1, 1, [2]), new Matrix(1, 1, [1]), 1);
        decimal x = (decimal)exponent, term = 1, sum = 0;
        for (int n = 1; n < 200 && exponent < 5; n++)
        {
            term *= x / n;
            sum += n % 2 == 1 ? term : -term;
        }

        double expected = exponent < 5 ? (double)sum / 2 : (1 - Math.Exp(-exponent)) / 2;
        Assert.Equal(1, flow.Coefficients(exponent / 2)[0, 0] / expected, 1e-15);
    }

    [Fact]
    public void Test_TinyEigenvalue_KeepsItsContribution()
    {
        // Mode of λ = 1e-12 beside λ = 1: (1 - e^{-λt})/λ = t to 1e-9 at t = 1000, where 1 - e^{-λt} alone has lost 7 digits.
        var kernel = new Matrix(2, 2, [1, 0, 0, 1e-12]);
        var flow = new GradientFlow(kernel, new Matrix(2, 1, [0, 1]), 1);
        Assert.Equal(1, flow.Coefficients(1000)[1, 0] / (1000 * (1 - 0.5e-9)), 1e-15);
    }

    [Fact]
    public void TrainAndTest_UnresolvedEigenvalueAtInfinity_IsAnError()
    {
        var ones = new Matrix(3, 3);
        ones.Values.Fill(1);
        var flow = new GradientFlow(ones, new Matrix(3, 1), 0.1);
        Assert.Equal(0, flow.Train(100)[0, 0]);
        var error = Assert.Throws<UnresolvedSpectrumException>(() => flow.Test(new Matrix(1, 3), double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, error.Time);
        Assert.Matches(
            "^The kernel's smallest eigenvalue [-0-9.E]+ lies below its rounding error 2E-15 \\(κ above 1.5E\\+15\\), so gradient flow at t = Infinity is "
                + "not determined; ask for an earlier time, a smaller depth, or kernel regression with an explicit ridge\\.$",
            error.Message);
        Assert.Throws<UnresolvedSpectrumException>(() => flow.Train(1e12));
    }

    [Fact]
    public void Constructor_IndefiniteKernel_IsAnError()
    {
        var error = Assert.Throws<UnresolvedSpectrumException>(() => new GradientFlow(new Matrix(2, 2, [1, 0, 0, -0.5]), new Matrix(2, 1), 0.1));
        Assert.Equal(-0.5, error.Smallest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Constructor_LearningRateNotPositive_SaysWhatItMustBe(double learningRate)
    {
        var error = Assert.Throws<ArgumentException>(() => new GradientFlow(Ntk, SpectraSamples.Targets, learningRate));
        Assert.Equal($"The learning rate is {learningRate}; it must be finite and above 0. (Parameter 'learningRate')", error.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Train_TimeOutOfRange_SaysWhatItMustBe(double time)
    {
        var flow = new GradientFlow(Ntk, SpectraSamples.Targets, 0.1);
        var error = Assert.Throws<ArgumentException>(() => flow.Train(time));
        Assert.Equal($"The time is {time}; it must be at least 0, or infinity. (Parameter 'time')", error.Message);
    }

    private static void AssertEqual(CaseFile file, string array, IReadOnlyList<Matrix> actual)
    {
        ArrayError error = ArrayError.Compare(array, actual, file.Array(array));
        Assert.True(error.IsWithin(1e-9), $"{array}: {string.Join(", ", error.BySlice)}");
    }
}
