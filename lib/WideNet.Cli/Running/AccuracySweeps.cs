using WideNet.Activations;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary>
/// The grids of Figure 1(d, e) at the standard preset, computed column by column: one file for each architecture and σ_w². These are the sizes at which
/// notebook 05 draws kept results; KeptResultsTests holds the two together.
/// </summary>
/// <remarks>
/// Weight variances are denser near criticality and reach both ends; depths go beyond 12 ξ_* for σ_w² ≥ 1.85. CNN-P at 8×8 pixels takes about three
/// processor-hours; CNN-F costs minutes at any side.
/// </remarks>
internal static class AccuracySweeps
{
    private const string Convolutional = "05-cnn-p-versus-cnn-f", WholeImages = "05-cnn-f-32x32";

    private static readonly double[] WeightVariances = [0.5, 0.8, 1.1, 1.25, 1.376, 1.5, 1.7, 1.85, 2, 2.2, 2.4, 2.6, 2.8, 3.2, 3.6, 4];
    private static readonly int[] Depths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64];

    /// <summary>Names of the grids, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [Convolutional, WholeImages];

    /// <summary>The name of a grid that a user named, or null if it is none.</summary>
    /// <param name="id">A name, or the number of the first.</param>
    public static string? Find(string id) => id.TrimStart('0') == "5" ? Convolutional : Names.FirstOrDefault(name => name == id);

    /// <summary>The grid that a user asked for.</summary>
    /// <exception cref="ArgumentException">The preset is another, or a parameter is unknown or out of range.</exception>
    public static AccuracyGrid Define(string name, SweepRequest request)
    {
        if (request.Preset != Preset.Standard)
        {
            throw new ArgumentException(
                $"The grid {name} is a sweep at --preset standard only; notebook 05 computes the others, and keeps their columns with -p checkpoints=FOLDER.");
        }

        bool isWhole = name == WholeImages;
        var grid = new AccuracyGrid
        {
            Notebook = name,
            Preset = request.Preset,
            Architectures = isWhole ? [Architecture.ConvolutionalFlatten] : [Architecture.ConvolutionalFlatten, Architecture.ConvolutionalPool],
            Activation = ActivationCatalog.Parse(request.Text("activation", "erf")),
            BiasVariance = request.Number("biasVariance", 0.05),
            WeightVariances = WeightVariances,
            Depths = Depths,
            Side = isWhole ? null : request.Whole("side", 8),
            Data = request.Data(request.Whole("trainCount", 1000), request.Whole("testCount", 1000)),
        };
        request.RequireAllRead(name);
        return grid;
    }

    /// <summary>The columns that a folder has, in words.</summary>
    public static string Count(AccuracyGrid grid, string folder) =>
        Invariant($"{grid.ColumnCount - grid.MissingColumns(folder).Length} of {grid.ColumnCount} columns");
}
