using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>λ_bulk and the size of P(Θ)Y of a CNN-F beside those of a CNN-P on the same images: what pooling does to each.</summary>
/// <remarks>
/// The factor depends on the images. Two kinds have one that theory fixes: independent pixels, of which pooling averages d (λ_bulk falls by d in the ordered phase, the signal by √d, so that
/// P(Θ)Y grows by d/√d in the chaotic one), and pixels that share one signal (<see cref="SignalImages"/>), whose signal pooling leaves (P(Θ)Y grows by d). Test: PoolingFactorsTests.
/// </remarks>
public sealed record PoolingFactors
{
    private PoolingFactors()
    {
    }

    /// <summary>Fixed points and depth scales.</summary>
    public required MeanFieldPoint Theory { get; init; }

    /// <summary>d.</summary>
    public required int Pixels { get; init; }

    /// <summary>Training images m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Depths l.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>λ_bulk of the CNN-F over that of the CNN-P, at each depth.</summary>
    public required IReadOnlyList<double> BulkRatio { get; init; }

    /// <summary>λ_bulk of the CNN-F at the last depth.</summary>
    public required double FlattenedBulk { get; init; }

    /// <summary>Size of P(Θ)Y of the CNN-P over that of the CNN-F, Y mean-free, at each depth.</summary>
    public required IReadOnlyList<double> PredictorRatio { get; init; }

    /// <summary>Size of P(Θ)Y of the CNN-F at the last depth.</summary>
    public required double FlattenedPredictor { get; init; }

    /// <summary>Computes both networks.</summary>
    /// <param name="weightVariance">σ_w² of an Erf network.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="images">Gives the images for a pixel norm q*; every pixel vector has x·x/channels = q*.</param>
    public static PoolingFactors Compute(double weightVariance, double biasVariance, IReadOnlyList<int> depths, Func<double, DatasetPair> images)
    {
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(images);
        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), weightVariance, biasVariance, depths[^1], Architecture.ConvolutionalPool);
        DatasetPair data = images(network.QStar);
        Matrix labels = data.Train.MeanFreeLabels();
        Sizes[] pooled = Measure(network.Description), flattened = Measure(network.Description with { Architecture = Architecture.ConvolutionalFlatten });
        return new PoolingFactors
        {
            Theory = network.Theory,
            Pixels = data.Train.Inputs.Pixels,
            TrainCount = data.Train.Count,
            DataLabel = data.Description,
            Depths = depths,
            BulkRatio = [.. flattened.Zip(pooled, (f, p) => Math.Pow(10, f.Log10Bulk - p.Log10Bulk))],
            FlattenedBulk = Math.Pow(10, flattened[^1].Log10Bulk),
            PredictorRatio = [.. flattened.Zip(pooled, (f, p) => Math.Pow(10, p.Log10Predictor - f.Log10Predictor))],
            FlattenedPredictor = Math.Pow(10, flattened[^1].Log10Predictor),
        };

        Sizes[] Measure(NetworkDescription description) =>
        [
            .. KernelAnalysis.Compute(description, depths, data.Train.Inputs, data.Test.Inputs).Select(analysis => new Sizes(analysis.Spectrum().Log10Bulk, analysis.Predict(labels, centre: true).Log10Size)),
        ];
    }

    /// <summary>One result for each of several draws of independent pixels, at one depth.</summary>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">l.</param>
    /// <param name="side">Rows and columns; an odd number, so that no displacement is its own opposite.</param>
    /// <param name="trainCount">Training images m; as many test images are drawn.</param>
    /// <param name="seeds">Number of draws.</param>
    public static IReadOnlyList<PoolingFactors> OnRandomPixels(double weightVariance, double biasVariance, int depth, int side = 5, int trainCount = 12, int seeds = 16) =>
    [
        .. Enumerable.Range(0, seeds).Select(seed => Compute(
            weightVariance, biasVariance, [depth], q => RandomPixels.Create(trainCount, trainCount, side, seed).Preprocess(new Preprocessing { Normalization = Normalization.Pixel, Variance = q }))),
    ];

    /// <summary>The result on images whose pixels share one signal.</summary>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="side">Rows and columns.</param>
    /// <param name="trainCount">Training images m; half as many test images are drawn.</param>
    /// <param name="share">Correlation of two pixels of one image.</param>
    public static PoolingFactors OnSignalImages(double weightVariance, double biasVariance, IReadOnlyList<int> depths, int side = 3, int trainCount = 12, double share = 0.6) =>
        Compute(weightVariance, biasVariance, depths, q => SignalImages.Create(trainCount, trainCount / 2, side, share, q));

    private sealed record Sizes(double Log10Bulk, double Log10Predictor);
}
