namespace WideNet.Results;

/// <summary>What a column of a <see cref="ResultTable"/> holds.</summary>
internal enum ColumnKind
{
    /// <summary>Doubles, written so that they read back to the same bits; NaN and infinities are allowed.</summary>
    Number,

    /// <summary>Whole numbers of 64 bits.</summary>
    WholeNumber,

    /// <summary>Text.</summary>
    Text,
}
