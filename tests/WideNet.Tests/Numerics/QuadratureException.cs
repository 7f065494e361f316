using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

/// <summary>An integral did not reach the accuracy asked for.</summary>
public sealed class QuadratureException : NumericalException
{
    /// <summary>Creates the exception.</summary>
    public QuadratureException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One line: what failed, by how much, what to do.</param>
    public QuadratureException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One line: what failed, by how much, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public QuadratureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The estimated absolute error.</summary>
    public double Residual { get; init; }

    /// <summary>The absolute error that was allowed.</summary>
    public double Tolerance { get; init; }
}
