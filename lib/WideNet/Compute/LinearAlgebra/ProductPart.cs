namespace WideNet.Compute.LinearAlgebra;

/// <summary>Which entries of a product are wanted. Others may be overwritten or left as they are.</summary>
internal enum ProductPart
{
    /// <summary>Every entry.</summary>
    Full,

    /// <summary>Entries with row ≥ column.</summary>
    Lower,

    /// <summary>Entries with row ≤ column.</summary>
    Upper,
}
