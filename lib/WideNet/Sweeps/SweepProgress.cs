namespace WideNet.Sweeps;

/// <summary>How far a sweep is, reported after each cell.</summary>
/// <param name="Finished">Cells that are done, those of earlier runs included.</param>
/// <param name="Total">Cells of this run's shard.</param>
/// <param name="Elapsed">Time since this run began.</param>
/// <param name="Remaining">Time the other cells will take at the rate of this run; null before its first cell is done.</param>
/// <param name="Notice">What a person should know, such as a damaged file whose cell is computed again; or null.</param>
internal sealed record SweepProgress(int Finished, int Total, TimeSpan Elapsed, TimeSpan? Remaining, string? Notice = null);
