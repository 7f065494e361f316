namespace WideNet.Compute.Gaps;

/// <summary>One thread's working memory: two states.</summary>
internal sealed class GapScratch(int pairs)
{
    private readonly double[] _nngp = new double[pairs], _ntk = new double[pairs], _entries = new double[pairs];
    private readonly double[] _readoutNngp = new double[pairs], _readoutNtk = new double[pairs], _readoutEntries = new double[pairs];

    /// <summary>The state that is propagated.</summary>
    public GapState State(int count) => new(_nngp.AsSpan(0, count), _ntk.AsSpan(0, count), _entries.AsSpan(0, count));

    /// <summary>Room for a read-out or an average.</summary>
    public GapState Readout(int count) => new(_readoutNngp.AsSpan(0, count), _readoutNtk.AsSpan(0, count), _readoutEntries.AsSpan(0, count));
}
