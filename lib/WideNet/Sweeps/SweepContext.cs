using WideNet.Numerics;

namespace WideNet.Sweeps;

/// <summary>What the computation of one cell may use besides its coordinates.</summary>
/// <param name="Random">The cell's own random numbers, a function of the figure, the coordinates and the seed alone.</param>
/// <param name="Threads">Threads to use at most; null means one per processor. It must not change the result.</param>
/// <param name="Cancellation">Signalled when the sweep is to end.</param>
internal sealed record SweepContext(RandomStream Random, int? Threads, CancellationToken Cancellation);
