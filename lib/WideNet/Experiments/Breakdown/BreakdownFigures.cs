using WideNet.Figures;

namespace WideNet.Experiments.Breakdown;

/// <summary>The figure of where each arithmetic breaks.</summary>
public static class BreakdownFigures
{
    // Errors below a unit in the last place, and those of 0, are drawn there.
    private const double Smallest = 1e-16;

    /// <summary>Relative error of κ against κ, one panel per network.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="curves">One network per panel.</param>
    public static Figure Errors(string id, IReadOnlyList<BreakdownCurves> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return new Figure
        {
            Id = id,
            Title = "Where condition numbers break",
            Caption = "Relative error of κ against 400-digit values; an error of 1 stands for a result without any digit. Dashed: the laws uκ (erf) and uκ^2 (relu) with u the unit roundoff, without any fitted constant. Dotted: the error estimate that comes with the gaps' κ.",
            DataLabel = "8 inputs of entries ±1 in 16 dimensions",
            ShareY = true,
            Panels = [.. curves.Select(Panel)],
        };
    }

    private static Panel Panel(BreakdownCurves curves)
    {
        BreakdownReference reference = curves.Reference;
        return new Panel
        {
            Title = $"{reference.Activation.Name}, σ_w^2 = {Phases.Number(reference.WeightVariance)}, σ_b^2 = {Phases.Number(reference.BiasVariance)}",
            X = Axis.Log("exact condition number κ"),
            Y = Axis.Log("relative error of κ", Smallest / 2, 3),
            Layers =
            [
                Curve("float32", 1, reference, curves.SinglePrecision),
                Curve("float64", 0, reference, curves.DoublePrecision),
                Curve("gaps", 2, reference, curves.Gaps),
                Curve("estimate", 2, reference, curves.GapEstimates) with { Dash = DashStyle.Dotted },
                Law("uκ or uκ^2", curves, BreakdownLaw.SingleRoundoff),
                Law("", curves, BreakdownLaw.DoubleRoundoff),
            ],
        };
    }

    private static LineSeries Curve(string name, int color, BreakdownReference reference, IReadOnlyList<double> errors) =>
        LineSeries.Line(name, reference.ConditionNumbers, errors.Select(error => Math.Max(error, Smallest))) with { Color = Palette.Categorical[color] };

    private static LineSeries Law(string name, BreakdownCurves curves, double roundoff)
    {
        double[] at = [.. curves.Reference.ConditionNumbers.Where(kappa => BreakdownLaw.Error(curves.Reference.Activation, kappa, roundoff) is > Smallest and < 1)];
        return LineSeries.Dashed(name, at, at.Select(kappa => BreakdownLaw.Error(curves.Reference.Activation, kappa, roundoff))) with { Color = Palette.Black, Width = 1.1, ExtendsRange = false };
    }
}
