using System.Globalization;
using WideNet.Activations;

namespace WideNet.Kernels;

/// <summary>One description of an architecture in NTK parameterisation, z = σ_w/√N · W φ + σ_b b, that serves kernels and finite networks alike.</summary>
/// <remarks>
/// All hyperparameters are variances (σ_w², σ_b²), never standard deviations; N is the fan-in (channels × filter taps for a convolution).
/// <see cref="Depth"/> counts the nonlinearities between input and read-out. Read-in and read-out variances left null are those of the hidden layers.
/// </remarks>
public sealed record NetworkDescription
{
    private const int LargestFilter = 9999; // of an image of that size every sum is still exact in an int

    /// <summary>FCN, CNN-F or CNN-P.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The nonlinearity φ.</summary>
    public required Activation Activation { get; init; }

    /// <summary>What a hidden layer does: plain, residual or layer-normalised. The last two exist for kernels of an FCN only.</summary>
    public HiddenBlock Block { get; init; } = HiddenBlock.Plain;

    /// <summary>Number of nonlinearities L, at least 1.</summary>
    public required int Depth
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentException(
            Invariant($"{nameof(Depth)} is {value}; it counts nonlinearities and must be at least 1."));
    }

    /// <summary>σ_w² of the hidden layers, finite and at least 0.</summary>
    public required double WeightVariance { get; init => field = Variance(value, nameof(WeightVariance)); }

    /// <summary>σ_b² of the hidden layers, finite and at least 0.</summary>
    public required double BiasVariance { get; init => field = Variance(value, nameof(BiasVariance)); }

    /// <summary>σ_w² of the first layer, or null for <see cref="WeightVariance"/>.</summary>
    public double? ReadInWeightVariance { get; init => field = value is { } v ? Variance(v, nameof(ReadInWeightVariance)) : null; }

    /// <summary>σ_b² of the first layer, or null for <see cref="BiasVariance"/>.</summary>
    public double? ReadInBiasVariance { get; init => field = value is { } v ? Variance(v, nameof(ReadInBiasVariance)) : null; }

    /// <summary>σ_w² of the last layer, or null for <see cref="WeightVariance"/>.</summary>
    public double? ReadOutWeightVariance { get; init => field = value is { } v ? Variance(v, nameof(ReadOutWeightVariance)) : null; }

    /// <summary>σ_b² of the last layer, or null for <see cref="BiasVariance"/>.</summary>
    public double? ReadOutBiasVariance { get; init => field = value is { } v ? Variance(v, nameof(ReadOutBiasVariance)) : null; }

    /// <summary>Rows of the convolution filter, odd, at most 9999. Ignored by an FCN.</summary>
    public int FilterHeight { get; init => field = Odd(value, nameof(FilterHeight)); } = 3;

    /// <summary>Columns of the convolution filter, odd, at most 9999. Ignored by an FCN.</summary>
    public int FilterWidth { get; init => field = Odd(value, nameof(FilterWidth)); } = 3;

    /// <summary>Padding of the convolutions. Ignored by an FCN.</summary>
    public Padding Padding { get; init; } = Padding.Circular;

    /// <summary>Keep probability ρ of dropout after the last nonlinearity, in (0, 1]; 1 is no dropout.</summary>
    /// <remarks>Train-train kernels only: same-example, same-position entries of T(K) and Ṫ∘Θ are multiplied by 1/ρ before the read-out.</remarks>
    public double DropoutKeep
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentException(
            Invariant($"{nameof(DropoutKeep)} is {value}; a keep probability must lie in (0, 1]."));
    } = 1;

    /// <summary>Whether the first layer is trained. If not, Θ⁰ = 0 in place of Θ⁰ = K⁰: its parameters keep their initial values and add nothing to the
    /// tangent kernel.</summary>
    public bool TrainsReadIn { get; init; } = true;

    /// <summary>Whether the last layer is trained. If not, Θ of the read-out lacks that layer's own K (with its bias) and is σ_w² Ṫ∘Θ alone.</summary>
    public bool TrainsReadOut { get; init; } = true;

    /// <summary>Which layers are trained, in words: <c>all</c>, <c>all but the first</c>, <c>all but the last</c> or <c>all but the first and the
    /// last</c>.</summary>
    public string TrainedLayers => (TrainsReadIn, TrainsReadOut) switch
    {
        (true, true) => "all",
        (false, true) => "all but the first",
        (true, false) => "all but the last",
        _ => "all but the first and the last",
    };

    /// <summary>Refuses a network of which a layer is not trained, for a computation that trains all.</summary>
    /// <param name="what">Subject of the message, such as <c>Training</c>.</param>
    /// <param name="instead">What to do about it.</param>
    /// <exception cref="ArgumentException">The first or the last layer is not trained.</exception>
    internal void RequireAllTrained(string what, string instead)
    {
        if (!TrainsReadIn || !TrainsReadOut) throw new ArgumentException($"{what} has all layers trained, but this network trains {TrainedLayers}; {instead}.");
    }

    /// <summary>Refuses a block other than <see cref="HiddenBlock.Plain"/>, for a computation that knows no other.</summary>
    /// <param name="what">Subject of the message, such as <c>A finite network</c>.</param>
    /// <param name="instead">What to do about it.</param>
    /// <exception cref="ArgumentException">The block is residual or layer-normalised.</exception>
    internal void RequirePlain(string what, string instead)
    {
        if (Block != HiddenBlock.Plain) throw new ArgumentException($"{what} is made of {nameof(HiddenBlock.Plain)} blocks, but Block is {Block}; {instead}.");
    }

    /// <summary>Everything that decides its kernels but the depth, as names and values in words, such as <c>weight variance</c> and <c>1.5</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings() =>
    [
        new("architecture", $"{Architecture}"),
        new("block", $"{Block}"),
        new("activation", Activation.Name),
        new("weight variance", Text(WeightVariance)),
        new("bias variance", Text(BiasVariance)),
        new("read-in weight variance", Text(ReadInWeightVariance ?? WeightVariance)),
        new("read-in bias variance", Text(ReadInBiasVariance ?? BiasVariance)),
        new("read-out weight variance", Text(ReadOutWeightVariance ?? WeightVariance)),
        new("read-out bias variance", Text(ReadOutBiasVariance ?? BiasVariance)),
        new("filter", Invariant($"{FilterHeight}×{FilterWidth}")),
        new("padding", $"{Padding}"),
        new("dropout keep", Text(DropoutKeep)),
        new("trained layers", TrainedLayers),
    ];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Variance(double value, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentException(Invariant($"{name} is {value}; a variance must be finite and at least 0."));

    private static int Odd(int value, string name) =>
        value is >= 1 and <= LargestFilter && value % 2 == 1 ? value
            : throw new ArgumentException(Invariant($"{name} is {value}; a filter size must be odd, from 1 to {LargestFilter}."));
}
