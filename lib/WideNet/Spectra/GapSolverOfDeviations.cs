using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Solves where Θ = σI + θ 1 1ᵀ + ϑ with ϑ below σ: Cholesky for c = Θ⁻¹Y, and 1ᵀc = (1ᵀY - 1ᵀϑc)/(σ + mθ), so that the constant part of a
/// prediction cancels exactly.</summary>
internal sealed class GapSolverOfDeviations : GapSolver
{
    private readonly GapKernel _kernel;
    private readonly GapDeviations _deviations;
    private readonly GapSolverOfEntries _entries;
    private readonly double[] _columnSums;

    public GapSolverOfDeviations(GapKernel kernel, GapDeviations deviations, int? threads)
    {
        (_kernel, _deviations) = (kernel, deviations);
        _entries = new GapSolverOfEntries(kernel, threads);
        _columnSums = [.. Enumerable.Range(0, deviations.Scaled.Rows).Select(a => GapComplement.Sum(deviations.Scaled.Row(a)))];
    }

    public override KernelRoute Route => KernelRoute.Deviations;

    /// <summary>Whether the deviations are so much smaller than σ that Cholesky loses nothing.</summary>
    public static bool Serves(GapKernel kernel) =>
        kernel.Deviations is GapDeviations deviations
        && Math.ScaleB(GapErrors.Norm(deviations.Scaled), deviations.Exponent - kernel.Exponent) < 0.25 * (
            kernel.ScaledDiagonal - Math.ScaleB(deviations.Reference, -kernel.Exponent));

    /// <summary>Power of two taken out of the deviations.</summary>
    public int Exponent => _deviations.Exponent;

    // The two kernels may have taken out different powers of two.
    public override Matrix Weights(GapKernel kernel, bool trainTrain)
    {
        double factor = Math.ScaleB(1, kernel.Deviations!.Exponent - Exponent);
        return kernel.Deviations.Scaled.Map(value => value * factor);
    }

    // Constants are 1ᵀc less what the labels' own sum contributes, in the unit of ϑ times c; the labels' part is kept apart.
    public override GapSolution Solve(Matrix labels, bool isCentred, int? threads)
    {
        GapSolution solution = _entries.Solve(labels, isCentred, threads);
        double[] constants = new double[labels.Columns];
        for (int j = 0; j < constants.Length; j++)
        {
            double product = 0;
            for (int i = 0; i < labels.Rows; i++)
            {
                product += _columnSums[i] * solution.Coefficients[i, j];
            }

            constants[j] = -product / Total;
        }

        return solution with { Constants = constants };
    }

    public override Matrix Apply(GapKernel testTrain, GapSolution solution, int? threads)
    {
        Matrix values = MatrixProduct.Multiply(Weights(testTrain, trainTrain: false), solution.Coefficients, threads: threads);
        double reference = Math.ScaleB(_deviations.Reference, -_kernel.Exponent);
        for (int t = 0; t < values.Rows; t++)
        {
            for (int j = 0; j < values.Columns; j++)
            {
                values[t, j] += reference * solution.Constants[j];
            }
        }

        return values;
    }

    /// <summary>The part of each column of predictions that the labels' sum makes, θ 1ᵀY/(σ + mθ).</summary>
    public double ConstantPart(double labelSum) => Math.ScaleB(_deviations.Reference, -_kernel.Exponent) * labelSum / Total;

    public override Matrix Predictor(GapKernel testTrain, int? threads) => _entries.Predictor(testTrain, threads);

    // σ + mθ in the unit of Θ.
    private double Total => _kernel.ScaledDiagonal + ((_kernel.ScaledNtkGaps.Rows - 1) * Math.ScaleB(_deviations.Reference, -_kernel.Exponent));
}
