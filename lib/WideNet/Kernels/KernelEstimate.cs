using WideNet.Compute.Convolution;
using WideNet.Data;

namespace WideNet.Kernels;

/// <summary>What a kernel computation will take, before it starts.</summary>
internal sealed record KernelEstimate
{
    private const int Repetitions = 5;

    /// <summary>Entries computed at each depth: m(m+1)/2 for a train-train kernel, m·n otherwise.</summary>
    public required long Entries { get; init; }

    /// <summary>Bytes of the results: two matrices of doubles at each depth.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>Stripes that a convolutional kernel is computed in, of nearly equal widths; 1 for a fully-connected one.</summary>
    public int Stripes { get; private init; } = 1;

    /// <summary>Most bytes in use beyond inputs and results, or null where it was not worked out (fully-connected networks: a few MB).</summary>
    public required long? WorkingBytes { get; init; }

    /// <summary>Time on the threads asked for, from a timed sample of the same work, or null where none was taken (fully-connected networks:
    /// seconds).</summary>
    public required TimeSpan? Time { get; init; }

    /// <summary>Estimates a job; for a convolutional network it times a few milliseconds to seconds of the job's own work on one thread.</summary>
    /// <param name="network">The network.</param>
    /// <param name="depths">Depths, strictly increasing.</param>
    /// <param name="x1">Inputs of the rows.</param>
    /// <param name="x2">Inputs of the columns, or null for a train-train kernel.</param>
    /// <param name="options">Threads and precision; null for the defaults.</param>
    /// <exception cref="ArgumentException">The job is not valid. Whether it fits into memory is not asked here: see <see cref="KernelBudget"/>.</exception>
    public static KernelEstimate Measure(
        NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2 = null, KernelOptions? options = null)
    {
        InfiniteNetwork.ValidateDepths(depths);
        options ??= new KernelOptions();
        long rows = x1.Count, columns = (x2 ?? x1).Count;
        var estimate = new KernelEstimate
        {
            Entries = x2 is null ? rows * (rows + 1) / 2 : rows * columns,
            OutputBytes = 2 * sizeof(double) * depths.Count * rows * columns,
            WorkingBytes = null,
            Time = null,
        };
        if (network.Architecture == Architecture.FullyConnected) return estimate;

        var whole = new ConvolutionalJob(network, depths, x1, x2, options, hasResults: false);
        using IConvolutionalEngine engine = ConvolutionalKernel.Engine(whole);
        double seconds = engine.SampleSecondsPerPixelPair(Repetitions)[Repetitions / 2] * engine.PixelPairs / options.MaxThreads;
        return estimate with
        {
            Stripes = engine.Stripes,
            WorkingBytes = engine.WorkingBytes,
            Time = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)),
        };
    }
}
