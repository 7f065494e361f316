using System.Globalization;
using WideNet.Laws;
using WideNet.Results;

namespace WideNet.Experiments.TrainingGrids;

/// <summary>Which networks can be trained, against gradient flow of the infinite network in the same time and against ξ_1.</summary>
/// <remarks>
/// The boundary of a column is the depth where training accuracy, f trained, last stands half way between chance and 1; theory's is found in
/// the same way on the same depths, so interpolation cancels. Test: TrainingClaimsTests.
/// </remarks>
public static class TrainabilityClaims
{
    private const string Source = "Figure 1 and Figure 3: training accuracy of networks trained by gradient descent";

    /// <summary>All claims on training accuracy.</summary>
    /// <param name="grid">The results.</param>
    public static ClaimTable Of(TrainingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        string name = grid.Name.ToLowerInvariant();
        Boundary[] boundaries = [.. Boundaries(grid)];
        return new ClaimTable(
        [
            Ratio(grid, name, boundaries),
            Exponent(name, boundaries),
            Trains(grid, name, subtract: true),
            Trains(grid, name, subtract: false),
            Claim.Below($"diverged-{name}", string.Create(CultureInfo.InvariantCulture, $"At {grid.Sizes.Fraction} η_theory training converges in every phase: share of {grid.RunCount} runs that diverged"), Source, 0, grid.DivergedShare, "η below η_theory is stable for an infinitely wide network"),
        ]).From(grid.Run);
    }

    /// <summary>The boundaries of the ordered columns that have one, measured and predicted.</summary>
    /// <param name="grid">The results.</param>
    internal static IEnumerable<Boundary> Boundaries(TrainingGrid grid) =>
        from column in grid.Columns(ordered: true)
        let measured = grid.Boundary(column, subtract: false)
        let theory = SeedMean.Of(grid.Boundary(column, subtract: false, "theory_train_accuracy")).Value
        where measured.Count > 0 && double.IsFinite(theory)
        select new Boundary(column, grid.Theory[column].DepthScaleOrdered, theory, SeedMean.Of(measured));

    private static Claim Ratio(TrainingGrid grid, string name, Boundary[] boundaries)
    {
        const string Statement = "The depth to which ordered networks train is that of gradient flow of the infinite network in the same time: mean ratio of measured and predicted boundary";
        if (boundaries.Length == 0) return Claim.NotTested($"boundary-{name}", Statement, Source, "No ordered column has its boundary within the grid.", 1);
        double[] logs = [.. boundaries.Select(b => Math.Log(b.Measured.Value / b.Predicted))];
        double error = Math.Exp(logs.Average()) * Math.Sqrt(boundaries.Sum(b => Math.Pow(b.Measured.Error / b.Measured.Value, 2))) / boundaries.Length;
        return Claim.WithinRelative(
            $"boundary-{name}", Statement, Source, 1, Math.Exp(logs.Average()), 2 * error, "two standard errors over seeds: theory's boundary is found in the same way on the same depths", error) with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"Measured boundaries lie at {boundaries.Min(b => b.Measured.Value / b.Scale):F1} to {boundaries.Max(b => b.Measured.Value / b.Scale):F1} ξ_1, predicted ones at {boundaries.Min(b => b.Predicted / b.Scale):F1} to {boundaries.Max(b => b.Predicted / b.Scale):F1} ξ_1, for σ_w^2 = {string.Join(", ", boundaries.Select(b => Phases.Number(grid.WeightVariances[b.Column])))}. The width has one value on this grid; corrections of order depth/width shorten the measured ones."),
        };
    }

    private static Claim Exponent(string name, Boundary[] boundaries)
    {
        const string Statement = "The boundary follows ξ_1 as theory's does in the same time: exponent of the boundary over ξ_1";
        if (boundaries.Length < 3) return Claim.NotTested($"boundary-exponent-{name}", Statement, Source, $"{boundaries.Length} ordered columns have their boundary within the grid; an exponent needs three.");
        double[] scales = [.. boundaries.Select(b => b.Scale)];
        RateFit measured = RateFit.PowerLaw(scales, [.. boundaries.Select(b => b.Measured.Value)]);
        RateFit predicted = RateFit.PowerLaw(scales, [.. boundaries.Select(b => b.Predicted)]);
        return Claim.Within(
            $"boundary-exponent-{name}", Statement, Source, predicted.Rate, measured.Rate, 2 * measured.StandardError, "two standard errors of the fit: theory's boundary is found in the same way on the same depths", measured.StandardError) with
        {
            Note = "At a fixed time the boundary is where κ of a network of that depth reaches a given value. As κ ∝ χ_1^{-l}/l, it is proportional to ξ_1 only when it lies many ξ_1 deep; theory's exponent at this time is the prediction. Corrections of order depth/width shorten the deepest boundaries most and lower the measured exponent.",
        };
    }

    private static Claim Trains(TrainingGrid grid, string name, bool subtract)
    {
        Point[] points =
        [
            .. from column in grid.Columns(ordered: false)
               from row in Enumerable.Range(0, grid.Depths.Count)
               select new Point(column, row, SeedMean.Of(grid.Seeds("train_accuracy", row, column, subtract)), SeedMean.Of(grid.Seeds("theory_train_accuracy", row, column, subtract)).Value),
        ];
        Point worst = points.MaxBy(point => point.Theory - point.Mean.Value)!;
        string what = subtract ? "f - f_0" : "f";
        return Claim.Below(
            subtract ? $"trains-{name}" : $"trains-with-output-{name}",
            $"Every critical and chaotic network trains, {what} trained: largest shortfall of training accuracy against gradient flow of the infinite network",
            Source,
            0.05,
            worst.Theory - worst.Mean.Value,
            "0.05, the largest shortfall in a pilot of another implementation (0.95 to 1.00 against 1.00)",
            uncertainty: worst.Mean.Error) with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"Largest at σ_w^2 = {Phases.Number(grid.WeightVariances[worst.Column])}, depth {grid.Depths[worst.Row]}, depth/width {(double)grid.Depths[worst.Row] / grid.Sizes.Width:F2}: {worst.Mean.Value:F2} against {worst.Theory:F2}; {points.Count(point => point.Theory - point.Mean.Value <= 0.05)} of {points.Length} points lie within 0.05.")
                + (subtract ? "" : " With f trained, f_0 has to be unlearned: near criticality it is nearly the same for all images, so the network moves far along a few directions and leaves its kernel. In trials at the critical point the shortfall did not change with five times smaller steps and shrank with width."),
        };
    }

    private sealed record Point(int Column, int Row, SeedMean Mean, double Theory);

    /// <summary>The boundary of a column.</summary>
    /// <param name="Column">Index of σ_w².</param>
    /// <param name="Scale">ξ_1.</param>
    /// <param name="Predicted">That of gradient flow.</param>
    /// <param name="Measured">That of the networks, over seeds.</param>
    internal sealed record Boundary(int Column, double Scale, double Predicted, SeedMean Measured);
}
