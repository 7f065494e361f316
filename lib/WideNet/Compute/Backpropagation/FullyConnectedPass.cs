using System.Numerics;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Compute.Backpropagation;

/// <summary>Forward and backward pass of a fully-connected network.</summary>
/// <remarks>Keeps two arrays a layer: φ(z), which the weight gradient reads, and z, which the backward pass turns into ∂L/∂z in place.</remarks>
internal sealed class FullyConnectedPass<T> : INetworkPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<LayerShape> _layers;
    private readonly Pointwise<T> _activation;
    private readonly int? _threads;
    private readonly T[][] _inputs;
    private readonly T[][] _preactivations;
    private readonly T[] _upstream;
    private readonly T[] _outputGradient;
    private int _rows;

    public FullyConnectedPass(NetworkShape shape, int capacity, int? threads)
    {
        _layers = shape.Layers();
        _activation = Pointwise<T>.For(shape.Description.Activation);
        _threads = threads;
        _inputs = [.. _layers.Select(layer => new T[checked(capacity * layer.Inputs)])];
        _preactivations = [.. _layers.SkipLast(1).Select(layer => new T[checked(capacity * layer.Outputs)])];
        _upstream = new T[checked(capacity * shape.Width)];
        _outputGradient = new T[checked(capacity * shape.Outputs)];
    }

    public void Forward(T[] parameters, T[] data, ReadOnlySpan<int> examples, Span<T> outputs)
    {
        _rows = examples.Length;
        int size = _layers[0].Inputs;
        for (int i = 0; i < examples.Length; i++) data.AsSpan(examples[i] * size, size).CopyTo(_inputs[0].AsSpan(i * size));
        for (int l = 0; l < _layers.Count; l++)
        {
            LayerShape layer = _layers[l];
            bool last = l == _layers.Count - 1;
            Span<T> z = last ? outputs : _preactivations[l];
            DenseLayer.Forward(layer, Weight(parameters, layer), Bias(parameters, layer), _inputs[l], _rows, z, _threads);
            if (last) break;
            T[] from = _preactivations[l], to = _inputs[l + 1];
            int width = layer.Outputs;
            DenseLayer.ForRows(_rows, _threads, (first, count) => _activation.Apply(from.AsSpan(first * width, count * width), to.AsSpan(first * width)));
        }
    }

    public void Backward(T[] parameters, ReadOnlySpan<T> outputGradient)
    {
        outputGradient.CopyTo(_outputGradient);
        for (int l = _layers.Count - 1; l > 0; l--) BackwardInput(parameters, _layers[l], Delta(l));
    }

    public void AddGradient(Span<T> target)
    {
        foreach (LayerShape layer in _layers)
        {
            Span<T> weights = target[layer.WeightOffset..layer.BiasOffset], biases = target[layer.BiasOffset..layer.End];
            DenseLayer.AddGradient(layer, _inputs[layer.Index], Delta(layer.Index), _rows, weights, biases, _threads);
        }
    }

    public void AddTangentProducts(INetworkPass<T> other, double weight, Matrix target)
    {
        var right = (FullyConnectedPass<T>)other;
        foreach (LayerShape layer in _layers.Where(layer => layer.IsTrained))
        {
            int l = layer.Index;
            TangentProducts.AddDense(layer, _inputs[l], Delta(l), _rows, right._inputs[l], right.Delta(l), right._rows, weight, target, _threads);
        }
    }

    private void BackwardInput(ReadOnlySpan<T> parameters, LayerShape layer, ReadOnlySpan<T> dz)
    {
        DenseLayer.BackwardInput(layer, Weight(parameters, layer), dz, _rows, _upstream, _threads);
        T[] below = _preactivations[layer.Index - 1];
        int width = layer.Inputs;
        DenseLayer.ForRows(
            _rows, _threads, (first, count) => _activation.Backward(below.AsSpan(first * width, count * width), _upstream.AsSpan(first * width)));
    }

    // ∂L/∂z of a layer, [rows, out], after the backward pass.
    private ReadOnlySpan<T> Delta(int layer) => layer == _layers.Count - 1 ? _outputGradient : _preactivations[layer];

    private static ReadOnlySpan<T> Weight(ReadOnlySpan<T> parameters, LayerShape layer) => parameters[layer.WeightOffset..layer.BiasOffset];

    private static ReadOnlySpan<T> Bias(ReadOnlySpan<T> parameters, LayerShape layer) => parameters[layer.BiasOffset..layer.End];
}
