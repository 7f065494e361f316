using WideNet.Kernels;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Measurements;

/// <summary>The maps of an <see cref="AccuracyGrid"/> with where they come from.</summary>
public sealed class AccuracyResults
{
    /// <summary>Arranges the points of a grid, computed or read.</summary>
    /// <param name="grid">What was asked for.</param>
    /// <param name="points">The points of each architecture by its name in lower case.</param>
    /// <exception cref="Data.DataFormatException">A table has other points.</exception>
    internal AccuracyResults(AccuracyGrid grid, KeptRows<AccuracyPoint> points)
    {
        Run = points.Run;
        Maps =
        [
            .. from architecture in grid.Architectures
               from kernel in Enum.GetValues<RegressionKernel>()
               select new AccuracyMap(grid, Run, architecture, kernel, points.Tables[architecture.Word()]),
        ];
    }

    /// <summary>Where the points come from.</summary>
    public Provenance Run { get; }

    /// <summary>A map for each architecture and kernel.</summary>
    public IReadOnlyList<AccuracyMap> Maps { get; }

    /// <summary>The map of one architecture and kernel.</summary>
    /// <param name="architecture">One of the grid's.</param>
    /// <param name="kernel">NTK or NNGP.</param>
    /// <exception cref="ArgumentException">The grid has no such architecture.</exception>
    public AccuracyMap Of(Architecture architecture, RegressionKernel kernel = RegressionKernel.Ntk) =>
        Maps.FirstOrDefault(map => map.Architecture == architecture && map.Kernel == kernel)
        ?? throw new ArgumentException($"The grid has no {architecture}.", nameof(architecture));
}
