using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The modes of gradient flow: eigenvalues of Θ with what labels and kernel rows have along each eigenvector, each mode with its own power of
/// two.</summary>
internal abstract class FlowModes
{
    /// <summary>Which representation the modes come from.</summary>
    public abstract KernelRoute Route { get; }

    /// <summary>Eigenvalues λ × 2^-exponent, ascending.</summary>
    public abstract double[] Values { get; }

    /// <summary>About how far each eigenvalue may be off, in its own unit.</summary>
    public abstract double[] ValueErrors { get; }

    /// <summary>Power of two of each eigenvalue.</summary>
    public abstract int[] Exponents { get; }

    /// <summary>About how far one entry of Θ between two eigenvectors may be off, in the unit of the smallest eigenvalue.</summary>
    public abstract double Noise { get; }

    /// <summary>What the columns of Y have along each eigenvector [m, k].</summary>
    public abstract Matrix Project(Matrix labels, int? threads);

    /// <summary>The vectors with given components [m, k] along the eigenvectors.</summary>
    public abstract Matrix Reconstruct(Matrix components, int? threads);

    /// <summary>What the rows of Θ(X_test, X_train) have along each eigenvector [n, m], each in the unit of its eigenvalue.</summary>
    public abstract Matrix ProjectRows(GapKernel testTrain, int? threads);

    /// <summary>Norm of what is rounded by itself in one row of Θ(X_test, X_train), in the unit of the smallest eigenvalue.</summary>
    public abstract double RowSize(GapKernel testTrain, int t);

    /// <summary>Eigenvectors [m, m] as columns.</summary>
    public abstract Matrix Vectors(int? threads);
}
