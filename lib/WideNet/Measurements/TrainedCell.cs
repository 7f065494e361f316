using WideNet.Data;
using WideNet.Engines;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Spectra;
using WideNet.Training;

namespace WideNet.Measurements;

/// <summary>What became of one finite network.</summary>
/// <param name="Status">How training ended.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="TrainAccuracy">Training accuracy of what was trained, f or f - f_0; NaN if the run diverged, like all that follows.</param>
/// <param name="TrainLoss">Its training loss.</param>
/// <param name="TestAccuracy">Test accuracy of f.</param>
/// <param name="TestAccuracyOfChange">Test accuracy of f - f_0.</param>
/// <param name="TestLoss">Test loss of what was trained.</param>
/// <param name="Signal">
/// How much of the infinite network's prediction it makes: coefficient of P_t Y in f - f_0 on the test images, both less their mean over the images.
/// </param>
/// <param name="Noise">Root mean square of what is left of f - f_0 when that part is taken off.</param>
internal sealed record TrainedCell(
    TrainingStatus Status,
    int Steps,
    double TrainAccuracy,
    double TrainLoss,
    double TestAccuracy,
    double TestAccuracyOfChange,
    double TestLoss,
    double Signal,
    double Noise)
{
    // Evaluations on the training set, at which a run may reach its goal.
    private const int Evaluations = 8;

    /// <summary>Trains a network.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="images">Preprocessed images.</param>
    /// <param name="theory">What an infinitely wide network does there.</param>
    /// <param name="sizes">How it is trained.</param>
    /// <param name="subtract">Whether f - f_0 is trained in place of f.</param>
    /// <param name="random">Random numbers of the network and of the batches.</param>
    /// <param name="engine">What trains; null for the engine cpu.</param>
    /// <param name="threads">Threads used at most; null means one per processor. They change no bit.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static TrainedCell Train(
        NetworkShape shape,
        DatasetPair images,
        CellTheory theory,
        TrainingGridSizes sizes,
        bool subtract,
        RandomStream random,
        ITrainingEngine? engine = null,
        int? threads = null,
        CancellationToken cancellation = default)
    {
        engine ??= EngineChoice.BuiltIn.Training;
        TrainingProblem problem = TrainingProblem.Draw(shape, random, new TrainingSet(images.Train.Inputs, images.Train.CentredLabels()));
        var options = new TrainingOptions
        {
            Steps = sizes.Steps,
            LearningRate = LearningRate.FractionOfMaximum(sizes.Fraction, theory.LargestLearningRate),
            BatchSize = sizes.BatchSize,
            Stream = random.Split("batches"),
            SubtractInitialOutput = subtract,
            GoalLoss = sizes.GoalLoss,
            Evaluations = EvaluationSchedule.Every(Math.Max(1, sizes.Steps / Evaluations)),
            Threads = threads,
        };
        TrainingResult result = engine.Train(problem, options, null, cancellation);
        const double None = double.NaN;
        if (result.Parameters is null) return new TrainedCell(result.Status, result.Steps, None, None, None, None, None, None, None);
        Matrix before = engine.Outputs(shape, problem.InitialParameters, images.Test.Inputs, options.Precision, threads);
        Matrix after = engine.Outputs(shape, result.Parameters, images.Test.Inputs, options.Precision, threads);
        Matrix change = after.Zip(before, (a, b) => a - b), targets = images.Test.CentredLabels();
        CentredFit fit = CentredFit.Of(change, theory.MeanTest);
        return new TrainedCell(
            result.Status,
            result.Steps,
            result.Final.TrainAccuracy,
            result.Final.TrainLoss,
            TrainedNetworkAccuracy.OfMean(after, images.Test.Labels),
            TrainedNetworkAccuracy.OfMean(change, images.Test.Labels),
            Loss.Mean(LossFunction.MeanSquaredError, subtract ? change : after, targets),
            fit.Coefficient,
            fit.Residual);
    }
}
