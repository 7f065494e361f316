namespace WideNet.Results;

/// <summary>What became of a claim.</summary>
public enum Verdict
{
    /// <summary>The measurement lies within the tolerance of the prediction.</summary>
    Reproduced,

    /// <summary>It does not; the claim's note says why, as far as known.</summary>
    NotReproduced,

    /// <summary>It came out the other way round, by more than its error.</summary>
    Reversed,

    /// <summary>The sizes of this run cannot decide.</summary>
    NotTestedAtThisScale,
}
