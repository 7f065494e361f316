using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Engines;

/// <summary>Computes kernel matrices and symmetric eigenproblems on some device.</summary>
public interface IKernelEngine
{
    /// <summary>Name and device, such as <c>torchsharp on cuda:0</c>.</summary>
    string Name { get; }

    /// <summary>Kernels at several depths from one sweep, as <see cref="InfiniteNetwork"/> defines them.</summary>
    /// <param name="network">The network; its depth is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="x1">Inputs of the rows, m1 examples.</param>
    /// <param name="x2">Inputs of the columns, m2 examples; null for the train-train kernel of <paramref name="x1"/>, to which dropout applies.</param>
    /// <param name="options">Precision, cancellation, progress; null for the defaults. What a device has no use for is ignored.</param>
    /// <returns>One pair [m1, m2] for each depth, in order; train-train kernels are exactly symmetric.</returns>
    /// <exception cref="ArgumentException">The depths or inputs are not as described, or the inputs do not fit the architecture.</exception>
    /// <exception cref="NotSupportedException">The device has no form of this activation.</exception>
    /// <exception cref="KernelOverflowException">An entry left the range of its precision.</exception>
    IReadOnlyList<KernelPair> Kernels(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2 = null, KernelOptions? options = null);

    /// <summary>Eigenvalues of a symmetric matrix in ascending order, in double precision.</summary>
    /// <param name="a">Symmetric matrix [n, n].</param>
    /// <param name="threads">Threads the engine cpu uses at most; null means one per processor. Other engines divide their work themselves.</param>
    /// <exception cref="ArgumentException">The matrix is not square, not finite or not symmetric.</exception>
    double[] Eigenvalues(Matrix a, int? threads = null);

    /// <summary>Eigenvalues in ascending order with eigenvectors, in double precision.</summary>
    /// <param name="a">Symmetric matrix [n, n].</param>
    /// <param name="threads">Threads the engine cpu uses at most; null means one per processor. Other engines divide their work themselves.</param>
    /// <exception cref="ArgumentException">The matrix is not square, not finite or not symmetric.</exception>
    SymmetricEigenDecomposition Decompose(Matrix a, int? threads = null);
}
