using System.Numerics;
using WideNet.Data;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>A network replaced by its first-order Taylor expansion in the parameters, f_lin(x) = f_0(x) + J(x)(θ - θ_0), seen through its outputs.</summary>
/// <remarks>
/// Gradient descent moves θ along Jᵀ only, so θ - θ_0 = Jᵀα with one coefficient for each training example and output, and f_lin = f_0 + Θα with
/// Θ = J Jᵀ: no parameter is needed. <see cref="At"/> takes the kernel of a finite network where it stands, between all outputs;
/// <see cref="OfInfiniteWidth"/> takes Θ ⊗ I, the limit of infinite width (Lee et al., "Wide neural networks of any depth evolve as linear models
/// under gradient descent", 2019). Shown by LinearizedTrainingTests.
/// </remarks>
public sealed class LinearizedNetwork
{
    private LinearizedNetwork(Matrix kernel, Matrix? testKernel, Matrix initialTrain, Matrix? initialTest)
    {
        Kernel = kernel;
        TestKernel = testKernel;
        InitialTrain = initialTrain;
        InitialTest = initialTest;
    }

    /// <summary>Θ on the training inputs, [m·k, m·k] with row a·k + i for output i of input a, or [m, m] where all outputs share it.</summary>
    public Matrix Kernel { get; }

    /// <summary>Θ between test and training inputs, [n·k, m·k] or [n, m]; null without test inputs.</summary>
    public Matrix? TestKernel { get; }

    /// <summary>f_0 on the training inputs, [m, k].</summary>
    public Matrix InitialTrain { get; }

    /// <summary>f_0 on the test inputs, [n, k]; null without test inputs.</summary>
    public Matrix? InitialTest { get; }

    /// <summary>The expansion of a finite network about its present parameters.</summary>
    /// <typeparam name="T">The network's precision.</typeparam>
    /// <param name="network">The network, untrained or trained.</param>
    /// <param name="train">m training inputs.</param>
    /// <param name="test">n test inputs, or null.</param>
    /// <remarks>Takes the memory of a forward and backward pass over (m + n)·k examples and of the kernels, 8 (m + n) m k² bytes.</remarks>
    /// <exception cref="ArgumentException">Inputs do not fit the network.</exception>
    public static LinearizedNetwork At<T>(FiniteNetwork<T> network, InputBatch train, InputBatch? test = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(train);
        return new LinearizedNetwork(
            EmpiricalKernel.Full(network, train),
            test is null ? null : EmpiricalKernel.Full(network, test, train),
            network.Outputs(train),
            test is null ? null : network.Outputs(test));
    }

    /// <summary>A network of infinite width: every output has the analytic kernel for itself.</summary>
    /// <param name="kernel">Θ(X, X), [m, m].</param>
    /// <param name="initialTrain">f_0(X), [m, k]; zeros for the mean over networks.</param>
    /// <param name="testKernel">Θ(x, X), [n, m], or null.</param>
    /// <param name="initialTest">f_0(x), [n, k], given exactly if <paramref name="testKernel"/> is.</param>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public static LinearizedNetwork OfInfiniteWidth(Matrix kernel, Matrix initialTrain, Matrix? testKernel = null, Matrix? initialTest = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(initialTrain);
        bool fits = kernel.Rows == kernel.Columns && initialTrain.Rows == kernel.Rows
            && (
                testKernel is null ? initialTest is null : initialTest is not null && testKernel.Columns == kernel.Rows
                    && initialTest.Rows == testKernel.Rows && initialTest.Columns == initialTrain.Columns);
        return fits
            ? new LinearizedNetwork(kernel, testKernel, initialTrain, initialTest)
            : throw new ArgumentException(
                Invariant($"The training kernel is {kernel.Rows}×{kernel.Columns} with outputs {Size(initialTrain)}, the test kernel {Size(testKernel)} ")
                    + Invariant($"with outputs {Size(initialTest)}; they must be [m, m], [m, k], and both or neither of [n, m] and [n, k]."));
    }

    /// <summary>f_lin on the training inputs, f_0(X) + Θα.</summary>
    /// <param name="coefficients">α, [m, k].</param>
    internal Matrix Train(Matrix coefficients) => Outputs(Kernel, InitialTrain, coefficients);

    /// <summary>f_lin on the test inputs, f_0(x) + Θ(x, X)α; null without test inputs.</summary>
    /// <param name="coefficients">α, [m, k].</param>
    internal Matrix? Test(Matrix coefficients) => TestKernel is null ? null : Outputs(TestKernel, InitialTest!, coefficients);

    // A kernel between outputs takes [m, k] as one column, which is the same memory.
    private static Matrix Outputs(Matrix kernel, Matrix initial, Matrix coefficients)
    {
        int columns = coefficients.Values.Length / kernel.Columns;
        Matrix change = MatrixProduct.Multiply(kernel, new Matrix(kernel.Columns, columns, coefficients.Storage()));
        return initial.Zip(new Matrix(initial.Rows, initial.Columns, change.Storage()), (first, added) => first + added);
    }

    private static string Size(Matrix? matrix) => matrix is null ? "absent" : Invariant($"{matrix.Rows}×{matrix.Columns}");
}
