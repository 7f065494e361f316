using WideNet.Activations;
using WideNet.Data;
using WideNet.Figures;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;

namespace WideNet.Experiments.DepthScales;

/// <summary>How the correlations of real images converge to c* with depth, one curve per pair of images.</summary>
/// <remarks>c^l = K_ab/√(K_aa K_bb) of the NNGP kernel that enters nonlinearity l + 1; c⁰ is the correlation of the images themselves.</remarks>
public sealed record CorrelationConvergence
{
    private CorrelationConvergence()
    {
    }

    /// <summary>Fixed points and depth scales.</summary>
    public required MeanFieldPoint Theory { get; init; }

    /// <summary>σ_w².</summary>
    public required double WeightVariance { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Depths l, 1 to the last.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>c^l, one list over depths for every pair of images.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Correlations { get; init; }

    /// <summary>c*, which every phase drawn here has.</summary>
    public double CStar => Theory.CStar;

    /// <summary>C''(c*), the curvature of the correlation map at its fixed point, by a one-sided difference of its slope χ(c) of second order.</summary>
    public required double Curvature { get; init; }

    /// <summary>Mean over pairs of |c^l - c*|, one per depth.</summary>
    public IReadOnlyList<double> Distance =>
        [.. Depths.Select((_, i) => Correlations.Average(pair => Math.Abs(pair[i] - CStar)))];

    /// <summary>Sweeps the kernel of the images over all depths.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w², with a fixed point q*.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Last depth, at least 1.</param>
    /// <param name="data">Images as loaded, at least two; they are standardised per channel and scaled to x·x/n = q*.</param>
    /// <exception cref="ArgumentException">There is no q*, or there are fewer than two images.</exception>
    public static CorrelationConvergence Compute(Activation activation, double weightVariance, double biasVariance, int depth, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Train.Count < 2)
        {
            throw new ArgumentException($"A correlation needs two images, but the training set has {data.Train.Count}.", nameof(data));
        }

        FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, depth);
        DatasetPair scaled = data.Preprocess(new Preprocessing { Variance = network.QStar });
        int[] depths = Grid.Integers(1, depth);
        IReadOnlyList<KernelPair> kernels = InfiniteNetwork.Kernels(network.Description, depths, scaled.Train.Inputs);
        IEnumerable<(int A, int B)> pairs =
            from a in Enumerable.Range(0, scaled.Train.Count)
            from b in Enumerable.Range(a + 1, scaled.Train.Count - a - 1)
            select (a, b);
        return new CorrelationConvergence
        {
            Theory = network.Theory,
            WeightVariance = weightVariance,
            DataLabel = scaled.Description,
            Curvature = CurvatureAt(network),
            Depths = depths,
            Correlations = [.. pairs.Select(pair => (IReadOnlyList<double>)[.. kernels.Select(kernel => Correlation(kernel.Nngp, pair.A, pair.B))])],
        };
    }

    /// <summary>The curves c^l with c* drawn in, as one panel.</summary>
    public Panel CorrelationPanel()
    {
        // A logarithmic axis needs no more than a few dozen depths.
        int[] shown = [.. Grid.Logarithmic(1, Math.Max(2, Depths[^1]), 49).Select(depth => Math.Min((int)Math.Round(depth), Depths[^1])).Distinct()];
        return new Panel
        {
            Title = FormattableString.Invariant($"{Phases.Name(Theory.Phase)}, σ_w^2 = {WeightVariance:0.####}"),
            X = Axis.Log("depth l"),
            Y = Axis.Linear("correlation c^l", null, 1.02),
            Layers =
            [
                .. Correlations.Select(pair => LineSeries.Line("", shown, shown.Select(depth => pair[depth - 1])) with { Color = Palette.Categorical[0], Width = 0.8 }),
                ReferenceLine.Horizontal(CStar, "c^*"),
            ],
            Legend = LegendPlacement.None,
        };
    }

    /// <summary>|c^l - c*| with the predicted decay χ_c*^l through its value at the depth where the law is fitted.</summary>
    /// <param name="color">Colour of the measured curve.</param>
    /// <param name="first">Depth through which the prediction is drawn.</param>
    public IReadOnlyList<LineSeries> DistanceCurves(string color, int first)
    {
        IReadOnlyList<double> distance = Distance;
        double at = distance[first - 1], chi = Theory.ChiCStar;
        string name = FormattableString.Invariant($"σ_w^2 = {WeightVariance:0.####}");
        return
        [
            LineSeries.Line(name, Depths, distance.Select(value => value > 1e-15 ? value : double.NaN)) with { Color = color },
            LineSeries.Dashed("", Depths, Depths.Select(l => at * Math.Pow(chi, l - first))) with { Color = Palette.Black, Width = 1, ExtendsRange = false },
        ];
    }

    private static double CurvatureAt(FixedPointNetwork network)
    {
        double q = network.QStar, c = network.Theory.CStar;
        double Slope(double correlation) => network.Description.WeightVariance * network.Description.Activation.DualDerivative(q, q, q * correlation);
        const double Step = 1e-4;
        return ((3 * Slope(c)) - (4 * Slope(c - Step)) + Slope(c - (2 * Step))) / (2 * Step);
    }

    private static double Correlation(Matrix nngp, int a, int b) => nngp[a, b] / Math.Sqrt(nngp[a, a] * nngp[b, b]);
}
