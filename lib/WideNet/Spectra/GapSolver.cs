using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>One way to solve with a kernel given as gaps.</summary>
internal abstract class GapSolver
{
    public abstract KernelRoute Route { get; }

    /// <summary>c = Θ⁻¹ Y.</summary>
    /// <param name="labels">Y.</param>
    /// <param name="isCentred">Whether every column of Y has the sum 0, up to its own rounding.</param>
    /// <param name="threads">Threads used at most.</param>
    public abstract GapSolution Solve(Matrix labels, bool isCentred, int? threads);

    /// <summary>Θ(X_test, X_train) c.</summary>
    public abstract Matrix Apply(GapKernel testTrain, GapSolution solution, int? threads);

    /// <summary>Θ(X_test, X_train) Θ⁻¹.</summary>
    public abstract Matrix Predictor(GapKernel testTrain, int? threads);

    /// <summary>The entries whose relative roundings decide the error: gaps, or the entries of Θ.</summary>
    public abstract Matrix Weights(GapKernel kernel, bool trainTrain);

    /// <summary>The sizes of what is rounded by itself in each entry.</summary>
    public virtual Matrix Sizes(GapKernel kernel, bool trainTrain) => Weights(kernel, trainTrain).Map(Math.Abs);
}
