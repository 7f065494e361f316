using System.Numerics;

namespace WideNet.Networks;

/// <summary>Makes networks in either precision from parameters in double precision.</summary>
public static class FiniteNetwork
{
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
        return new FiniteNetwork<T>(shape, converted, threads);
    }
}
