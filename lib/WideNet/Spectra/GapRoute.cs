namespace WideNet.Spectra;

/// <summary>Which representation of a kernel a result was computed from.</summary>
public enum GapRoute
{
    /// <summary>Gaps from the common diagonal, on the complement of the constant vector: exact where Θ is constant up to rounding (ordered phase).</summary>
    Gaps,

    /// <summary>The entries themselves, relative to the diagonal: exact where Θ is diagonal up to rounding (chaotic phase), and at small depth.</summary>
    Entries,
}
