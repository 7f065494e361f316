namespace WideNet.Notebooks;

/// <summary>What a cell has put out.</summary>
public enum CellOutputKind
{
    /// <summary>Text written to standard output.</summary>
    StandardOutput,

    /// <summary>Text written to standard error.</summary>
    StandardError,

    /// <summary>The value of the cell's trailing expression.</summary>
    Result,

    /// <summary>A value that the cell displayed while it ran; updates have replaced what it was at first.</summary>
    Display,
}
