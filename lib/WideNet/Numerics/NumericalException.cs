namespace WideNet.Numerics;

/// <summary>A computation with valid input that did not reach its goal: no convergence, a matrix that is not positive definite.</summary>
/// <remarks>Wrong input is an <see cref="ArgumentException"/> instead. The message is one line and names the numbers that matter.</remarks>
public class NumericalException : Exception
{
    /// <summary>Creates the exception.</summary>
    public NumericalException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One line: what failed, by how much, what to do.</param>
    public NumericalException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One line: what failed, by how much, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public NumericalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
