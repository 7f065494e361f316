namespace WideNet.Notebooks;

/// <summary>The three kinds of cell that nbformat 4 knows.</summary>
public enum NotebookCellKind
{
    /// <summary>Prose in Markdown.</summary>
    Markdown,

    /// <summary>Source that a kernel executes.</summary>
    Code,

    /// <summary>Text that neither is executed nor rendered.</summary>
    Raw,
}
