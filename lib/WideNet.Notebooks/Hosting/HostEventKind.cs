namespace WideNet.Notebooks.Hosting;

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
