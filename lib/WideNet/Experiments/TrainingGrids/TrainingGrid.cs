using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Experiments.TrainingGrids;

/// <summary>The results of a <see cref="TrainingSweep"/>, by (depth, σ_w²): means and standard errors over seeds.</summary>
/// <remarks>Seeds that diverged count in <see cref="DivergedShare"/> and nowhere else. Test: TrainingGridTests.</remarks>
public sealed class TrainingGrid
{
    private readonly ResultTable _table;
    private readonly Dictionary<string, IReadOnlyList<double>> _columns = [];
    private readonly ILookup<Key, int> _rows;

    /// <summary>Reads the table of a sweep, computed or cached.</summary>
    /// <param name="table">The table.</param>
    /// <param name="sizes">The sizes it was computed with.</param>
    /// <exception cref="ArgumentException">The table is not that of a training sweep.</exception>
    public TrainingGrid(ResultTable table, TrainingGridSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(sizes);
        _table = table;
        Sizes = sizes;
        IReadOnlyList<double> weightVariance = table.Numbers("weight_variance"), depth = table.Numbers("depth"), width = table.Numbers("width"), subtract = table.Numbers(TrainingSweep.Subtract);
        _rows = Enumerable.Range(0, table.Count).ToLookup(i => new Key(weightVariance[i], (int)depth[i], (int)width[i], subtract[i] == 1));
        Theory = [.. sizes.WeightVariances.Select(w => MeanFieldTheory.Analyze(sizes.Activation, w, sizes.BiasVariance))];
    }

    /// <summary>The results of a notebook, computed or read from <c>data/results</c>.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="figure">Name of the notebook.</param>
    /// <param name="preset">Preset that the sizes come from.</param>
    /// <param name="sizes">Networks, images, training and grid.</param>
    /// <param name="dataset">One of <see cref="Data.DatasetCatalog.Names"/>.</param>
    /// <param name="directory">Folder of the images; null or empty to search. Cached results need none.</param>
    /// <param name="engine">What computes; null for the engine cpu.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word; nothing is cached; or it was made with other settings.</exception>
    public static TrainingGrid Get(string results, string figure, Preset preset, TrainingGridSizes sizes, string dataset, string? directory = null, EngineChoice? engine = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        SweepDefinition sweep = TrainingSweep.Define(figure, preset, sizes, sizes.Data(dataset, directory), engine);
        return new TrainingGrid(ResultCache.OfRepository().Get(results, sweep.Identity, () => SweepRunner.Run(sweep)), sizes);
    }

    /// <summary>Where the results come from.</summary>
    public Provenance Run => _table.Run;

    /// <summary>Networks, images and training.</summary>
    public TrainingGridSizes Sizes { get; }

    /// <summary>Name of the architecture.</summary>
    public string Name => Architectures.Name(Sizes.Architecture);

    /// <summary>Depths: rows.</summary>
    public IReadOnlyList<int> Depths => Sizes.Depths;

    /// <summary>σ_w²: columns.</summary>
    public IReadOnlyList<double> WeightVariances => Sizes.WeightVariances;

    /// <summary>Fixed points and depth scales of each column.</summary>
    public IReadOnlyList<MeanFieldPoint> Theory { get; }

    /// <summary>Share of all runs that diverged.</summary>
    public double DivergedShare => _table.Numbers("diverged").Average();

    /// <summary>Number of runs.</summary>
    public int RunCount => _table.Count;

    /// <summary>One number of every network at a point, seed by seed.</summary>
    /// <param name="quantity">Name of the column, such as <c>train_accuracy</c>.</param>
    /// <param name="row">Index of the depth.</param>
    /// <param name="column">Index of σ_w².</param>
    /// <param name="subtract">Whether f - f_0 was trained.</param>
    /// <param name="width">Width, or null for that of the map.</param>
    /// <returns>One number for each network that did not diverge; theory's columns repeat theirs.</returns>
    public IReadOnlyList<double> Seeds(string quantity, int row, int column, bool subtract, int? width = null)
    {
        IReadOnlyList<double> values = Numbers(quantity), diverged = Numbers("diverged");
        return [.. _rows[new Key(WeightVariances[column], Depths[row], width ?? Sizes.Width, subtract)].Where(i => diverged[i] == 0).Select(i => values[i])];
    }

    /// <summary>The mean over seeds at every point, [depth, σ_w²]; NaN where no network is left.</summary>
    /// <param name="quantity">Name of the column.</param>
    /// <param name="subtract">Whether f - f_0 was trained.</param>
    public Matrix Mean(string quantity, bool subtract)
    {
        var result = new Matrix(Depths.Count, WeightVariances.Count);
        for (int row = 0; row < result.Rows; row++)
        {
            for (int column = 0; column < result.Columns; column++) result[row, column] = SeedMean.Of(Seeds(quantity, row, column, subtract)).Value;
        }

        return result;
    }

    /// <summary>Means and standard errors over seeds along a column, by depth.</summary>
    /// <param name="quantity">Name of the column of the table.</param>
    /// <param name="column">Index of σ_w².</param>
    /// <param name="subtract">Whether f - f_0 was trained.</param>
    /// <param name="width">Width, or null for that of the map.</param>
    public IReadOnlyList<SeedMean> Section(string quantity, int column, bool subtract, int? width = null) =>
        [.. Enumerable.Range(0, Depths.Count).Select(row => SeedMean.Of(Seeds(quantity, row, column, subtract, width)))];

    /// <summary>The column nearest to a weight variance.</summary>
    /// <param name="weightVariance">σ_w².</param>
    public int Nearest(double weightVariance) => Enumerable.Range(0, WeightVariances.Count).MinBy(i => Math.Abs(WeightVariances[i] - weightVariance));

    /// <summary>The columns of one side: ordered, with χ_1 below 0.99, or critical and chaotic.</summary>
    /// <param name="ordered">Which side.</param>
    public IReadOnlyList<int> Columns(bool ordered) => [.. Enumerable.Range(0, Theory.Count).Where(i => Theory[i].Chi1 < 0.99 == ordered)];

    /// <summary>Where a curve over depth last stands at a level on its way down, interpolated between depths; NaN if it starts below or never falls below.</summary>
    /// <param name="values">One value for each depth.</param>
    /// <param name="level">The level.</param>
    public double Crossing(IReadOnlyList<double> values, double level) => FallingCurve.Below([.. Depths.Select(depth => (double)depth)], values, level) ?? double.NaN;

    /// <summary>The depth at which training accuracy falls below half way between chance and 1, seed by seed; only seeds that cross.</summary>
    /// <param name="column">Index of σ_w².</param>
    /// <param name="subtract">Whether f - f_0 was trained.</param>
    /// <param name="quantity"><c>train_accuracy</c>, or <c>theory_train_accuracy</c> for gradient flow.</param>
    public IReadOnlyList<double> Boundary(int column, bool subtract, string quantity = "train_accuracy")
    {
        double level = (1 + Chance) / 2;
        IReadOnlyList<double>[] seeds = [.. Enumerable.Range(0, Depths.Count).Select(row => Seeds(quantity, row, column, subtract))];
        return [.. Enumerable.Range(0, seeds.Min(s => s.Count)).Select(seed => Crossing([.. seeds.Select(s => s[seed])], level)).Where(double.IsFinite)];
    }

    /// <summary>Accuracy of guessing one of ten classes.</summary>
    public const double Chance = 0.1;

    private IReadOnlyList<double> Numbers(string quantity)
    {
        if (!_columns.TryGetValue(quantity, out IReadOnlyList<double>? values)) _columns[quantity] = values = _table.Numbers(quantity);
        return values;
    }

    private sealed record Key(double WeightVariance, int Depth, int Width, bool Subtract);
}
