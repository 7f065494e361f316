using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Measurements;

/// <summary>Train-train and test-train kernels of one network at many depths, from one pass each, to be measured depth by depth.</summary>
/// <remarks>All of them are held at once: 16 bytes × depths × m (m + n).</remarks>
public sealed record KernelSweep
{
    private KernelSweep()
    {
    }

    /// <summary>The network.</summary>
    public required NetworkDescription Network { get; init; }

    /// <summary>The images as the network reads them.</summary>
    public required DatasetPair Data { get; init; }

    /// <summary>Depths, increasing.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>Train-train kernels [m, m], one for each depth.</summary>
    public required IReadOnlyList<KernelPair> Train { get; init; }

    /// <summary>Test-train kernels [n, m], one for each depth.</summary>
    public required IReadOnlyList<KernelPair> Test { get; init; }

    /// <summary>Computes the kernels.</summary>
    /// <param name="network">The network; its own depth is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="data">Preprocessed images.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    public static KernelSweep Compute(NetworkDescription network, IReadOnlyList<int> depths, DatasetPair data, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new KernelSweep
        {
            Network = network,
            Data = data,
            Depths = depths,
            Train = InfiniteNetwork.Kernels(network, depths, data.Train.Inputs, options),
            Test = InfiniteNetwork.Kernels(network, depths, data.Test.Inputs, data.Train.Inputs, options),
        };
    }

    /// <summary>Something of every depth, computed in parallel.</summary>
    /// <param name="measure">Train-train and test-train kernel of one depth to the result; runs on one thread.</param>
    /// <typeparam name="T">The result.</typeparam>
    /// <returns>One result for each depth, in order.</returns>
    public IReadOnlyList<T> Measure<T>(Func<KernelPair, KernelPair, T> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var results = new T[Depths.Count];
        ParallelTiles.For(Depths.Count, null, i => results[i] = measure(Train[i], Test[i]));
        return results;
    }
}
