using System.Numerics;
using WideNet.Numerics;

namespace WideNet.Compute.Backpropagation;

/// <summary>The forward and backward pass of one architecture over a batch, with the memory it needs.</summary>
internal interface INetworkPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the outputs [examples, k] of some rows of a data set and keeps what the backward pass needs.</summary>
    void Forward(T[] parameters, T[] data, ReadOnlySpan<int> examples, Span<T> outputs);

    /// <summary>Turns ∂L/∂f [examples, k] of the last forward pass into ∂L/∂z of every layer; the only step that reads the parameters.</summary>
    void Backward(T[] parameters, ReadOnlySpan<T> outputGradient);

    /// <summary>Adds Σ_i ∂L/∂parameter of the last backward pass to <paramref name="target"/>, which may be the parameters themselves.</summary>
    void AddGradient(Span<T> target);

    /// <summary>
    /// target[i, j] += weight · Σ_parameters (∂L_i/∂parameter)(∂L_j/∂parameter) for example i of this pass and j of another
    /// pass of the same network, both after their backward pass.
    /// </summary>
    void AddTangentProducts(INetworkPass<T> other, double weight, Matrix target);
}
