namespace WideNet.Numerics;

/// <summary>A computation with valid input that did not reach its goal: no convergence, a matrix that is not positive definite.</summary>
/// <remarks>Wrong input is an <see cref="ArgumentException"/> instead. The message is one line and names the numbers that matter.</remarks>
/// <param name="message">One line: what failed, by how much, what to do.</param>
/// <param name="innerException">The cause, or null.</param>
public class NumericalException(string message, Exception? innerException = null) : Exception(message, innerException);
