using WideNet.Results;

namespace WideNet.Sweeps;

/// <summary>A whole sweep put together from its cells.</summary>
/// <param name="Table">One row for each cell, in the order of the sweep.</param>
/// <param name="Record">Where it comes from; the duration is the sum over the cells.</param>
internal sealed record MergedSweep(ResultTable Table, ResultRecord Record);
