namespace WideNet.Notebooks;

/// <summary>What to execute, with which parameters and limits, and where the executed notebook goes.</summary>
public sealed record NotebookRunOptions
{
    /// <summary>The source notebook; cells run in its folder.</summary>
    public required string NotebookPath { get; init; }

    /// <summary>Where the executed copy goes; null for none. It is written also when a cell fails, with the error as its last output.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Whether the source notebook is replaced by the executed one, once every cell has succeeded.</summary>
    public bool Update { get; init; }

    /// <summary>Overrides of the variables that the parameters cell declares, as text.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>How long one cell may run before it is stopped. Default 30 minutes; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan CellTimeout
    {
        get;
        init => field = value > TimeSpan.Zero || value == Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The time limit of a cell must be positive, or infinite.");
    } = TimeSpan.FromMinutes(30);

    /// <summary>How many characters one cell may write to standard output and error together; the rest is dropped with a note. Default 100,000.</summary>
    public int MaximumStreamLength
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The limit of written text must be positive.");
    } = 100_000;
}
