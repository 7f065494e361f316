using WideNet.Data;
using WideNet.Engines;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Spectra;
using WideNet.Training;

namespace WideNet.Measurements;

/// <summary>Trains one finite network of a <see cref="TrainingSweep"/>.</summary>
internal static class TrainedCell
{
    // Evaluations on the training set, at which a run may reach its goal.
    private const int Evaluations = 8;

    /// <summary>Trains a network.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="images">Preprocessed images.</param>
    /// <param name="theory">What an infinitely wide network does there.</param>
    /// <param name="sizes">How it is trained.</param>
    /// <param name="subtract">Whether f - f_0 is trained in place of f.</param>
    /// <param name="seed">Number of the network among those of its point.</param>
    /// <param name="random">Random numbers of the network and of the batches.</param>
    /// <param name="engine">What trains; null for the engine cpu.</param>
    /// <param name="threads">Threads used at most; null means one per processor. They change no bit.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static TrainingRun Train(
        NetworkShape shape,
        DatasetPair images,
        CellTheory theory,
        TrainingGridSizes sizes,
        bool subtract,
        int seed,
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
        var run = new TrainingRun
        {
            WeightVariance = shape.Description.WeightVariance,
            Depth = shape.Description.Depth,
            Width = shape.Width,
            Subtract = subtract,
            Seed = seed,
            Diverged = result.Parameters is null,
            Steps = result.Steps,
            TrainAccuracy = 0,
            TrainLoss = 0,
            TestAccuracy = 0,
            TestAccuracyChange = 0,
            TestLoss = 0,
            Signal = 0,
            Noise = 0,
            TheoryTrainAccuracy = subtract ? theory.TrainAccuracyOfMean : theory.TrainAccuracy,
            TheoryTestAccuracy = subtract ? theory.TestAccuracyOfSum : theory.TestAccuracy,
            TheoryTestAccuracyChange = subtract ? theory.TestAccuracyOfMean : theory.TestAccuracyOfChange,
            TheorySize = theory.SizeOfMean,
            TheoryConditionNumber = theory.ConditionNumber,
            LearningRateTheory = theory.LargestLearningRate,
        };
        if (result.Parameters is null) return run;
        Matrix before = engine.Outputs(shape, problem.InitialParameters, images.Test.Inputs, options.Precision, threads);
        Matrix after = engine.Outputs(shape, result.Parameters, images.Test.Inputs, options.Precision, threads);
        Matrix change = after.Zip(before, (a, b) => a - b), targets = images.Test.CentredLabels();
        CentredFit fit = CentredFit.Of(change, theory.MeanTest);
        return run with
        {
            TrainAccuracy = result.Final.TrainAccuracy,
            TrainLoss = result.Final.TrainLoss,
            TestAccuracy = TrainedNetworkAccuracy.OfMean(after, images.Test.Labels),
            TestAccuracyChange = TrainedNetworkAccuracy.OfMean(change, images.Test.Labels),
            TestLoss = Loss.Mean(LossFunction.MeanSquaredError, subtract ? change : after, targets),
            Signal = fit.Coefficient,
            Noise = fit.Residual,
        };
    }
}
