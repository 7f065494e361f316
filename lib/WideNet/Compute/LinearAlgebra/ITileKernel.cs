namespace WideNet.Compute.LinearAlgebra;

/// <summary>The innermost loop of the matrix product: one tile of C from one packed panel of A and one of B.</summary>
internal unsafe interface ITileKernel<T>
    where T : unmanaged
{
    /// <summary>Rows of the tile, the width of a packed panel of A.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the tile, the width of a packed panel of B.</summary>
    static abstract int Columns { get; }

    /// <summary>C ← alpha Σ_k a[k, i] b[k, j] + beta C, the sum taken in ascending k; beta = 0 never reads C.</summary>
    static abstract void Run(int depth, T* a, T* b, T alpha, T beta, T* c, nint stride);
}
