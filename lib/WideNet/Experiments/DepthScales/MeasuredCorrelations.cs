using WideNet.Data;
using WideNet.Experiments.PhaseDiagrams;
using WideNet.Figures;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Experiments.DepthScales;

/// <summary>The phase diagram as real images see it: the mean correlation of their representations after many layers, over the (σ_w², σ_b²) plane.</summary>
public sealed record MeasuredCorrelations
{
    private MeasuredCorrelations()
    {
    }

    /// <summary>Mean-field theory on the same grid.</summary>
    public required PhaseDiagram Theory { get; init; }

    /// <summary>Number of layers L.</summary>
    public required int Depth { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Mean over pairs of images of c^L, [bias variance, weight variance].</summary>
    public required Matrix Correlation { get; init; }

    /// <summary>Largest difference over pairs of images |c^L - c*|, [bias variance, weight variance].</summary>
    public required Matrix Distance { get; init; }

    /// <summary>Computes the NNGP kernel of the images at every point of a diagram.</summary>
    /// <param name="theory">The grid, and c* on it.</param>
    /// <param name="depth">Number of layers, at least 1.</param>
    /// <param name="data">Images as loaded, at least two; they are standardised per channel and scaled to x·x/n = q* at every point.</param>
    public static MeasuredCorrelations Compute(PhaseDiagram theory, int depth, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(theory);
        ArgumentNullException.ThrowIfNull(data);
        int rows = theory.BiasVariances.Count, columns = theory.WeightVariances.Count;
        DatasetPair scaled = data.Preprocess(new Preprocessing());
        var measured = new MeasuredCorrelations
        {
            Theory = theory,
            Depth = depth,
            DataLabel = scaled.Description,
            Correlation = new Matrix(rows, columns),
            Distance = new Matrix(rows, columns),
        };
        ParallelTiles.For(rows * columns, null, cell => measured.Measure(scaled.Train.Inputs, cell / columns, cell % columns));
        return measured;
    }

    /// <summary>The measured map beside c*, both with the critical line.</summary>
    /// <param name="id">Figure id.</param>
    public Figure Maps(string id) => new()
    {
        Id = id,
        Title = $"Correlation of images after {Depth} layers of {Theory.Activation.Name}, measured and predicted",
        DataLabel = DataLabel,
        Caption = $"Left: mean c^{{{Depth}}} over pairs of images. Right: the fixed point c*. Orange line: χ_1 = 1.",
        ShareColors = true,
        ShareY = true,
        Panels = [Panel($"images, {Depth} layers", Correlation), Panel("theory, c^*", Theory.CStar)],
    };

    private Panel Panel(string title, Matrix values) => new()
    {
        Title = title,
        X = Axis.Linear("weight variance σ_w^2"),
        Y = Axis.Linear("bias variance σ_b^2"),
        Layers = [HeatMap.Of("correlation", Theory.WeightVariances, Theory.BiasVariances, values) with { Minimum = 0, Maximum = 1 }, Theory.CriticalLine("")],
    };

    private void Measure(InputBatch images, int row, int column)
    {
        // Scaling the inputs by √q* is a read-in weight variance of q*.
        FixedPointNetwork network = FixedPointNetwork.Create(Theory.Activation, Theory.WeightVariances[column], Theory.BiasVariances[row], Depth);
        NetworkDescription scaled = network.Description with { ReadInWeightVariance = network.QStar };
        Matrix kernel = InfiniteNetwork.Kernel(scaled, images, new KernelOptions { MaxThreads = 1 }).Nngp;
        double[] correlations =
        [
            .. from a in Enumerable.Range(0, images.Count)
               from b in Enumerable.Range(a + 1, images.Count - a - 1)
               select kernel[a, b] / Math.Sqrt(kernel[a, a] * kernel[b, b]),
        ];
        Correlation[row, column] = correlations.Average();
        Distance[row, column] = correlations.Max(c => Math.Abs(c - Theory.CStar[row, column]));
    }
}
