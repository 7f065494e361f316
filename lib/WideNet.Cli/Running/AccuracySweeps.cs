using WideNet.Activations;
using WideNet.Experiments.AccuracyMaps;
using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary>Accuracy grids of infinitely wide networks that are computed column by column: one file for each architecture and σ_w².</summary>
internal static class AccuracySweeps
{
    private const string Convolutional = "05-cnn-p-versus-cnn-f", WholeImages = "05-cnn-f-32x32";

    /// <summary>Names of the grids, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [Convolutional, WholeImages];

    /// <summary>The name of a grid that a user named, or null if it is none.</summary>
    /// <param name="id">A name, or the number of the first.</param>
    public static string? Find(string id) => id.TrimStart('0') == "5" ? Convolutional : Names.FirstOrDefault(name => name == id);

    /// <summary>The grid that a user asked for.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="request">Preset, data set and parameters.</param>
    /// <exception cref="ArgumentException">A parameter is unknown or out of range.</exception>
    public static AccuracyExperiment Define(string name, SweepRequest request)
    {
        int? side = name == WholeImages ? null : 8;
        AccuracySizes preset = request.Preset == Preset.Standard ? AccuracySizes.Figure1(side) : AccuracySizes.Convolutional(request.Preset);
        AccuracySizes sizes = preset with
        {
            TrainCount = request.Whole("trainCount", preset.TrainCount),
            TestCount = request.Whole("testCount", preset.TestCount),
            Side = name == WholeImages ? null : request.Whole("side", preset.Side ?? 32),
        };
        var experiment = new AccuracyExperiment
        {
            Notebook = name,
            Preset = request.Preset,
            Architectures = name == WholeImages ? [Architecture.ConvolutionalFlatten] : [Architecture.ConvolutionalFlatten, Architecture.ConvolutionalPool],
            Activation = ActivationCatalog.Parse(request.Text("activation", "erf")),
            BiasVariance = request.Number("biasVariance", 0.05),
            Sizes = sizes,
            Data = request.Data(sizes.TrainCount, sizes.TestCount),
        };
        request.RequireAllRead(name);
        return experiment;
    }

    /// <summary>The columns that a folder has, in words.</summary>
    /// <param name="experiment">The grid.</param>
    /// <param name="folder">The folder.</param>
    public static string Count(AccuracyExperiment experiment, string folder) =>
        FormattableString.Invariant($"{experiment.ColumnCount - experiment.MissingColumns(folder).Length} of {experiment.ColumnCount} columns");
}
