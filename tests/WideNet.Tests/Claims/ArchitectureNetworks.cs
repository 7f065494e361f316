using System.Collections.Concurrent;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

/// <summary>The networks of notebooks 04 and 04b through 400 layers, each measured once for all statements about it.</summary>
/// <remarks>
/// 20 training images, every pixel vector at x·x/3 = q*, circular convolutions, as in the notebooks. FCN and CNN-F read 6×6 pixels; CNN-P reads 4×4,
/// which has the same laws with d = 16 for a tenth of the time.
/// </remarks>
/// <param name="Network">The network.</param>
/// <param name="Data">The images as it reads them.</param>
/// <param name="Analyses">Its kernels at depths 1, 2, 3, …</param>
internal sealed record ArchitectureNetworks(NetworkDescription Network, DatasetPair Data, IReadOnlyList<KernelAnalysis> Analyses)
{
    public const int Depth = 400, TrainCount = 20;

    private static readonly ConcurrentDictionary<string, Lazy<ArchitectureNetworks>> Measured = new();

    /// <summary>fcn, cnn-f or cnn-p; erf or relu; ordered, critical or chaotic; images or random; keep probability of dropout, 1 for none.</summary>
    public static ArchitectureNetworks Of(string architecture, string activation, string phase, string data = "images", double keep = 1) =>
        Measured.GetOrAdd($"{architecture} {activation} {phase} {data} {keep}", _ => new(() => Measure(architecture, activation, phase, data, keep))).Value;

    /// <summary>The scan of the first m images.</summary>
    public DepthScan Scan(int m = TrainCount) => DepthScan.Of(Network, Analyses, Data, m);

    /// <summary>σ_w² and σ_b² of a phase.</summary>
    public static (double WeightVariance, double BiasVariance) Variances(string activation, string phase, double keep = 1) => (activation, phase) switch
    {
        ("erf", "ordered") => (1.25, 0.05),
        ("erf", "critical") => (MeanFieldTheory.CriticalWeightVariance(new Erf(), 0.05), 0.05),
        ("erf", "chaotic") => (2.5, 0.05),
        ("relu", "ordered") => (keep < 1 ? 1.5 : 1.8, 0.05),
        ("relu", "critical") => (2, 0),
        _ => throw new ArgumentException($"{activation} has no network here that is {phase}."),
    };

    /// <summary>The images of a pair of side×side pixels at x·x/3 = q*.</summary>
    public static DatasetPair Scaled(DatasetPair images, FixedPointNetwork network, int side) =>
        images.Preprocess(new Preprocessing { Size = side, Normalization = Normalization.Pixel, Variance = network.QStar });

    private static ArchitectureNetworks Measure(string architecture, string activation, string phase, string data, double keep)
    {
        Architecture kind = architecture switch
        {
            "fcn" => Architecture.FullyConnected,
            "cnn-f" => Architecture.ConvolutionalFlatten,
            _ => Architecture.ConvolutionalPool,
        };
        int side = kind == Architecture.ConvolutionalPool ? 4 : 6;
        (double weightVariance, double biasVariance) = Variances(activation, phase, keep);
        FixedPointNetwork network = FixedPointNetwork.Create(ActivationCatalog.Parse(activation), weightVariance, biasVariance, Depth, kind);
        DatasetPair images = data == "random" ? RandomPixels.Create(TrainCount, 6, side) : DatasetCatalog.Load("cifar10", TrainCount, 6);
        DatasetPair scaled = Scaled(images, network, side);
        NetworkDescription description = network.Description with { DropoutKeep = keep };
        return new(description, scaled, KernelAnalysis.Compute(description, Grid.Integers(1, Depth), scaled.Train.Inputs, scaled.Test.Inputs));
    }
}
