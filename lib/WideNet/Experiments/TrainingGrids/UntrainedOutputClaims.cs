using System.Globalization;
using WideNet.Results;

namespace WideNet.Experiments.TrainingGrids;

/// <summary>What the untrained output f_0 does to test accuracy, with and without subtracting it, each against its own law.</summary>
/// <remarks>
/// One trained network shows f_0 + P_t(Y - f_0(X)); training f - f_0 shows the mean predictor P_t Y. The laws are compared at the shallowest depth and
/// wherever depth/width ≤ 1/40, beyond which finite networks fall visibly short of the kernel; costs over all depths with χ_1^l ≤ √width.
/// Test: TrainingClaimsTests.
/// </remarks>
public static class UntrainedOutputClaims
{
    private const string Source = "beside the paper: which accuracy is drawn";

    // Width over depth from which on finite networks are expected to follow the kernel.
    private const int DepthPerWidth = 40;

    /// <summary>All claims on test accuracy.</summary>
    /// <param name="grid">The results.</param>
    public static ClaimTable Of(TrainingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        string name = grid.Name.ToLowerInvariant();
        (int Row, int Column)[] chaotic = [.. Cells(grid, ordered: false)], ordered = [.. Cells(grid, ordered: true)];
        (int Row, int Column)[] shallow = [.. chaotic.Where(cell => cell.Row == 0 || grid.Depths[cell.Row] * DepthPerWidth <= grid.Sizes.Width)];
        return new ClaimTable(
        [
            Law(grid, $"output-{name}", shallow, chaotic, subtract: false, "Critical and chaotic networks with f trained and drawn follow f_0 + P_t(Y - f_0), not P_t Y: mean test accuracy"),
            Law(grid, $"change-{name}", shallow, chaotic, subtract: true, "Critical and chaotic networks with f - f_0 trained and drawn follow P_t Y, not f_0 + P_t(Y - f_0): mean test accuracy"),
            Cost(grid, $"cost-{name}", chaotic, "Leaving f_0 in costs test accuracy in the critical and chaotic phases: f - f_0 trained and drawn, less f trained and drawn"),
            Cost(grid, $"cost-ordered-{name}", ordered, "In the ordered phase f_0 costs less: f - f_0 trained and drawn, less f trained and drawn"),
        ]).From(grid.Run);
    }

    // Points where the kernel of a network of this width is expected to be that of an infinite one.
    private static IEnumerable<(int Row, int Column)> Cells(TrainingGrid grid, bool ordered) =>
        from column in grid.Columns(ordered)
        from row in Enumerable.Range(0, grid.Depths.Count)
        where Math.Pow(grid.Theory[column].Chi1, grid.Depths[row]) <= Math.Sqrt(grid.Sizes.Width)
        select (row, column);

    private static Claim Law(TrainingGrid grid, string id, (int Row, int Column)[] cells, (int Row, int Column)[] all, bool subtract, string statement)
    {
        SeedMean measured = Test(grid, cells, subtract);
        double own = Theory(grid, cells, subtract), other = Theory(grid, cells, !subtract);
        return Claim.Within(id, statement, Source, own, measured.Value, Math.Abs(own - other) / 2, "half the distance between the two laws, so that the verdict tells them apart", measured.Error) with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"Depths to {grid.Depths[cells.Max(cell => cell.Row)]}, {cells.Length} points; the other law gives {other:F3}. Over all {all.Length} points with χ_1^l ≤ √width: measured {Test(grid, all, subtract).Value:F3} ± {Test(grid, all, subtract).Error:F3}, law {Theory(grid, all, subtract):F3}."),
        };
    }

    private static Claim Cost(TrainingGrid grid, string id, (int Row, int Column)[] cells, string statement)
    {
        SeedMean with = Test(grid, cells, subtract: false), without = Test(grid, cells, subtract: true);
        double error = Math.Sqrt((with.Error * with.Error) + (without.Error * without.Error));
        double predicted = Theory(grid, cells, subtract: true) - Theory(grid, cells, subtract: false);
        return Claim.Within(id, statement, Source, predicted, without.Value - with.Value, Math.Max(2 * error, predicted / 2), "two standard errors over seeds, or half the predicted difference where that is larger, since both laws hold up to corrections of order depth/width", error) with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"f: measured {with.Value:F3} ± {with.Error:F3}, law {Theory(grid, cells, subtract: false):F3}; f - f_0: measured {without.Value:F3} ± {without.Error:F3}, law {Theory(grid, cells, subtract: true):F3}. What f - f_0 lacks against its law is the noise of finite width, which grows with depth."),
        };
    }

    // What was trained is what is drawn: f, or f - f_0.
    private static SeedMean Test(TrainingGrid grid, (int Row, int Column)[] cells, bool subtract) =>
        SeedMean.Average([.. cells.Select(cell => SeedMean.Of(grid.Seeds(Drawn(subtract), cell.Row, cell.Column, subtract)))]);

    private static double Theory(TrainingGrid grid, (int Row, int Column)[] cells, bool subtract) =>
        cells.Average(cell => grid.Seeds("theory_" + Drawn(subtract), cell.Row, cell.Column, subtract)[0]);

    /// <summary>The column of test accuracy that belongs to what was trained.</summary>
    internal static string Drawn(bool subtract) => subtract ? "test_accuracy_change" : "test_accuracy";
}
