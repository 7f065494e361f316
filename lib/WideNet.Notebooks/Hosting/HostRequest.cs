namespace WideNet.Notebooks.Hosting;

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
