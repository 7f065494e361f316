namespace WideNet.Notebooks.Hosting;

/// <summary>One line that the child process sends to the runner, behind the run's token.</summary>
internal sealed record HostEvent
{
    /// <summary>What happened.</summary>
    public required HostEventKind Kind { get; init; }

    /// <summary>Written text, the error's message, or the full name of a result's type.</summary>
    public string Text { get; init; } = "";

    /// <summary>The name of an error, or the id that a result carries.</summary>
    public string Name { get; init; } = "";

    /// <summary>Names a displayed value, so that updates find it.</summary>
    public string DisplayId { get; init; } = "";

    /// <summary>The representations of a result by MIME type.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>The traceback of an error.</summary>
    public IReadOnlyList<string>? Traceback { get; init; }
}

/// <summary>The kinds of <see cref="HostEvent"/>.</summary>
internal enum HostEventKind
{
    /// <summary>The cell wrote to standard output.</summary>
    StandardOutput,

    /// <summary>The cell wrote to standard error.</summary>
    StandardError,

    /// <summary>The cell has a value.</summary>
    Result,

    /// <summary>The cell displays a value.</summary>
    Display,

    /// <summary>A displayed value, of this cell or an earlier one, is replaced.</summary>
    Update,

    /// <summary>The cell failed; nothing of it follows.</summary>
    Error,

    /// <summary>The cell succeeded, or the process is ready for the first; nothing of it follows.</summary>
    Done,
}

/// <summary>One line that the runner sends to the child process.</summary>
internal sealed record HostRequest
{
    /// <summary>What messages call the cell; it is also the file name that compiler positions carry.</summary>
    public string Cell { get; init; } = "";

    /// <summary>The C# of the cell.</summary>
    public string Code { get; init; } = "";

    /// <summary>How many characters the cell may write.</summary>
    public int MaximumStreamLength { get; init; }

    /// <summary>In place of a cell: the folder in which the next notebook begins, with a new kernel.</summary>
    public string? NextFolder { get; init; }
}
