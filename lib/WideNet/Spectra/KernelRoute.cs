namespace WideNet.Spectra;

/// <summary>Which representation of a kernel a result was computed from.</summary>
internal enum KernelRoute
{
    /// <summary>Gaps from the common diagonal, on the complement of the constant vector: exact where Θ is constant up to rounding (ordered phase).</summary>
    Gaps,

    /// <summary>The entries themselves, relative to the diagonal: exact where Θ is diagonal up to rounding (chaotic phase), and at small depth.</summary>
    Entries,

    /// <summary>Deviations of the off-diagonal entries from one value: exact for mean predictors of centred labels in deep chaos.</summary>
    Deviations,

    /// <summary>The kernel matrix as a plain recursion leaves it: where no gaps exist (dropout, zero padding, pixels or, for most activations, inputs of
    /// unequal norm). Valid to κ of about 1e13, or 1e8 at a kink.</summary>
    Plain,
}
