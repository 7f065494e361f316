using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.FullyConnected;

/// <summary>Kernels of a fully-connected network, all requested depths from one sweep.</summary>
/// <remarks>
/// Pairs are taken in square tiles that stay in the first-level cache through all layers: cost m²/2 duals a layer for a train-train kernel,
/// O(1) memory per thread beside the results. A tile's entries depend on nothing but its pairs, so the bits do not depend on threads,
/// and permuting the inputs permutes the kernel exactly.
/// </remarks>
internal static class FullyConnectedKernel
{
    /// <summary>Examples along one side of a tile, a multiple of every vector length.</summary>
    internal const int Edge = 32;

    /// <summary>The kernels of <paramref name="x1"/> with itself when <paramref name="x2"/> is null, or with <paramref name="x2"/>.</summary>
    /// <param name="network">A fully-connected network.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="x1">Inputs of the rows.</param>
    /// <param name="x2">Inputs of the columns, or null for a train-train kernel.</param>
    /// <param name="options">Threads, cancellation, progress.</param>
    public static KernelPair[] Compute(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2, KernelOptions options)
    {
        if (x2 is not null && x2.FeatureCount != x1.FeatureCount)
        {
            throw new ArgumentException(
                Invariant($"x1 has {x1.FeatureCount} features per example, but x2 has {x2.FeatureCount}; both must have the same."), nameof(x2));
        }

        var rows1 = new FeatureRows(x1);
        FeatureRows rows2 = x2 is null ? rows1 : new FeatureRows(x2);
        var diagonal1 = new FullyConnectedDiagonal(network, depths, rows1, options);
        FullyConnectedDiagonal diagonal2 = x2 is null ? diagonal1 : new FullyConnectedDiagonal(network, depths, rows2, options);
        KernelPair[] results = [.. depths.Select(depth => new KernelPair(depth, new Matrix(rows1.Count, rows2.Count), new Matrix(rows1.Count, rows2.Count)))];
        var sweep = new FullyConnectedSweep(network, rows1, diagonal1, rows2, diagonal2, results, isSymmetric: x2 is null);
        ParallelTiles.For(
            sweep.TileCount, options.MaxThreads, () => new FullyConnectedScratch(), sweep.Tile, options.Progress, options.Cancellation);
        return results;
    }
}
