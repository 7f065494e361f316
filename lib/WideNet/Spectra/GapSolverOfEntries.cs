using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Solves by a Cholesky factorization of Θ in units of its diagonal.</summary>
internal sealed class GapSolverOfEntries : GapSolver
{
    private readonly CholeskyFactorization _factor;

    public GapSolverOfEntries(GapKernel kernel, int? threads)
    {
        Route = kernel.PlainError is null ? KernelRoute.Entries : KernelRoute.Plain;
        Matrix entries = kernel.ScaledEntries.Clone();
        for (int i = 0; i < entries.Rows; i++)
        {
            entries[i, i] = kernel.ScaledDiagonalOf(i);
        }

        _factor = CholeskyFactorization.Factor(entries, threads: threads);
    }

    public override KernelRoute Route { get; }

    // The diagonal p of gaps is common to all, so its error is the common one.
    public override Matrix Weights(GapKernel kernel, bool trainTrain)
    {
        Matrix entries = kernel.ScaledEntries.Clone();
        for (int i = 0; trainTrain && kernel.PlainError is null && i < entries.Rows; i++)
        {
            entries[i, i] = 0;
        }

        return entries;
    }

    public override GapSolution Solve(Matrix labels, bool isCentred, int? threads) => new() { Coefficients = _factor.Solve(labels, threads), Constants = [] };

    public override Matrix Apply(GapKernel testTrain, GapSolution solution, int? threads) =>
        MatrixProduct.Multiply(testTrain.ScaledEntries, solution.Coefficients, threads: threads);

    public override Matrix Predictor(GapKernel testTrain, int? threads) => _factor.Solve(testTrain.ScaledEntries.Transpose(), threads).Transpose();
}
