namespace WideNet.Numerics;

/// <summary>A root was not found: the interval holds no sign change, or the search hit its cap or a value that is not finite.</summary>
/// <param name="message">One line: what failed, by how much, what to do.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class RootFindingException(string message, Exception? innerException = null) : NumericalException(message, innerException)
{
    /// <summary>Steps taken.</summary>
    public int Iterations { get; init; }

    /// <summary>The smallest |f| seen, or NaN.</summary>
    public double Residual { get; init; }

    /// <summary>Lower end of the last interval.</summary>
    public double Low { get; init; }

    /// <summary>Upper end of the last interval.</summary>
    public double High { get; init; }
}
