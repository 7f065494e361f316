using WideNet.Numerics;

namespace WideNet.Networks;

/// <summary>Draws the parameters of a network at initialisation: independent N(0, 1) numbers.</summary>
public static class InitialParameters
{
    /// <summary>Parameters in double precision, so that runs in both precisions start from the same network.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="stream">Source of the numbers; layer l takes the split <c>Split("weight").Split(l)</c> or <c>Split("bias").Split(l)</c>.</param>
    /// <returns>W0, b0, W1, b1, … in the order of <see cref="NetworkShape.Layers"/>.</returns>
    public static double[] Draw(NetworkShape shape, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(stream);
        var parameters = new double[shape.ParameterCount];
        foreach (LayerShape layer in shape.Layers())
        {
            Weights(stream, layer).FillNormal(parameters.AsSpan(layer.WeightOffset, layer.WeightCount));
            Biases(stream, layer).FillNormal(parameters.AsSpan(layer.BiasOffset, layer.Outputs));
        }

        return parameters;
    }

    /// <summary>The stream of a layer's weights.</summary>
    internal static RandomStream Weights(RandomStream stream, LayerShape layer) => stream.Split("weight").Split(layer.Index);

    /// <summary>The stream of a layer's biases.</summary>
    internal static RandomStream Biases(RandomStream stream, LayerShape layer) => stream.Split("bias").Split(layer.Index);
}
