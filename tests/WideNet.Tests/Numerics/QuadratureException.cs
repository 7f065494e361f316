using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

/// <summary>An integral did not reach the accuracy asked for.</summary>
/// <param name="message">One line: what failed, by how much, what to do.</param>
public sealed class QuadratureException(string message) : NumericalException(message)
{
    /// <summary>The estimated absolute error.</summary>
    public double Residual { get; init; }

    /// <summary>The absolute error that was allowed.</summary>
    public double Tolerance { get; init; }
}
