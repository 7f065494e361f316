using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Benchmarks;

/// <summary>The gap recursion of a fully-connected network beside the plain one in the same run: m = 1000, depths 10, 20 … 100.</summary>
internal sealed class GapRows : IBudgetFamily
{
    private const int Count = 1000, Features = 3072;

    private static readonly int[] Depths = [.. Enumerable.Range(1, 10).Select(i => 10 * i)];

    public string Name => "gaps";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        yield return Row(settings, new Erf(), 1.25, 0.05, 45);
        yield return Row(settings, ReluFamily.Relu, 1.5, 0.1, 48);
    }

    // Operations a pair and layer: additions, products, roots and quotients of the closed forms, counted in GapErfFormula, GapReluFormula and GapDual.
    private static BudgetRow Row(BudgetSettings settings, Activation activation, double weightVariance, double biasVariance, int operations)
    {
        var network = new NetworkDescription
        {
            Architecture = Architecture.FullyConnected,
            Activation = activation,
            Depth = Depths[^1],
            WeightVariance = weightVariance,
            BiasVariance = biasVariance,
            ReadInWeightVariance = 1,
            ReadInBiasVariance = 0,
        };
        InputBatch x = Inputs();
        var options = new KernelOptions { MaxThreads = settings.Threads };
        double[] gaps = settings.Time(() => GapRecursion.Kernels(network, Depths, x, options));
        double[] plain = settings.Time(() => InfiniteNetwork.Kernels(network, Depths, x, options));
        double pairs = Count * (Count + 1.0) / 2;
        return new BudgetRow
        {
            Work = $"FCN gaps, {activation}, m = {Count}, depth 100",
            Milliseconds = gaps,
            Operations = pairs * ((Depths[^1] * (double)operations) + (3.0 * Features)),
            Bytes = 8.0 * ((3.0 * Depths.Length * Count * Count) + (Count * Features)),
            Peak = settings.PeakDouble,
            AtMost = "1.5 × plain",
            Aim = "1.0 × plain",
            Note = string.Create(CultureInfo.InvariantCulture, $"{gaps[0] / plain[0]:F2} of the plain recursion ({plain[0]:F1} ms)"),
        };
    }

    private static InputBatch Inputs()
    {
        double[] values = TestMatrix.Uniform(Count * Features);
        for (int a = 0; a < Count; a++)
        {
            Span<double> row = values.AsSpan(a * Features, Features);
            double square = 0;
            foreach (double value in row) square += value * value;
            double factor = Math.Sqrt(0.4 * Features / square);
            foreach (ref double value in row) value *= factor;
        }

        return new InputBatch(Count, 1, 1, Features, values);
    }
}
