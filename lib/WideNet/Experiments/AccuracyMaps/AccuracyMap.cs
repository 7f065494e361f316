using WideNet.Experiments.DepthScales;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>The cells of one kernel on a grid, with what is drawn over them.</summary>
/// <param name="Name">Name in titles, such as <c>CNN-P, NTK</c>.</param>
/// <param name="Grid">The grid.</param>
/// <param name="Cells"><see cref="AccuracyGrid.Ntk"/> or <see cref="AccuracyGrid.Nngp"/>.</param>
/// <param name="Lines">Multiples of depth scales.</param>
public sealed record AccuracyMap(
    string Name,
    AccuracyGrid Grid,
    IReadOnlyList<IReadOnlyList<KernelAccuracy>> Cells,
    IReadOnlyList<DepthScaleLine> Lines)
{
    /// <summary>NTK regression with ξ_* (chaotic) and ξ_1 (ordered).</summary>
    /// <param name="grid">The grid.</param>
    public static AccuracyMap OfNtk(AccuracyGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return new AccuracyMap($"{grid.Name}, NTK", grid, grid.Ntk, [DepthScaleLine.Ordered(6), DepthScaleLine.Ntk(6), DepthScaleLine.Ntk(12)]);
    }

    /// <summary>NNGP regression with ξ_c* (chaotic) and ξ_1 (ordered).</summary>
    /// <param name="grid">The grid.</param>
    public static AccuracyMap OfNngp(AccuracyGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return new AccuracyMap($"{grid.Name}, NNGP", grid, grid.Nngp, [DepthScaleLine.Ordered(6), DepthScaleLine.Signal(6), DepthScaleLine.Ntk(6)]);
    }
}
