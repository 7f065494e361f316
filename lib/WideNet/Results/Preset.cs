namespace WideNet.Results;

/// <summary>Sizes of a run; the code path is the same for all.</summary>
public enum Preset
{
    /// <summary>All notebooks in at most five minutes on two cores.</summary>
    Quick,

    /// <summary>Larger grids and deeper networks, six hours on two cores in all, resumable; results are kept in data/results.</summary>
    Standard,

    /// <summary>The paper's sizes, for a GPU or a cluster.</summary>
    Paper,
}
