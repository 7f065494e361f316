namespace WideNet.Numerics;

/// <summary>An iteration of the symmetric eigensolver did not converge within its cap.</summary>
/// <param name="iteration">Iterations made.</param>
/// <param name="residual">What is left, relative to the largest entry of the matrix.</param>
public sealed class EigenConvergenceException(int iteration, double residual)
    : NumericalException(
        Invariant($"The symmetric eigensolver did not converge in {iteration} iterations: a residual of {residual:G3} times the largest entry is left; ")
            + "check the matrix for damaged entries.")
{
    /// <summary>Iterations made.</summary>
    public int Iteration { get; } = iteration;

    /// <summary>What is left, relative to the largest entry of the matrix: an off-diagonal entry, or the secular function.</summary>
    public double Residual { get; } = residual;
}
