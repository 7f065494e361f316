using System.Numerics;
using WideNet.Compute.Backpropagation;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Networks;

/// <summary>The neural tangent kernel of a finite network at its present parameters, Θ_ij(a, b) = Σ_θ (∂f_i(a)/∂θ)(∂f_j(b)/∂θ) over the parameters θ of the
/// layers that are trained.</summary>
/// <remarks>
/// Summed layer by layer: dense layers from inner products of their inputs and deltas, convolutions from per-example gradients of a few
/// channels at a time, so the Jacobian [examples·k, parameters] never exists. Sums over layers are in double precision. Checked against explicit
/// gradients (<c>EmpiricalKernelTests</c>) and PyTorch (<c>TrainingReplayTests</c>).
/// </remarks>
public static class EmpiricalKernel
{
    /// <summary>The mean over outputs, (1/k) Σ_i Θ_ii(a, b), which estimates the infinite-width kernel.</summary>
    /// <param name="network">The network, untrained or trained.</param>
    /// <param name="inputs">Inputs a.</param>
    /// <param name="otherInputs">Inputs b; null means the same inputs, and an exactly symmetric result.</param>
    /// <returns>Matrix [a, b].</returns>
    /// <exception cref="ArgumentException">Inputs do not fit the network.</exception>
    public static Matrix MeanOverOutputs<T>(FiniteNetwork<T> network, InputBatch inputs, InputBatch? otherInputs = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        int k = network.Shape.Outputs;
        var result = new Matrix(inputs?.Count ?? throw new ArgumentNullException(nameof(inputs)), (otherInputs ?? inputs).Count);
        for (int output = 0; output < k; output++)
        {
            INetworkPass<T> left = Pass(network, inputs, output, output + 1);
            INetworkPass<T> right = otherInputs is null ? left : Pass(network, otherInputs, output, output + 1);
            left.AddTangentProducts(right, 1.0 / k, result);
        }

        if (otherInputs is null) Symmetrize(result);
        return result;
    }

    /// <summary>The full kernel Θ_ij(a, b) between all outputs.</summary>
    /// <param name="network">The network, untrained or trained.</param>
    /// <param name="inputs">Inputs a.</param>
    /// <param name="otherInputs">Inputs b; null means the same inputs, and an exactly symmetric result.</param>
    /// <returns>Matrix [a·k, b·k]; row a·k + i belongs to output i of input a.</returns>
    /// <remarks>Takes the memory of a forward and backward pass over a·k examples.</remarks>
    /// <exception cref="ArgumentException">Inputs do not fit the network.</exception>
    public static Matrix Full<T>(FiniteNetwork<T> network, InputBatch inputs, InputBatch? otherInputs = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        int k = network.Shape.Outputs;
        INetworkPass<T> left = Pass(network, inputs, 0, k);
        INetworkPass<T> right = otherInputs is null ? left : Pass(network, otherInputs, 0, k);
        var result = new Matrix(checked(inputs.Count * k), checked((otherInputs ?? inputs).Count * k));
        left.AddTangentProducts(right, 1, result);
        if (otherInputs is null) Symmetrize(result);
        return result;
    }

    private static INetworkPass<T> Pass<T>(FiniteNetwork<T> network, InputBatch inputs, int firstOutput, int endOutput)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        network.Shape.RequireFits(inputs);
        int each = endOutput - firstOutput;
        int[] examples = [.. Enumerable.Range(0, inputs.Count * each).Select(row => row / each)];
        int[] outputs = [.. Enumerable.Range(0, inputs.Count * each).Select(row => firstOutput + (row % each))];
        return network.TangentPass(FiniteNetwork<T>.ToData(inputs), examples, outputs);
    }

    // The products of a tile and of its mirror image may be summed in another order.
    private static void Symmetrize(Matrix matrix)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < i; j++) matrix[i, j] = matrix[j, i] = 0.5 * (matrix[i, j] + matrix[j, i]);
        }
    }
}
