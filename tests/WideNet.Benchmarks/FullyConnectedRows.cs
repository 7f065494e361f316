using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>NNGP and NTK of a fully-connected network for 1,000 inputs of CIFAR-10's size at ten depths from one sweep.</summary>
internal sealed class FullyConnectedRows : IBudgetFamily
{
    private const int Inputs = 1000, Features = 3072;
    private static readonly int[] Depths = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

    public string Name => "fcn";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        double[] values = new double[Inputs * Features];
        new RandomStream(1).Split("fcn").FillNormal(values);
        var x = new InputBatch(Inputs, 1, 1, Features, values);
        var options = new KernelOptions { MaxThreads = settings.Threads };
        foreach ((Activation activation, double weightVariance) in ((Activation, double)[])[(new Erf(), 1.5), (ReluFamily.Relu, 2)])
        {
            var network = new NetworkDescription
            {
                Architecture = Architecture.FullyConnected,
                Activation = activation,
                Depth = Depths[^1],
                WeightVariance = weightVariance,
                BiasVariance = 0.05,
            };
            double[] times = settings.Time(() => InfiniteNetwork.Kernels(network, Depths, x, options));
            double pairs = Inputs * (Inputs + 1) / 2.0;
            yield return new BudgetRow
            {
                Work = $"FCN kernels 1000, {activation}, depths 10 … 100",
                Milliseconds = times,

                // By convention: the input products, and per pair and layer one square root, one division, an arctangent of about 20 operations and 10 more.
                Operations = pairs * ((2.0 * Features) + (32.0 * Depths[^1])),
                Bytes = 8.0 * Inputs * (Features + (2.0 * Depths.Length * Inputs)),
                Peak = settings.PeakDouble,
                AtMost = activation is Erf ? "600 ms" : "-",
                Aim = activation is Erf ? "200 ms" : "-",
                Note = FormattableString.Invariant($"{times[0] * 1e6 * settings.Threads / (pairs * Depths[^1]):F2} ns per pair, layer and thread"),
            };
        }
    }
}
