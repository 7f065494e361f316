namespace WideNet.Experiments.RbfToy;

/// <summary>Images of the RBF toy model.</summary>
/// <param name="TrainCount">Training images; at most one more than an image has numbers.</param>
/// <param name="TestCount">Test images.</param>
/// <param name="Bandwidths">Number of bandwidths.</param>
/// <param name="Largest">The largest bandwidth in units of the mean distance; the more images, the later the affine limit is reached.</param>
public sealed record RbfSizes(int TrainCount, int TestCount, int Bandwidths, double Largest = 1e4)
{
    /// <summary>The sizes of a preset.</summary>
    /// <param name="preset">quick: seconds; standard: a minute; paper: the largest for which the affine limit interpolates 32×32×3 numbers.</param>
    public static RbfSizes For(Preset preset) => preset switch
    {
        Preset.Quick => new RbfSizes(300, 300, 34),
        Preset.Standard => new RbfSizes(1000, 1000, 67, 1e6),
        _ => new RbfSizes(3000, 10_000, 67, 1e6),
    };

    /// <summary>Bandwidths in units of the mean distance, from deep chaos to deep order.</summary>
    public IReadOnlyList<double> Scaled() => Grid.Logarithmic(0.003, Largest, Bandwidths);

    /// <summary>The sizes in words, for provenance.</summary>
    public override string ToString() => $"{TrainCount} training and {TestCount} test images, {Bandwidths} bandwidths";
}
