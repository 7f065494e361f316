using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Sweeps;
using WideNet.Training;

namespace WideNet.Measurements;

/// <summary>
/// The two grids over architecture, width and seed, how far the tangent kernel of a finite network is from the analytic one and how far training moves
/// it, and with <see cref="Trajectories"/> all tables of the notebook.
/// </summary>
/// <remarks>Shown by FiniteWidthSweepsTests.</remarks>
public static class FiniteWidthSweeps
{
    /// <summary>Name of the notebook.</summary>
    public const string Figure = "10-finite-width";

    private const string ArchitectureAxis = "architecture", WidthAxis = "width";

    /// <summary>Which results the three tables of <see cref="Compute"/> are.</summary>
    /// <param name="sizes">Sizes.</param>
    /// <param name="data">The images.</param>
    /// <param name="engine">What trains; null for the engine cpu.</param>
    public static ResultIdentity Identity(FiniteWidthSizes sizes, DatasetRequest data, EngineChoice? engine = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return new ResultIdentity { Figure = Figure, Preset = sizes.Preset, Settings = (engine ?? EngineChoice.BuiltIn).AddTo(sizes.Settings()), Data = data };
    }

    /// <summary>The three tables of the figure: <c>kernel-errors</c>, <c>kernel-drift</c> and <c>trajectories</c>.</summary>
    /// <param name="sizes">Widths, images, steps and seeds.</param>
    /// <param name="data">The images.</param>
    /// <param name="engine">What trains; null for the engine cpu.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Rows of <see cref="KernelError"/>, <see cref="KernelDriftRun"/> and <see cref="TrajectoryPoint"/>.</returns>
    public static IReadOnlyDictionary<string, ResultTable> Compute(
        FiniteWidthSizes sizes, DatasetRequest data, EngineChoice? engine = null, CancellationToken cancellationToken = default)
    {
        return new Dictionary<string, ResultTable>
        {
            ["kernel-errors"] = SweepRunner.Run(KernelErrors(sizes, data), cancellationToken: cancellationToken),
            ["kernel-drift"] = SweepRunner.Run(KernelDrift(sizes, data, engine), cancellationToken: cancellationToken),
            ["trajectories"] = Trajectories.Compute(sizes, data, engine, cancellationToken),
        };
    }

    /// <summary>‖Θ_emp - Θ‖/‖Θ‖ in the Frobenius norm for untrained networks with one output; columns architecture, width, seed, relative_error.</summary>
    /// <param name="sizes">Widths, images and seeds.</param>
    /// <param name="data">The images; the first ones are used.</param>
    internal static SweepDefinition KernelErrors(FiniteWidthSizes sizes, DatasetRequest data)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        var model = new FiniteWidthModel(sizes, data);
        return Definition<KernelError>(
            sizes,
            data,
            EngineChoice.BuiltIn,
            sizes.WidthsOf,
            sizes.Seeds,
            (architecture, width, seed) => seed <= sizes.KernelSeeds(width),
            (architecture, width, seed, context) =>
            {
                FiniteNetwork<float> network = model.Draw(architecture, width, outputs: 1, context.Random, context.Threads);
                int m = sizes.KernelImages;
                Matrix empirical = EmpiricalKernel.MeanOverOutputs(network, model.Train.Inputs.Slice(0, m));
                double error = FiniteWidthModel.RelativeDistance(empirical, model.TrainKernel(architecture).Block(0, m, 0, m));
                return new(architecture, width, seed, error);
            });
    }

    /// <summary>
    /// ‖Θ_T - Θ_0‖/‖Θ_0‖ after T steps of full-batch gradient descent, Θ the mean over outputs on some training images, and the training loss
    /// then over that before; columns architecture, width, seed, relative_drift, loss_ratio.
    /// </summary>
    /// <param name="sizes">Widths, images, steps and seeds.</param>
    /// <param name="data">The images.</param>
    /// <param name="engine">What trains; null for the engine cpu. Empirical kernels are computed on the processor always.</param>
    internal static SweepDefinition KernelDrift(FiniteWidthSizes sizes, DatasetRequest data, EngineChoice? engine = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        engine ??= EngineChoice.BuiltIn;
        var model = new FiniteWidthModel(sizes, data);
        return Definition<KernelDriftRun>(
            sizes,
            data,
            engine,
            sizes.TrainedWidthsOf,
            sizes.TrainedSeeds,
            (_, _, _) => true,
            (architecture, width, seed, context) =>
            {
                NetworkShape shape = model.Shape(architecture, width, model.Train.Targets.Columns);
                var problem = new TrainingProblem(shape, InitialParameters.Draw(shape, context.Random), model.Train);
                var options = new TrainingOptions { Steps = sizes.Steps, LearningRate = model.Rate(architecture), Threads = context.Threads };
                TrainingResult result = engine.Training.Train(problem, options, null, context.Cancellation);
                if (result.Parameters is null)
                {
                    string words = Invariant($"{Architectures.Name(architecture)} of width {width} diverged after {result.Steps} steps");
                    throw new NumericalException(Invariant($"{words} at {sizes.RateFraction} of the maximum learning rate."));
                }

                InputBatch images = model.Train.Inputs.Slice(0, Math.Min(sizes.KernelImages, model.Train.Count));
                Matrix before = Kernel(shape, [.. problem.InitialParameters], images, context.Threads);
                Matrix after = Kernel(shape, [.. result.Parameters], images, context.Threads);
                double drift = FiniteWidthModel.RelativeDistance(after, before), ratio = result.Final.TrainLoss / result.Evaluations[0].TrainLoss;
                return new(architecture, width, seed, RelativeDrift: drift, LossRatio: ratio);
            });
    }

    private static Matrix Kernel(NetworkShape shape, double[] parameters, InputBatch images, int? threads) =>
        EmpiricalKernel.MeanOverOutputs(FiniteNetwork.FromDoubles<float>(shape, parameters, threads), images);

    private static SweepDefinition Definition<T>(
        FiniteWidthSizes sizes,
        DatasetRequest data,
        EngineChoice engine,
        Func<Architecture, IReadOnlyList<int>> widths,
        int seeds,
        Func<Architecture, int, int, bool> include,
        Func<Architecture, int, int, SweepContext, T> compute)
    {
        Architecture[] architectures = Enum.GetValues<Architecture>();

        // Wide networks first: they take longest.
        SweepAxis[] axes =
        [
            SweepAxis.WholeNumbers(ArchitectureAxis, architectures.Select(architecture => (int)architecture)),
            SweepAxis.WholeNumbers(WidthAxis, architectures.SelectMany(widths).Distinct().OrderDescending()),
            SweepAxis.Seeds(seeds),
        ];
        var rows = new SweepRows<T>(axes);
        return new SweepDefinition
        {
            Figure = Figure,
            Preset = sizes.Preset,
            Settings = sizes.Settings(),
            Data = data,
            Sizes = sizes.ToString(),
            Engine = engine,
            Axes = axes,
            Include = cell =>
                widths(ArchitectureOf(cell)).Contains(cell.Whole(WidthAxis)) && include(ArchitectureOf(cell), cell.Whole(WidthAxis), (int)cell.Seed),
            Outputs = rows.Outputs,
            Compute = rows.Of((cell, context) => compute(ArchitectureOf(cell), cell.Whole(WidthAxis), (int)cell.Seed, context)),
        };
    }

    private static Architecture ArchitectureOf(SweepCell cell) => (Architecture)cell.Whole(ArchitectureAxis);
}
