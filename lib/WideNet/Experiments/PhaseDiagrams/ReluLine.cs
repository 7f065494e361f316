using WideNet.Activations;
using WideNet.Data;
using WideNet.Figures;
using WideNet.Kernels;

namespace WideNet.Experiments.PhaseDiagrams;

/// <summary>Signal propagation of a ReLU network on real images without biases, below, at and above its critical point σ_w² = 2.</summary>
/// <remarks>V(q) = σ_w² q/2: the variance is multiplied by σ_w²/2 in every layer, and only σ_w² = 2 keeps it. There 1 - c^l → 9π²/(2l²).</remarks>
public sealed record ReluLine
{
    private ReluLine()
    {
    }

    /// <summary>σ_w² of the curves.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Depths l, 1 to the last.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>q^l, the mean over images, one list over depths for every σ_w².</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Variances { get; init; }

    /// <summary>The mean over pairs of 1 - c^l; it does not depend on σ_w².</summary>
    public required IReadOnlyList<double> CorrelationGap { get; init; }

    /// <summary>Sweeps the kernel of the images over all depths for every σ_w².</summary>
    /// <param name="weightVariances">σ_w², positive.</param>
    /// <param name="depth">Last depth, at least 1.</param>
    /// <param name="data">Images as loaded, at least two; they are standardised per channel and scaled to x·x/n = 1.</param>
    public static ReluLine Compute(IReadOnlyList<double> weightVariances, int depth, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(weightVariances);
        ArgumentNullException.ThrowIfNull(data);
        DatasetPair scaled = data.Preprocess(new Preprocessing());
        int[] depths = Grid.Integers(1, depth);
        IReadOnlyList<KernelPair>[] sweeps = [.. weightVariances.Select(w => InfiniteNetwork.Kernels(Network(w, depth), depths, scaled.Train.Inputs))];
        return new ReluLine
        {
            WeightVariances = weightVariances,
            DataLabel = scaled.Description,
            Depths = depths,
            Variances = [.. sweeps.Select(sweep => (IReadOnlyList<double>)[.. sweep.Select(MeanVariance)])],
            CorrelationGap = [.. sweeps[0].Select(MeanGap)],
        };
    }

    /// <summary>Variance against depth for every σ_w², and the gap 1 - c^l with its power law.</summary>
    /// <param name="id">Figure id.</param>
    public Figure Propagation(string id) => new()
    {
        Id = id,
        Title = "ReLU networks without biases: only σ_w^2 = 2 keeps the signal",
        DataLabel = DataLabel,
        Caption = "Dashed: (σ_w^2/2)^l through the first layer (left) and 9π²/(2l²) without any fitted constant (right).",
        Panels =
        [
            new Panel
            {
                Title = "variance",
                X = Axis.Linear("depth l"),
                Y = Axis.Log("mean variance q^l"),
                Layers = [.. WeightVariances.SelectMany(VarianceCurves)],
            },
            new Panel
            {
                Title = "correlation",
                X = Axis.Log("depth l"),
                Y = Axis.Log("mean 1 - c^l"),
                Layers =
                [
                    LineSeries.Line("images", Depths, CorrelationGap),
                    LineSeries.Dashed("9π²/(2l²)", Depths.Skip(2), Depths.Skip(2).Select(AsymptoticGap)) with { Color = Palette.Black, Width = 1.2, ExtendsRange = false },
                ],
            },
        ],
    };

    /// <summary>9π²/(2l²), the gap 1 - c^l of any two inputs at large depth.</summary>
    /// <param name="depth">l.</param>
    public static double AsymptoticGap(int depth) => 9 * Math.PI * Math.PI / (2.0 * depth * depth);

    private IEnumerable<LineSeries> VarianceCurves(double weightVariance, int index)
    {
        IReadOnlyList<double> measured = Variances[index];
        yield return LineSeries.Line($"σ_w^2 = {Phases.Number(weightVariance)}", Depths, measured) with { Color = Palette.Categorical[index] };
        yield return LineSeries.Dashed("", Depths, Depths.Select(l => measured[0] * Math.Pow(weightVariance / 2, l - 1))) with { Color = Palette.Black, Width = 1 };
    }

    private static NetworkDescription Network(double weightVariance, int depth) => new()
    {
        Architecture = Architecture.FullyConnected,
        Activation = ActivationCatalog.Parse("relu"),
        Depth = depth,
        WeightVariance = weightVariance,
        BiasVariance = 0,
        ReadInWeightVariance = 1,
    };

    private static double MeanVariance(KernelPair kernel) => Enumerable.Range(0, kernel.Nngp.Rows).Average(a => kernel.Nngp[a, a]);

    private static double MeanGap(KernelPair kernel) =>
        (from a in Enumerable.Range(0, kernel.Nngp.Rows)
         from b in Enumerable.Range(a + 1, kernel.Nngp.Rows - a - 1)
         select 1 - (kernel.Nngp[a, b] / Math.Sqrt(kernel.Nngp[a, a] * kernel.Nngp[b, b]))).Average();
}
