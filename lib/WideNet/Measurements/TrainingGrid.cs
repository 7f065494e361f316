using WideNet.Data;
using WideNet.Engines;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Measurements;

/// <summary>The networks of a <see cref="TrainingSweep"/> by (σ_w², depth): means and standard errors over seeds.</summary>
/// <remarks>Seeds that diverged count nowhere but in <see cref="Runs"/>. Test: TrainingGridTests.</remarks>
public sealed class TrainingGrid
{
    private readonly ILookup<(double WeightVariance, int Depth, int Width, bool Subtract), TrainingRun> _points;

    /// <summary>Reads the table of a sweep, computed or cached.</summary>
    /// <param name="table">The table.</param>
    /// <param name="sizes">The sizes it was computed with.</param>
    /// <exception cref="DataFormatException">The table is not that of a training sweep.</exception>
    public TrainingGrid(ResultTable table, TrainingGridSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(sizes);
        (Run, Sizes, Runs) = (table.Run, sizes, ResultRows.FromTable<TrainingRun>(table));
        _points = Runs.Where(run => !run.Diverged).ToLookup(run => (run.WeightVariance, run.Depth, run.Width, run.Subtract));
    }

    /// <summary>The results of a notebook, computed or read from <c>data/results</c>.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="figure">Name of the notebook.</param>
    /// <param name="preset">Preset that the sizes come from.</param>
    /// <param name="sizes">Networks, images, training and grid.</param>
    /// <param name="dataset">One of <see cref="DatasetCatalog.Names"/>.</param>
    /// <param name="directory">Folder of the images; null or empty to search. Cached results need none.</param>
    /// <param name="engine">What computes; null for the engine cpu.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word; nothing is cached; or it was made with other settings.</exception>
    public static TrainingGrid Get(
        string results, string figure, Preset preset, TrainingGridSizes sizes, string dataset, string? directory = null, EngineChoice? engine = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        SweepDefinition sweep = TrainingSweep.Define(figure, preset, sizes, sizes.Data(dataset, directory), engine);
        return new TrainingGrid(ResultCache.OfRepository().Get(results, sweep.Identity, () => SweepRunner.Run(sweep)), sizes);
    }

    /// <summary>Where the results come from.</summary>
    public Provenance Run { get; }

    /// <summary>Networks, images and training.</summary>
    public TrainingGridSizes Sizes { get; }

    /// <summary>All networks, those that diverged too.</summary>
    public IReadOnlyList<TrainingRun> Runs { get; }

    /// <summary>Fixed points and depth scales at a weight variance.</summary>
    /// <param name="weightVariance">σ_w².</param>
    public MeanFieldPoint Theory(double weightVariance) => MeanFieldTheory.Analyze(Sizes.Activation, weightVariance, Sizes.BiasVariance);

    /// <summary>The networks at a point that did not diverge, one a seed.</summary>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="depth">The depth.</param>
    /// <param name="subtract">Whether f - f_0 was trained.</param>
    /// <param name="width">Width, or null for that of the map.</param>
    public IReadOnlyList<TrainingRun> At(double weightVariance, int depth, bool subtract, int? width = null) =>
        [.. _points[(weightVariance, depth, width ?? Sizes.Width, subtract)]];

    /// <summary>Mean and standard error over seeds at a point; NaN where no network is left.</summary>
    /// <param name="quantity">What of a network; numbers of theory are the same for all seeds.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="depth">The depth.</param>
    /// <param name="subtract">Whether f - f_0 was trained.</param>
    /// <param name="width">Width, or null for that of the map.</param>
    public SeedMean Mean(Func<TrainingRun, double> quantity, double weightVariance, int depth, bool subtract, int? width = null) =>
        SeedMean.Of([.. At(weightVariance, depth, subtract, width).Select(quantity)]);

    /// <summary>Means over seeds, [depth, σ_w²], on the whole grid, or, with f - f_0 trained, on the part of it that has it.</summary>
    /// <param name="quantity">What of a network.</param>
    /// <param name="subtract">Whether f - f_0 was trained.</param>
    public Matrix Map(Func<TrainingRun, double> quantity, bool subtract)
    {
        (IReadOnlyList<int> depths, IReadOnlyList<double> columns) = subtract
            ? (Sizes.SubgridDepths, Sizes.SubgridWeightVariances)
            : (Sizes.Depths, Sizes.WeightVariances);
        return Matrix.Of(depths.Count, columns.Count, (i, j) => Mean(quantity, columns[j], depths[i], subtract).Value);
    }

    /// <summary>Where a number falls below a level for good with depth, seed by seed; only seeds that cross it.</summary>
    /// <param name="quantity">What of a network, f trained.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="level">The level.</param>
    /// <returns>One depth for each seed, interpolated between the depths that it has.</returns>
    public IReadOnlyList<double> Boundary(Func<TrainingRun, double> quantity, double weightVariance, double level)
    {
        double? Of(IEnumerable<TrainingRun> seed)
        {
            TrainingRun[] curve = [.. seed.OrderBy(run => run.Depth)];
            return FallingCurve.Below([.. curve.Select(run => (double)run.Depth)], [.. curve.Select(quantity)], level);
        }

        return [.. Sizes.Depths.SelectMany(depth => At(weightVariance, depth, subtract: false)).GroupBy(run => run.Seed).Select(Of).OfType<double>()];
    }
}
