namespace WideNet.Numerics;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix: A = V diag(λ) Vᵀ with Vᵀ V = I.</summary>
internal sealed record SymmetricEigenDecomposition
{
    /// <summary>The eigenvalues λ [n], ascending.</summary>
    public required double[] Values { get; init; }

    /// <summary>The eigenvectors V [n, n]: column k belongs to <c>Values[k]</c> and has length 1; its sign is arbitrary.</summary>
    public required Matrix Vectors { get; init; }
}
