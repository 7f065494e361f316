using System.Numerics;
using WideNet.Numerics;

namespace WideNet.Networks;

/// <summary>Makes networks in either precision from parameters in double precision.</summary>
public static class FiniteNetwork
{
    private const int DrawnAtOnce = 1 << 16;

    /// <summary>A network with given parameters, rounded to its precision.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="shape">Architecture and sizes.</param>
    /// <param name="parameters">W0, b0, W1, b1, …, in the order of <see cref="NetworkShape.Layers"/>.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The number of parameters is not that of the shape.</exception>
    public static FiniteNetwork<T> FromDoubles<T>(NetworkShape shape, ReadOnlySpan<double> parameters, int? threads = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var converted = new T[parameters.Length];
        for (int i = 0; i < converted.Length; i++) converted[i] = T.CreateTruncating(parameters[i]);
        return new FiniteNetwork<T>(threads, shape, converted);
    }

    /// <summary>A network with parameters drawn from N(0, 1), those of <see cref="InitialParameters.Draw"/> rounded, without the memory of a copy in double
    /// precision.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="shape">Architecture and sizes.</param>
    /// <param name="stream">Source of the numbers.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    public static FiniteNetwork<T> Draw<T>(NetworkShape shape, RandomStream stream, int? threads = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(stream);
        var parameters = new T[shape.ParameterCount];
        var chunk = new double[DrawnAtOnce];
        foreach (LayerShape layer in shape.Layers())
        {
            Fill(parameters.AsSpan(layer.WeightOffset, layer.WeightCount), InitialParameters.Weights(stream, layer), chunk);
            Fill(parameters.AsSpan(layer.BiasOffset, layer.Outputs), InitialParameters.Biases(stream, layer), chunk);
        }

        return new FiniteNetwork<T>(threads, shape, parameters);
    }

    private static void Fill<T>(Span<T> target, RandomStream stream, double[] chunk)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int first = 0; first < target.Length; first += chunk.Length)
        {
            Span<double> drawn = chunk.AsSpan(0, Math.Min(chunk.Length, target.Length - first));
            stream.FillNormal(drawn, first);
            for (int i = 0; i < drawn.Length; i++) target[first + i] = T.CreateTruncating(drawn[i]);
        }
    }
}
