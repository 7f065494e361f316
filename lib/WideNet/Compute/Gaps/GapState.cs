namespace WideNet.Compute.Gaps;

/// <summary>What is propagated for many pairs: δ = q - K_ab, g = p - Θ_ab and Θ_ab, each with the power of two that the layer plan takes out.</summary>
/// <param name="nngp">δ.</param>
/// <param name="ntk">g.</param>
/// <param name="entries">Θ_ab.</param>
internal readonly ref struct GapState(Span<double> nngp, Span<double> ntk, Span<double> entries)
{
    /// <summary>δ.</summary>
    public readonly Span<double> Nngp = nngp;

    /// <summary>g.</summary>
    public readonly Span<double> Ntk = ntk;

    /// <summary>Θ_ab.</summary>
    public readonly Span<double> Entries = entries;

    /// <summary>Starts the recursion: Θ = K at the read-in.</summary>
    /// <param name="weightVariance">σ_w² of the read-in; δ holds the gaps of the input kernel.</param>
    /// <param name="variance">q after the read-in.</param>
    public void ReadIn(double weightVariance, double variance)
    {
        for (int i = 0; i < Nngp.Length; i++)
        {
            double gap = weightVariance * Nngp[i];
            Nngp[i] = gap;
            Ntk[i] = gap;
            Entries[i] = variance - gap;
        }
    }

    /// <summary>Multiplies by the powers of two that the plan asks for before a layer.</summary>
    public void Rescale(in GapLayer layer)
    {
        if (!layer.Rescales)
        {
            return;
        }

        for (int i = 0; i < Nngp.Length; i++)
        {
            Nngp[i] *= layer.NngpFactor;
            Ntk[i] *= layer.NtkFactor;
            Entries[i] *= layer.EntryFactor;
        }
    }
}
