using System.Globalization;

namespace WideNet.Data;

/// <summary>What is done to images before a network or kernel sees them: area-averaging to a smaller size, standardising, scaling.</summary>
/// <remarks>
/// With read-in weight variance 1 and bias variance 0, x·x/n = q makes q the variance of the first pre-activations; theory is cleanest when
/// q = q*, the fixed point of the variance map. n counts all numbers of an example, H·W·channels. Deviations divide by the number of values, not by
/// one less. Shown by PreprocessingTests.
/// </remarks>
public sealed record Preprocessing
{
    /// <summary>How images become inputs; per channel unless another is named.</summary>
    public Normalization Normalization { get; init; } = Normalization.Channel;

    /// <summary>q, the mean square of the numbers of an example (of a pixel for <see cref="Normalization.Pixel"/>; without effect where lengths are kept);
    /// positive, 1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Variance
    {
        get;
        init => field = double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Invariant($"{nameof(Variance)} must be positive and finite, but it is {value}."));
    } = 1;

    /// <summary>Rows and columns after area-averaging; null keeps the size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Size
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Invariant($"{nameof(Size)} must be at least 1, but it is {value}."));
    }

    /// <summary>The steps in words, for captions, such as <c>area-averaged to 6×6, standardised per channel, x·x/n = 1.27</c>.</summary>
    public string Name
    {
        get
        {
            string q = Variance.ToString("G4", CultureInfo.InvariantCulture);
            string steps = Normalization switch
            {
                Normalization.Channel => $"standardised per channel, x·x/n = {q}",
                Normalization.Global => $"standardised globally, x·x/n = {q}",
                Normalization.Unit => "standardised per channel, x·x/n = 1",
                Normalization.Standard => "standardised per channel",
                Normalization.Pixel => $"standardised per channel, x·x/channels = {q} at every pixel",
                _ => "pixels from 0 to 1",
            };
            return Size is int size ? Invariant($"area-averaged to {size}×{size}, {steps}") : steps;
        }
    }

    /// <summary>Parses the name of a normalisation.</summary>
    /// <param name="name">channel, global, unit, pixel, standard or none.</param>
    /// <exception cref="ArgumentException">The name is none of these.</exception>
    public static Normalization Parse(string name) => name switch
    {
        "channel" => Normalization.Channel,
        "global" => Normalization.Global,
        "unit" => Normalization.Unit,
        "pixel" => Normalization.Pixel,
        "standard" => Normalization.Standard,
        "none" => Normalization.None,
        _ => throw new ArgumentException($"The preprocessing '{name}' is unknown; it must be channel, global, unit, pixel, standard or none.", nameof(name)),
    };

    /// <summary>Learns means and deviations from training images.</summary>
    /// <param name="train">At least one image, before area-averaging.</param>
    /// <exception cref="ArgumentException">There is no image, images are smaller than <see cref="Size"/>, or a channel is constant.</exception>
    internal FittedPreprocessing Fit(InputBatch train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return new FittedPreprocessing(this, train);
    }

    /// <summary>The steps in words.</summary>
    public override string ToString() => Name;
}
