using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Cli.Cases;

/// <summary>Gradient flow, kernel regression and their variances for a case folder.</summary>
/// <remarks>
/// With a ridge λ, Θ + λ stands in the flow: f_t(x) = Θ(x, X) (Θ + λ)⁻¹ (I - e^{-s(Θ+λ)t}) Y, the descent on loss + λ/2 ‖θ - θ_0‖², on the training
/// inputs too. Equal training examples are merged (<see cref="DistinctExamples"/>), so that their kernel need not be inverted where it is singular.
/// Shown by PredictVerbTests.
/// </remarks>
/// <param name="session">What it may talk to.</param>
/// <param name="file">The case.</param>
/// <param name="relativeRidge">λ in units of the mean diagonal entry of Θ.</param>
/// <param name="areKernelsGiven">Whether kernels are read from the folder.</param>
/// <param name="hasVariance">Whether variances are asked for.</param>
internal sealed class CasePrediction(Session session, CaseFile file, double relativeRidge, bool areKernelsGiven, bool hasVariance)
{
    /// <summary>t, as the case gives them.</summary>
    public IReadOnlyList<double> Times { get; } = file.Times("times");

    /// <summary>η.</summary>
    public double LearningRate { get; } = file.Number("learning_rate");

    /// <summary>2 m k/λ_max; known after <see cref="Compute"/>.</summary>
    public double MaximumLearningRate { get; private set; }

    /// <summary>Why the limit t = ∞ is missing, or null if it is there.</summary>
    public string? Undetermined { get; private set; }

    /// <summary>Why mean and variance of the NNGP posterior are missing, or null if they are there or were not asked for.</summary>
    public string? WithoutPosterior { get; private set; }

    /// <summary>Computes all arrays.</summary>
    /// <exception cref="ArgumentException">An array or a number does not fit.</exception>
    /// <exception cref="UnresolvedSpectrumException">An eigenvalue lost in rounding decides the result at a time of the case.</exception>
    public IReadOnlyList<PredictedArray> Compute()
    {
        if (!(relativeRidge >= 0) || !double.IsFinite(relativeRidge))
            throw new ArgumentException(Invariant($"--ridge is {relativeRidge}; it must be finite and at least 0."));
        Matrix targets = file.Matrix("y");
        Kernels kernels = areKernelsGiven ? Given() : Computed();
        KernelShapes.RequireTargets(targets, kernels.Ntk);
        DistinctExamples examples = kernels.Examples;
        Matrix train = examples.Kernel(kernels.Ntk), test = examples.TestTrain(kernels.Ntk21);
        double ridge = relativeRidge * MeanDiagonal(kernels.Ntk);
        var flow = new GradientFlow(WithRidge(train, ridge), examples.Targets(targets), Rate(targets, examples), SquaredLoss.Mean);
        MaximumLearningRate = 2.0 * targets.Rows * targets.Columns / flow.Eigenvalues[^1];
        Matrix TrainAt(double time) => examples.Expand(ridge == 0 ? flow.Train(time) : MatrixProduct.Multiply(train, flow.Coefficients(time)));
        List<PredictedArray> arrays =
        [
            new("ntk", [kernels.Ntk], true),
            new("ntk21", [kernels.Ntk21], true),
            new("train", [.. Times.Select(TrainAt)], false),
            new("test", [.. Times.Select(time => flow.Test(test, time))], false),
        ];
        AddLimit(arrays, () =>
        [
            new PredictedArray("train_inf", [TrainAt(double.PositiveInfinity)], true),
            new PredictedArray("test_inf", [flow.Test(test, double.PositiveInfinity)], true),
        ]);
        if (kernels.Prior is { } prior) AddVariances(arrays, kernels, prior, flow, test, targets);
        return arrays;
    }

    // The limit was not asked for: where it is not determined, the times of the case still are.
    private void AddLimit(List<PredictedArray> arrays, Func<IEnumerable<PredictedArray>> limit)
    {
        try
        {
            arrays.AddRange(limit());
        }
        catch (UnresolvedSpectrumException error)
        {
            Undetermined = error.Message;
        }
    }

    private void AddVariances(List<PredictedArray> arrays, Kernels kernels, Prior prior, GradientFlow flow, Matrix test, Matrix targets)
    {
        DistinctExamples examples = kernels.Examples;
        Matrix nngp = examples.Kernel(prior.Nngp), nngp21 = examples.TestTrain(prior.Nngp21);
        Matrix Variance(double time) => Column(TrainedNetworkLaw.Variances(flow.Predictor(test, time), nngp, nngp21, prior.TestVariances));
        arrays.Add(new("variance", [.. Times.Select(Variance)], false));
        AddLimit(arrays, () => [new PredictedArray("variance_inf", [Variance(double.PositiveInfinity)], true)]);
        double noise = relativeRidge * MeanDiagonal(prior.Nngp);
        try
        {
            Matrix predictor = MeanPredictor.Compute(nngp, nngp21, noise);
            arrays.Add(new("nngp_mean", [MatrixProduct.Multiply(predictor, examples.Targets(targets))], true));
            arrays.Add(new("nngp_variance", [Column([.. prior.TestVariances.Select((k, i) => k - Product(predictor, nngp21, i))])], true));
        }
        catch (NotPositiveDefiniteException error)
        {
            WithoutPosterior = error.Message;
        }
    }

    private Kernels Computed()
    {
        NetworkDescription network = file.Network(file.WholeNumber("depth"));
        InputBatch x1 = file.Inputs("x1"), x2 = file.Inputs("x2");
        KernelOptions options = new() { Cancellation = session.Cancellation };
        KernelPair square = session.WithProgress("x1 with x1", p => InfiniteNetwork.Kernel(network, x1, options with { Progress = p }));
        KernelPair cross = session.WithProgress("x2 with x1", p => InfiniteNetwork.Kernel(network, x2, x1, options with { Progress = p }));
        Prior? prior = null;
        if (hasVariance)
        {
            double[] variances =
                [.. Enumerable.Range(0, x2.Count).Select(i => InfiniteNetwork.Kernel(network, x2.Slice(i, 1), x2.Slice(i, 1), options).Nngp[0, 0])];
            prior = new Prior(square.Nngp, cross.Nngp, variances);
        }

        // Dropout noises the copies of an example apart, so they are no copies then.
        DistinctExamples examples = network.DropoutKeep == 1 ? DistinctExamples.Of(x1) : DistinctExamples.Of(square.Ntk);
        return new Kernels(square.Ntk, cross.Ntk, examples, prior);
    }

    private Kernels Given()
    {
        Matrix ntk = file.Matrix("ntk"), ntk21 = file.Matrix("ntk21");
        Prior? prior = null;
        if (hasVariance)
        {
            Matrix testTest = file.Matrix("nngp22");
            prior = new Prior(
                file.Matrix("nngp"), file.Matrix("nngp21"), [.. Enumerable.Range(0, Math.Min(testTest.Rows, testTest.Columns)).Select(i => testTest[i, i])]);
        }

        return new Kernels(ntk, ntk21, DistinctExamples.Of(ntk), prior);
    }

    // The mean over m·k outputs keeps its m where copies are merged.
    private double Rate(Matrix targets, DistinctExamples examples) => LearningRate * examples.Count / targets.Rows;

    private static Matrix WithRidge(Matrix kernel, double ridge)
    {
        if (ridge == 0) return kernel;
        Matrix sum = kernel.Clone();
        for (int i = 0; i < sum.Rows; i++) sum[i, i] += ridge;
        return sum;
    }

    private static double MeanDiagonal(Matrix kernel) => Enumerable.Range(0, kernel.Rows).Average(i => kernel[i, i]);

    private static double Product(Matrix a, Matrix b, int row)
    {
        double sum = 0;
        for (int j = 0; j < a.Columns; j++) sum += a[row, j] * b[row, j];
        return sum;
    }

    private static Matrix Column(double[] values) => new(values.Length, 1, values);

    private sealed record Kernels(Matrix Ntk, Matrix Ntk21, DistinctExamples Examples, Prior? Prior);

    private sealed record Prior(Matrix Nngp, Matrix Nngp21, IReadOnlyList<double> TestVariances);
}

/// <summary>An array that <c>predict</c> writes.</summary>
/// <param name="Name">Its name, such as <c>train</c>.</param>
/// <param name="Matrices">One for each time, or one alone.</param>
/// <param name="IsOne">Whether it has no dimension for times.</param>
internal sealed record PredictedArray(string Name, IReadOnlyList<Matrix> Matrices, bool IsOne);
