namespace WideNet.Results;

/// <summary>Sizes of a run; the code path is the same for all.</summary>
public enum Preset
{
    /// <summary>All notebooks in at most five minutes on two cores.</summary>
    Quick,

    /// <summary>All notebooks in at most about two hours on two cores, resumable.</summary>
    Standard,

    /// <summary>The paper's sizes, for a GPU or a cluster.</summary>
    Paper,
}
