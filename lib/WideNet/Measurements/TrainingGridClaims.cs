using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Measurements;

/// <summary>Claims about the critical and chaotic networks of a <see cref="TrainingGrid"/>: which points count, their mean and its standard error.</summary>
/// <remarks>The phase is that of <see cref="MeanFieldPoint.PhaseWithin"/> a hundredth of χ_1 = 1. Test: TrainingGridClaimsTests.</remarks>
public sealed record TrainingGridClaims
{
    /// <summary>The networks.</summary>
    public required TrainingGrid Grid { get; init; }

    /// <summary>Where the claims of <see cref="BeyondXiStar"/> are stated.</summary>
    public required string Source { get; init; }

    /// <summary>The claim that a mean over all points deeper than 5ξ_*, f trained and drawn, is what is predicted.</summary>
    /// <param name="id">Name of the claim.</param>
    /// <param name="statement">What is claimed of networks there, such as <c>training accuracy is 1</c>.</param>
    /// <param name="predicted">The mean.</param>
    /// <param name="quantity">What of a network.</param>
    /// <param name="tolerance">How far the mean may be off.</param>
    /// <param name="reason">Why it may.</param>
    /// <returns>The claim; not tested if no point is that deep; without an error where a point has one seed.</returns>
    public Claim BeyondXiStar(string id, string statement, double predicted, Func<TrainingRun, double> quantity, double tolerance, string reason)
    {
        (double W, int Depth)[] deep = [.. PointsWhere(Grid.Sizes.WeightVariances, Grid.Sizes.Depths, (theory, depth) => depth >= 5 * theory.XiStar)];
        statement = $"In the chaotic phase beyond 5ξ_* ({deep.Length} point{(deep.Length == 1 ? "" : "s")}, f trained and drawn) {statement}: mean";
        if (deep.Length == 0) return Claim.NotTested(id, statement, Source, "No point of the grid is that deep.", predicted);
        SeedMean[] means = [.. deep.Select(at => Grid.Mean(quantity, at.W, at.Depth, subtract: false))];
        SeedMean mean = SeedMean.Average(means);
        double? error = means.All(each => each.Count > 1) ? mean.Error : null;
        string note = Invariant($"Least {means.Min(each => each.Value):F3}, most {means.Max(each => each.Value):F3}, after {Grid.Sizes.Steps} steps.");
        return Claim.Within(id, statement, Source, predicted, mean.Value, tolerance, reason, error) with { Note = note };
    }

    /// <summary>The claim that networks follow the law of their infinite width, f_0 + P_t(Y - f_0), or P_t Y where f - f_0 is trained, and not the other
    /// of the two: the mean test accuracy of all points shallow enough for the kernel is within half the distance of the two laws.</summary>
    /// <remarks>
    /// Shallow enough: χ_1^l ≤ √width, beyond which finite networks leave their kernel, and 40 l ≤ width, or the first depth.
    /// </remarks>
    /// <param name="id">Name of the claim.</param>
    /// <param name="statement">Which networks and which law.</param>
    /// <param name="subtract">Whether f - f_0 is trained.</param>
    /// <returns>The claim; not tested if no point is that shallow.</returns>
    public Claim Law(string id, string statement, bool subtract)
    {
        const string law = "law of a trained infinitely wide network";
        string words = $"Critical and chaotic networks {statement}: mean test accuracy";
        IReadOnlyList<int> depths = Grid.Sizes.SubgridDepths;
        (double W, int Depth)[] shallow = [.. PointsWhere(Grid.Sizes.SubgridWeightVariances, depths, (theory, depth) =>
            Math.Pow(theory.Chi1, depth) <= Math.Sqrt(Grid.Sizes.Width) && (depth == depths[0] || depth * 40 <= Grid.Sizes.Width))];
        if (shallow.Length == 0) return Claim.NotTested(id, words, law, "No point of the grid is shallow enough.");
        double Theory(bool change) => shallow.Average(at => Grid.Mean(
            run => change ? run.TheoryTestAccuracyChange : run.TheoryTestAccuracy, at.W, at.Depth, change).Value);
        SeedMean measured = SeedMean.Average(
            [.. shallow.Select(at => Grid.Mean(run => subtract ? run.TestAccuracyChange : run.TestAccuracy, at.W, at.Depth, subtract))]);
        return Claim.Within(id, words, law, Theory(subtract), measured.Value, Math.Abs(Theory(change: true) - Theory(change: false)) / 2,
            "half the distance between the two laws, so that the verdict tells them apart", measured.Error);
    }

    private IEnumerable<(double W, int Depth)> PointsWhere(
        IEnumerable<double> weightVariances, IReadOnlyList<int> depths, Func<MeanFieldPoint, int, bool> holds) =>
        from w in weightVariances
        let theory = Grid.Theory(w)
        where theory.PhaseWithin(0.01) != Phase.Ordered
        from depth in depths
        where holds(theory, depth)
        select (w, depth);
}
