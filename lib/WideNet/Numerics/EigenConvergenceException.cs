namespace WideNet.Numerics;

/// <summary>An iteration of the symmetric eigensolver did not converge within its cap.</summary>
public sealed class EigenConvergenceException : NumericalException
{
    /// <summary>Creates the exception with its numbers.</summary>
    /// <param name="iteration">Iterations made.</param>
    /// <param name="residual">What is left, relative to the largest entry of the matrix.</param>
    public EigenConvergenceException(int iteration, double residual)
        : base(
            Invariant($"The symmetric eigensolver did not converge in {iteration} iterations: a residual of {residual:G3} times the largest entry is left; ")
                + "check the matrix for damaged entries.")
    {
        Iteration = iteration;
        Residual = residual;
    }

    /// <summary>Iterations made.</summary>
    public int Iteration { get; }

    /// <summary>What is left, relative to the largest entry of the matrix: an off-diagonal entry, or the secular function.</summary>
    public double Residual { get; }
}
