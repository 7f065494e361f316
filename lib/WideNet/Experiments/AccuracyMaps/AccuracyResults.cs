using WideNet.Results;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>The accuracy grids of a notebook with where they come from.</summary>
/// <param name="Run">Where they come from.</param>
/// <param name="Grids">One grid for each architecture, in the order asked for.</param>
public sealed record AccuracyResults(Provenance Run, IReadOnlyList<AccuracyGrid> Grids);
