using WideNet.Data;
using WideNet.Engines;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Sweeps;

/// <summary>A grid experiment: what is computed at every point of a grid, and everything that its numbers depend on.</summary>
/// <remarks>Shown by SweepDefinitionTests and SweepRunnerTests.</remarks>
internal sealed record SweepDefinition
{
    /// <summary>Name of the figure's notebook, such as <c>08-sgd-cnn-f</c>.</summary>
    public required string Figure { get; init; }

    /// <summary>Preset of the run.</summary>
    public required Preset Preset { get; init; }

    /// <summary>Every size and option that changes numbers, besides the axes and the choice of images.</summary>
    public required ResultSettings Settings { get; init; }

    /// <summary>The images; null where there are none. They are not loaded before the first cell is computed.</summary>
    public DatasetRequest? Data { get; init; }

    /// <summary>Sizes in words, for captions.</summary>
    public string Sizes { get; init; } = "";

    /// <summary>The axes, first to last; names are unique. The axis <see cref="SweepAxis.Seeds"/> makes the seed.</summary>
    public required IReadOnlyList<SweepAxis> Axes
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count == 0 || value.DistinctBy(axis => axis.Name).Count() < value.Count)
            {
                throw new ArgumentException(
                    $"The axes are {string.Join(", ", value.Select(axis => axis.Name))}; there must be at least one, with different names.");
            }

            field = value;
        }
    }

    /// <summary>Which points of the grid belong to the sweep; null for all of them.</summary>
    public Predicate<SweepCell>? Include { get; init; }

    /// <summary>The numbers of a cell; none of them is ever NaN or infinite, so a run that may diverge has a column that says so.</summary>
    public required IReadOnlyList<ResultColumn> Outputs
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count == 0 || value.Any(column => column.Kind == ColumnKind.Text))
                throw new ArgumentException("The outputs of a sweep must be at least one column, of numbers only.");
            field = value;
        }
    }

    /// <summary>Computes a cell: one finite value for each of <see cref="Outputs"/>. Called from several threads at once if
    /// <see cref="CellsInParallel"/>.</summary>
    public required Func<SweepCell, SweepContext, IReadOnlyList<double>> Compute { get; init; }

    /// <summary>Cells with a smaller number are computed first, so that an unfinished sweep has what is wanted most; null for the order of the cells.</summary>
    public Func<SweepCell, int>? Order { get; init; }

    /// <summary>What <see cref="Compute"/> computes on; named in the settings and the provenance unless it is the engine cpu.</summary>
    public EngineChoice Engine { get; init; } = EngineChoice.BuiltIn;

    /// <summary>Whether cells run beside each other, each on one thread (small networks), or one by one with all threads, as on any other engine than
    /// cpu.</summary>
    public bool CellsInParallel { get; init; } = true;

    /// <summary>The cells in order: the last axis runs fastest.</summary>
    /// <exception cref="ArgumentException">No point of the grid is included.</exception>
    public IReadOnlyList<SweepCell> Cells()
    {
        IEnumerable<KeyValuePair<string, double>[]> points = [[]];
        foreach (SweepAxis axis in Axes)
        {
            points = points.SelectMany(point => axis.Values.Select(value => (KeyValuePair<string, double>[])[.. point, new(axis.Name, value)]));
        }

        var cells = new List<SweepCell>();
        foreach (KeyValuePair<string, double>[] point in points)
        {
            var cell = new SweepCell(cells.Count, point);
            if (Include?.Invoke(cell) ?? true) cells.Add(cell);
        }

        return cells.Count > 0 ? cells : throw new ArgumentException($"The sweep {Figure} has no cell: {nameof(Include)} admits no point of its grid.");
    }

    /// <summary>Which results these are, for <see cref="ResultCache"/>: the settings with the axes.</summary>
    public ResultIdentity Identity
    {
        get
        {
            var settings = new ResultSettings();
            settings.AddRange(Settings);
            foreach (SweepAxis axis in Axes) settings.Add(axis.Name + "_axis", axis.Values);
            return new ResultIdentity { Figure = Figure, Preset = Preset, Settings = Engine.AddTo(settings), Data = Data };
        }
    }

    /// <summary>Where the table's rows come from; loads the images.</summary>
    public Provenance Run => new()
    {
        Notebook = Figure,
        Preset = Preset,
        Dataset = Data?.Images.Description ?? "theory, no data",
        Sizes = Engine.Describe(Sizes),
        Seeds = Axes.FirstOrDefault(axis => axis.Name == SweepAxis.SeedName) is { } seeds ? string.Join(" ", seeds.Values) : "",
    };

    /// <summary>The random numbers of a cell: they depend on the figure, the seed and the coordinates on axes that are not paired, and on nothing
    /// else.</summary>
    /// <param name="cell">The cell.</param>
    public RandomStream RandomOf(SweepCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        IEnumerable<KeyValuePair<string, double>> own = cell.Coordinates.Where(
            entry => entry.Key != SweepAxis.SeedName && !Axes.First(axis => axis.Name == entry.Key).IsPaired);
        return RandomOf(Figure, cell.Seed, own);
    }

    /// <summary>The random numbers of a cell by what they depend on.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="coordinates">Coordinates on axes that are not paired.</param>
    public static RandomStream RandomOf(string figure, long seed, IEnumerable<KeyValuePair<string, double>> coordinates) =>
        new RandomStream(seed).Split("sweep " + figure).Split(SweepCell.KeyOf(coordinates));
}
