using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;

namespace WideNet.Experiments.HiddenBlocks;

/// <summary>One network against depth, on images with x·x/n = 1.</summary>
/// <param name="Name">Name in legends, such as <c>residual ReLU, σ_w^2 = 1</c>.</param>
/// <param name="Curves">The measurements.</param>
public sealed record BlockCurve(string Name, DepthCurves Curves)
{
    /// <summary>Depths at which the curves are measured: dense enough to draw, and equally spaced where laws are fitted.</summary>
    public static IReadOnlyList<int> DefaultDepths { get; } = [1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 48, 64, 84, 100, .. Grid.Integers(4, 16).Select(i => 30 * i)];

    /// <summary>σ_w².</summary>
    public double WeightVariance => Curves.Network.WeightVariance;

    /// <summary>σ_b².</summary>
    public double BiasVariance => Curves.Network.BiasVariance;

    /// <summary>Measures a network with read-in variance 1 and no read-in bias.</summary>
    /// <param name="block">What a hidden layer does.</param>
    /// <param name="activation">φ.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="data">Images as loaded; they are standardised per channel and scaled to x·x/n = 1.</param>
    /// <param name="depths">Depths, or null for <see cref="DefaultDepths"/>.</param>
    public static BlockCurve Compute(HiddenBlock block, Activation activation, double weightVariance, double biasVariance, DatasetPair data, IReadOnlyList<int>? depths = null)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(data);
        var network = new NetworkDescription
        {
            Architecture = Architecture.FullyConnected,
            Activation = activation,
            Block = block,
            Depth = 1,
            WeightVariance = weightVariance,
            BiasVariance = biasVariance,
            ReadInWeightVariance = 1,
            ReadInBiasVariance = 0,
        };
        string bias = biasVariance == 0 ? "" : $", σ_b^2 = {Phases.Number(biasVariance)}";
        string kind = block switch { HiddenBlock.Plain => "plain", HiddenBlock.Residual => "residual", _ => "LayerNorm" };
        string phi = activation.Name == "relu" ? "ReLU" : activation.Name == "erf" ? "Erf" : activation.Name;
        return new BlockCurve($"{kind} {phi}, σ_w^2 = {Phases.Number(weightVariance)}{bias}", Measure(network, data, depths));
    }

    /// <summary>The plain network that a layer-normalised one equals.</summary>
    /// <param name="data">The same images.</param>
    public BlockCurve PlainEquivalent(DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new BlockCurve("equivalent plain", Measure(BlockTheory.PlainEquivalent(Curves.Network), data, Curves.Depths));
    }

    private static DepthCurves Measure(NetworkDescription network, DatasetPair data, IReadOnlyList<int>? depths) =>
        DepthCurves.Compute(network, depths ?? DefaultDepths, data.Preprocess(new Preprocessing()));
}
