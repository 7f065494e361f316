namespace WideNet.Report.Mathematics;

/// <summary>How a symbol is set.</summary>
internal enum TexSymbolKind
{
    /// <summary>A letter, in italics.</summary>
    Letter,

    /// <summary>A letter or sign, upright.</summary>
    Upright,

    /// <summary>A relation or an operation, with space around it.</summary>
    Operator,

    /// <summary>An opening delimiter.</summary>
    Opening,

    /// <summary>A closing delimiter.</summary>
    Closing,

    /// <summary>Punctuation, with space after it.</summary>
    Punctuation,

    /// <summary>A sum, product or integral.</summary>
    Large,

    /// <summary>A function's name.</summary>
    Function,

    /// <summary>A function's name whose subscript stands below it in displayed formulas.</summary>
    Limit,

    /// <summary>Space.</summary>
    Space,
}
