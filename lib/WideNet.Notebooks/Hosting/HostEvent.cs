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
