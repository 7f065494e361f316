using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Spectra;
using WideNet.Sweeps;

namespace WideNet.Tests.Results;

/// <summary>
/// What the large grids of notebooks 05, 08 and 09 are called in data/results, written out. They took hours: code that moves or is renamed must ask for
/// them by the same words, or finished columns and cells are refused. Only another grid may change a line here, and its results must then be computed.
/// </summary>
public sealed class KeptIdentityTests
{
    private const string Variances = "0.5 0.8 1.1 1.25 1.376 1.5 1.7 1.85 2 2.2 2.4 2.6 2.8 3.2 3.6 4";
    private const string Depths = "1 2 3 4 6 8 10 12 16 20 24 28 32 36 40 48 56 64";

    private static readonly AccuracyGrid Maps = new()
    {
        Notebook = "05-cnn-p-versus-cnn-f",
        Preset = Preset.Standard,
        Architectures = [Architecture.ConvolutionalFlatten, Architecture.ConvolutionalPool],
        Activation = new Erf(),
        BiasVariance = 0.05,
        WeightVariances = [0.5, 0.8, 1.1, 1.25, 1.376, 1.5, 1.7, 1.85, 2, 2.2, 2.4, 2.6, 2.8, 3.2, 3.6, 4],
        Depths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64],
        Side = 8,
        Data = new DatasetRequest("cifar10", 1000, 1000),
    };

    private static readonly AccuracyGrid WholeImages = Maps with
    {
        Notebook = "05-cnn-f-32x32",
        Architectures = [Architecture.ConvolutionalFlatten],
        Side = null,
    };

    [Fact]
    public void AccuracyMaps_OfFigure1_KeepTheirNames()
    {
        const string Data = "dataset=cifar10; training_images=1000; test_images=1000; subset=First";
        const string Network = "activation=erf; bias_variance=0.05";
        Assert.Equal(
            $"05-cnn-p-versus-cnn-f Standard: {Data}; architectures=cnn-f cnn-p; {Network}; weight_variances={Variances}; depths={Depths}; side=8",
            Words(Maps.Identity));
        Assert.Equal(
            $"cnn-p-1-376 Standard: {Data}; architectures=cnn-p; {Network}; weight_variances=1.376; depths={Depths}; side=8",
            Words(Maps.ColumnIdentity(Architecture.ConvolutionalPool, 1.376)));
        Assert.Equal(
            $"05-cnn-f-32x32 Standard: {Data}; architectures=cnn-f; {Network}; weight_variances={Variances}; depths={Depths}; side=none",
            Words(WholeImages.Identity));
        Assert.Equal(
            $"cnn-f-4 Standard: {Data}; architectures=cnn-f; {Network}; weight_variances=4; depths={Depths}; side=none",
            Words(WholeImages.ColumnIdentity(Architecture.ConvolutionalFlatten, 4)));
    }

    [Fact]
    public void TrainingGrid_OfFigure1_KeepsItsName()
    {
        DatasetRequest sample = TrainingGridSizes.Flatten(Preset.Standard).Data("cifar10", Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample"));
        SweepDefinition sweep = TrainingSweep.Define("08-sgd-cnn-f", Preset.Standard, TrainingGridSizes.Flatten(Preset.Standard), sample);
        Assert.Equal(
            "08-sgd-cnn-f Standard: dataset=cifar10; training_images=320; test_images=1000; subset=First; "
            + "architecture=CNN-F; activation=erf; bias_variance=0.05; side=6; map_width=64; section_weight_variance=0; "
            + "fraction_of_largest_rate=0.4; steps=250; batch=160; goal_loss=0.001; "
            + "repeated_weight_variances=0.65 0.8 0.95 1.376 2; repeated_depths=2 4 6 8 12 16; "
            + "weight_variance_axis=0.5 0.65 0.8 0.95 1.15 1.376 1.6 1.8 2 2.4 3 3.6; "
            + "depth_axis=1 2 3 4 6 8 10 12 16 20; width_axis=64; subtract_axis=0 1; seed_axis=1 2 3",
            Words(sweep.Identity));
        Assert.Equal(120 + (30 * 5), sweep.Cells().Count);
        Assert.Equal("7dcd1f3bb02332f9475f12a353baa3425799a070a7f5f3f126ab7f1d677a6899", SweepManifest.Of(sweep).Fingerprint);
    }

    [Fact]
    public void TrainingGrid_OfMoreData_KeepsItsName()
    {
        TrainingGridSizes sizes = TrainingGridSizes.FullyConnected(Preset.Standard);
        SweepDefinition sweep = TrainingSweep.Define("09-sgd-fcn", Preset.Standard, sizes, sizes.Data("cifar10"));
        Assert.Equal(
            "09-sgd-fcn Standard: dataset=cifar10; training_images=2000; test_images=800; subset=BalancedInTurn; "
            + "architecture=FCN; activation=erf; bias_variance=0.05; side=8; map_width=224; section_weight_variance=0; "
            + "fraction_of_largest_rate=0.4; steps=1250; batch=1000; goal_loss=0.001; "
            + "repeated_weight_variances=0.65 0.8 0.95 1.376 2; repeated_depths=2 4 7 11 16 22; "
            + "weight_variance_axis=0.5 0.65 0.8 0.95 1.15 1.376 1.7 2 3; depth_axis=1 2 4 7 11 16 22 28; width_axis=224; subtract_axis=0 1; seed_axis=1 2 3",
            Words(sweep.Identity));
        Assert.Equal(
            "2000 training and 800 test images of 8×8 pixels, width 224, 9 weight variances, 8 depths to 28, 1250 steps of 0.4 η_theory, batch 1000",
            sweep.Sizes);
        Assert.Equal(72 + (30 * 5), sweep.Cells().Count);
    }

    [Fact]
    public void KeptMaps_OfFigure1_AreReadByTheseNames()
    {
        var cache = new ResultCache(Path.Combine(RepositoryFiles.Root, "data", "results"));
        foreach (AccuracyMap map in ((AccuracyGrid[])[Maps, WholeImages]).SelectMany(grid => grid.Run("cached", cache).Maps))
        {
            if (map.Kernel != RegressionKernel.Ntk) continue;
            foreach (AccuracyColumn column in map.Columns)
            {
                AccuracyPoint[] resolved = [.. column.Points.Where(point => double.IsFinite(point.MeanPredictor))];

                // Deep in the ordered phase nothing is left of the images in double precision, at σ_w² = 0.5 beyond 24 layers with pooling.
                Assert.InRange(resolved.Length, column.WeightVariance > 1 ? 18 : 11, 18);
                Assert.All(resolved, point => Assert.Equal(1000 * point.MeanPredictor, ImageMarks.Read(point.RightImages, 1000).Count(right => right), 1e-9));
            }
        }
    }

    private static string Words(ResultIdentity identity) =>
        $"{identity.Figure} {identity.Preset}: {string.Join("; ", identity.AllSettings().Select(entry => $"{entry.Key}={entry.Value}"))}";
}
