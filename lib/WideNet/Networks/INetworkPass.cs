using System.Numerics;

namespace WideNet.Networks;

/// <summary>The forward and backward pass of one architecture over a batch, with the memory it needs.</summary>
internal interface INetworkPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the outputs [examples, k] of some rows of a data set and keeps what the backward pass needs.</summary>
    void Forward(T[] parameters, T[] data, ReadOnlySpan<int> examples, Span<T> outputs);

    /// <summary>Adds Σ_i (∂f_i/∂parameter) · outputGradient_i of the last forward pass to <paramref name="gradient"/>.</summary>
    void Backward(T[] parameters, ReadOnlySpan<T> outputGradient, Span<T> gradient);
}
