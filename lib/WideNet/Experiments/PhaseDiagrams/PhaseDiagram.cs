using WideNet.Activations;
using WideNet.Figures;
using WideNet.MeanField;
using WideNet.Numerics;

namespace WideNet.Experiments.PhaseDiagrams;

/// <summary>Mean-field theory over the (σ_w², σ_b²) plane of one activation, with the critical line χ_1 = 1.</summary>
/// <remarks>Matrices are [bias variance, weight variance], as heat maps draw them. Where no q* exists (ReLU family above criticality) entries are NaN and drawn grey.</remarks>
public sealed record PhaseDiagram
{
    private PhaseDiagram()
    {
    }

    /// <summary>The nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_w² of the columns.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>σ_b² of the rows.</summary>
    public required IReadOnlyList<double> BiasVariances { get; init; }

    /// <summary>q*, the variance at the fixed point.</summary>
    public required Matrix QStar { get; init; }

    /// <summary>c*, the correlation at the stable fixed point.</summary>
    public required Matrix CStar { get; init; }

    /// <summary>χ_1, the slope of the correlation map at 1.</summary>
    public required Matrix Chi1 { get; init; }

    /// <summary>χ_c*, the slope at c*.</summary>
    public required Matrix ChiCStar { get; init; }

    /// <summary>σ_w² with χ_1 = 1 for each σ_b².</summary>
    public required IReadOnlyList<double> CriticalWeightVariances { get; init; }

    /// <summary>Solves the fixed points on a grid.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariances">σ_w², increasing.</param>
    /// <param name="biasVariances">σ_b², increasing.</param>
    public static PhaseDiagram Compute(Activation activation, IReadOnlyList<double> weightVariances, IReadOnlyList<double> biasVariances)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(weightVariances);
        ArgumentNullException.ThrowIfNull(biasVariances);
        int rows = biasVariances.Count, columns = weightVariances.Count;
        var diagram = new PhaseDiagram
        {
            Activation = activation,
            WeightVariances = weightVariances,
            BiasVariances = biasVariances,
            QStar = new Matrix(rows, columns),
            CStar = new Matrix(rows, columns),
            Chi1 = new Matrix(rows, columns),
            ChiCStar = new Matrix(rows, columns),
            CriticalWeightVariances = [.. biasVariances.Select(b => MeanFieldTheory.CriticalWeightVariance(activation, b))],
        };
        ParallelTiles.For(rows * columns, null, cell => diagram.Solve(cell / columns, cell % columns));
        return diagram;
    }

    /// <summary>Four maps side by side: q*, c*, χ_1, χ_c*, each with the critical line.</summary>
    /// <param name="id">Figure id.</param>
    public Figure Maps(string id) => new()
    {
        Id = id,
        Title = $"Mean-field theory of {Activation.Name}: fixed points and slopes",
        DataLabel = "theory, no data",
        Caption = "Orange line: χ_1 = 1. Left of it is the ordered phase (c* = 1), right of it the chaotic phase (c* < 1).",
        Columns = 2,
        Panels =
        [
            Panel("variance q*", "q^*", QStar, AxisScale.Log),
            Panel("correlation c*", "c^*", CStar, AxisScale.Linear),
            Panel("slope χ_1", "χ_1", Chi1, AxisScale.Linear),
            Panel("slope χ_{c*}", "χ_{c*}", ChiCStar, AxisScale.Linear),
        ],
    };

    /// <summary>The critical line as a curve for overlays, (σ_w², σ_b²).</summary>
    /// <param name="name">Name in the legend, or empty.</param>
    public LineSeries CriticalLine(string name) => LineSeries.Line(name, CriticalWeightVariances, BiasVariances) with { Width = 2.5, ExtendsRange = false };

    private Panel Panel(string title, string label, Matrix values, AxisScale scale) => new()
    {
        Title = title,
        X = Axis.Linear("weight variance σ_w^2"),
        Y = Axis.Linear("bias variance σ_b^2"),
        Layers = [HeatMap.Of(label, WeightVariances, BiasVariances, values) with { Scale = scale }, CriticalLine("")],
    };

    private void Solve(int row, int column)
    {
        MeanFieldPoint point = MeanFieldTheory.Analyze(Activation, WeightVariances[column], BiasVariances[row]);
        QStar[row, column] = point.QStar ?? double.NaN;
        CStar[row, column] = point.CStar;
        Chi1[row, column] = point.Chi1;
        ChiCStar[row, column] = point.ChiCStar;
    }
}
