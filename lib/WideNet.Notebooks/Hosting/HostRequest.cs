namespace WideNet.Notebooks.Hosting;

/// <summary>One line that the runner sends to the child process.</summary>
internal sealed record HostRequest
{
    /// <summary>What messages call the cell; it is also the file name that compiler positions carry.</summary>
    public required string Cell { get; init; }

    /// <summary>The C# of the cell.</summary>
    public required string Code { get; init; }

    /// <summary>How many characters the cell may write.</summary>
    public required int MaximumStreamLength { get; init; }
}
