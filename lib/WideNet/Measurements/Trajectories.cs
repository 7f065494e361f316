using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;
using WideNet.Training;

namespace WideNet.Measurements;

/// <summary>
/// Trained fully-connected networks beside three descriptions of them that start from the same f_0: the network linearised about its own parameters,
/// gradient descent with the analytic kernel, and gradient flow with the analytic kernel.
/// </summary>
/// <remarks>
/// The first two take the same discrete steps (and batches) as the network, so all that separates them from it is width; gradient flow adds the
/// error of a finite step and the noise of batches. Shown by FiniteWidthSweepsTests.
/// </remarks>
public static class Trajectories
{
    /// <summary>Name of gradient descent on the whole training set in the column <c>algorithm</c>.</summary>
    public const string FullBatch = "gd";

    /// <summary>Name of stochastic gradient descent in the column <c>algorithm</c>.</summary>
    public const string MiniBatch = "sgd";

    /// <summary>Trains all networks.</summary>
    /// <param name="sizes">Widths, images, steps and seeds.</param>
    /// <param name="data">The images.</param>
    /// <param name="engine">What trains; null for the engine cpu.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// A row, <see cref="TrajectoryPoint"/>, for each width, seed, algorithm and evaluation (after 0, 1, 2, 4, … steps): losses of the four on both sets,
    /// and root mean square distances of the network's outputs from the three others.
    /// </returns>
    public static ResultTable Compute(FiniteWidthSizes sizes, DatasetRequest data, EngineChoice? engine = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(data);
        engine ??= EngineChoice.BuiltIn;
        var model = new FiniteWidthModel(sizes, data);
        (int Width, int Seed)[] cells =
        [
            .. from width in sizes.TrainedWidths.OrderDescending()
               from seed in Enumerable.Range(1, sizes.TrainedSeeds)
               select (width, seed),
        ];
        var rows = new List<TrajectoryPoint>[cells.Length];
        void Compute(int i) => rows[i] = Cell(sizes, model, cells[i].Width, cells[i].Seed, engine.Training, cancellationToken);
        ParallelTiles.For(cells.Length, engine.IsBuiltIn ? null : 1, Compute, cancellationToken);
        return ResultRows.ToTable(Run(sizes, data, engine), rows.Reverse().SelectMany(cell => cell));
    }

    /// <summary>Where the rows come from.</summary>
    internal static Provenance Run(FiniteWidthSizes sizes, DatasetRequest data, EngineChoice engine) => new()
    {
        Notebook = FiniteWidthSweeps.Figure,
        Preset = sizes.Preset,
        Dataset = data.Images.Description,
        Sizes = engine.Describe(sizes.ToString()),
        Seeds = Invariant($"1..{sizes.TrainedSeeds}"),
    };

    private static List<TrajectoryPoint> Cell(
        FiniteWidthSizes sizes, FiniteWidthModel model, int width, int seed, ITrainingEngine engine, CancellationToken cancellationToken)
    {
        const Architecture architecture = Architecture.FullyConnected;
        RandomStream random = new RandomStream(seed).Split("trajectory").Split(width);
        NetworkShape shape = model.Shape(architecture, width, model.Train.Targets.Columns);
        double[] initial = InitialParameters.Draw(shape, random);
        FiniteNetwork<float> network = FiniteNetwork.FromDoubles<float>(shape, initial, threads: 1);
        LinearizedNetwork linear = LinearizedNetwork.At(network, model.Train.Inputs, model.Test.Inputs);
        var infinite = LinearizedNetwork.OfInfiniteWidth(
            model.TrainKernel(architecture), linear.InitialTrain, model.TestKernel(architecture), linear.InitialTest);
        var rows = new List<TrajectoryPoint>();
        foreach (string algorithm in (string[])[FullBatch, MiniBatch])
        {
            var options = new TrainingOptions
            {
                Steps = sizes.Steps,
                LearningRate = model.Rate(architecture),
                BatchSize = algorithm == MiniBatch ? sizes.BatchSize : null,
                Stream = random.Split("batches"),
                Evaluations = EvaluationSchedule.PowersOfTwo,
                Threads = 1,
            };
            Outputs trained = OfNetwork(new TrainingProblem(shape, initial, model.Train, model.Test), options, engine, cancellationToken);
            Outputs linearised = Outputs.Of(LinearizedTraining.Run(linear, options, model.Train, model.Test, cancellationToken));
            Outputs wide = Outputs.Of(LinearizedTraining.Run(infinite, options, model.Train, model.Test, cancellationToken));
            Outputs flow = OfFlow(model, linear, options);
            double TrainLoss(Outputs of, int i) => Loss.Mean(options.Loss, of.Train[i], model.Train.Targets);
            double TestLoss(Outputs of, int i) => Loss.Mean(options.Loss, of.Test[i], model.Test.Targets);
            int[] steps = Evaluated(options);
            rows.AddRange(steps.Select((step, i) => new TrajectoryPoint
            {
                Width = width,
                Seed = seed,
                Algorithm = algorithm,
                Step = step,
                NetworkTrainLoss = TrainLoss(trained, i),
                NetworkTestLoss = TestLoss(trained, i),
                LinearTrainLoss = TrainLoss(linearised, i),
                LinearTestLoss = TestLoss(linearised, i),
                InfiniteTrainLoss = TrainLoss(wide, i),
                InfiniteTestLoss = TestLoss(wide, i),
                FlowTrainLoss = TrainLoss(flow, i),
                FlowTestLoss = TestLoss(flow, i),
                LinearTrainDistance = Distance(trained.Train[i], linearised.Train[i]),
                LinearTestDistance = Distance(trained.Test[i], linearised.Test[i]),
                InfiniteTrainDistance = Distance(trained.Train[i], wide.Train[i]),
                InfiniteTestDistance = Distance(trained.Test[i], wide.Test[i]),
                FlowTrainDistance = Distance(trained.Train[i], flow.Train[i]),
                FlowTestDistance = Distance(trained.Test[i], flow.Test[i]),
            }));
        }

        return rows;
    }

    private static int[] Evaluated(TrainingOptions options) =>
        [.. Enumerable.Range(0, options.Steps + 1).Where(step => step == options.Steps || options.Evaluations.Includes(step))];

    // The engine keeps the last parameters only, so each stretch between two evaluations is a run of its own, with its share of the batches.
    private static Outputs OfNetwork(TrainingProblem problem, TrainingOptions options, ITrainingEngine engine, CancellationToken cancellationToken)
    {
        var order = new BatchOrder(options, problem.Train.Count);
        var outputs = new Outputs([], []);
        double[] parameters = [.. problem.InitialParameters];
        int taken = 0;
        foreach (int step in Evaluated(options))
        {
            TrainingOptions stretch = options with
            {
                Steps = step - taken,
                BatchSize = null,
                Stream = null,
                Batches = [.. Enumerable.Range(taken, step - taken).Select(s => order.Batch(s).ToArray())],
                Evaluations = EvaluationSchedule.Ends,
            };
            TrainingResult result = engine.Train(new TrainingProblem(problem.Shape, parameters, problem.Train), stretch, null, cancellationToken);
            parameters = result.Parameters is null
                ? throw new NumericalException(
                    Invariant($"The network of width {problem.Shape.Width} diverged after {taken + result.Steps} steps at the learning rate ")
                        + Invariant($"{options.LearningRate.Value}."))
                : [.. result.Parameters];
            outputs.Train.Add(engine.Outputs(problem.Shape, parameters, problem.Train.Inputs, options.Precision, options.Threads));
            outputs.Test.Add(engine.Outputs(problem.Shape, parameters, problem.Test!.Inputs, options.Precision, options.Threads));
            taken = step;
        }

        return outputs;
    }

    // From f_0: f_t(X) = f_0 + (I - e^{-ηΘt/(mk)}) (Y - f_0), and the like on test inputs.
    private static Outputs OfFlow(FiniteWidthModel model, LinearizedNetwork network, TrainingOptions options)
    {
        Matrix residual = model.Train.Targets.Zip(network.InitialTrain, (y, initial) => y - initial);
        Matrix testKernel = model.TestKernel(Architecture.FullyConnected);
        var flow = new GradientFlow(model.TrainKernel(Architecture.FullyConnected), residual, options.LearningRate.Value, SquaredLoss.Mean, threads: 1);
        var outputs = new Outputs([], []);
        foreach (int step in Evaluated(options))
        {
            outputs.Train.Add(network.InitialTrain.Zip(flow.Train(step), (initial, change) => initial + change));
            outputs.Test.Add(network.InitialTest!.Zip(flow.Test(testKernel, step), (initial, change) => initial + change));
        }

        return outputs;
    }

    private static double Distance(Matrix a, Matrix b)
    {
        double sum = 0;
        for (int i = 0; i < a.Values.Length; i++) sum += Math.Pow(a.Values[i] - b.Values[i], 2);
        return Math.Sqrt(sum / a.Values.Length);
    }

    private sealed record Outputs(List<Matrix> Train, List<Matrix> Test)
    {
        public static Outputs Of(LinearizedResult result) => new([.. result.TrainOutputs], [.. result.TestOutputs]);
    }
}
