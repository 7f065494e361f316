using System.Numerics;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Compute.Backpropagation;

/// <summary>The end of a convolutional network: flatten or mean over pixels, then a dense layer.</summary>
/// <remarks>
/// Images are channels-last here, but a CNN-F flattens in C, H, W order: its weight and gradient are permuted, once a pass,
/// between [out, channel, pixel] (parameters) and [out, pixel, channel] (products).
/// </remarks>
internal sealed class ReadOut<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerShape _layer;
    private readonly int? _threads;
    private readonly bool _pool;
    private readonly int _pixels;
    private readonly int _channels;
    private readonly T[] _features;
    private readonly T[] _upstream;
    private readonly T[] _permuted;
    private readonly T[] _outputGradient;

    public ReadOut(LayerShape layer, NetworkShape shape, int capacity, int? threads)
    {
        _layer = layer;
        _threads = threads;
        _pool = shape.Description.Architecture == Architecture.ConvolutionalPool;
        _pixels = shape.Pixels;
        _channels = shape.Width;
        _features = new T[checked(capacity * layer.Inputs)];
        _upstream = new T[checked(capacity * layer.Inputs)];
        _outputGradient = new T[checked(capacity * layer.Outputs)];
        _permuted = _pool ? [] : new T[layer.WeightCount];
    }

    /// <summary>Takes the activations [pixels, channels] of some pixels of an image.</summary>
    public void Collect(int image, int firstPixel, ReadOnlySpan<T> values, Span<double> sums)
    {
        if (!_pool)
        {
            values.CopyTo(_features.AsSpan((image * _layer.Inputs) + (firstPixel * _channels)));
            return;
        }

        Span<T> strip = stackalloc T[Math.Min(_channels, 256)];
        for (int c = 0; c < _channels; c += strip.Length)
        {
            Span<T> part = strip[..Math.Min(strip.Length, _channels - c)];
            part.Clear();
            for (int i = c; i < values.Length; i += _channels) VectorSum.Add(part, values.Slice(i, part.Length));
            for (int j = 0; j < part.Length; j++) sums[c + j] += double.CreateTruncating(part[j]);
        }
    }

    /// <summary>Ends an image: the mean over its pixels, for a pooling network.</summary>
    public void Finish(int image, Span<double> sums)
    {
        if (!_pool) return;
        Span<T> features = _features.AsSpan(image * _channels, _channels);
        for (int c = 0; c < features.Length; c++) features[c] = T.CreateTruncating(sums[c] / _pixels);
        sums.Clear();
    }

    /// <summary>Outputs [images, k] from the collected features.</summary>
    public void Forward(ReadOnlySpan<T> parameters, int images, Span<T> outputs)
    {
        ReadOnlySpan<T> weight = parameters[_layer.WeightOffset.._layer.BiasOffset];
        if (!_pool)
        {
            Permute(weight, _permuted, _channels, _pixels);
            weight = _permuted;
        }

        DenseLayer.Forward(_layer, weight, parameters[_layer.BiasOffset.._layer.End], _features, images, outputs, _threads);
    }

    /// <summary>Keeps ∂L/∂f and computes ∂L/∂feature.</summary>
    public void Backward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> outputGradient, int images)
    {
        outputGradient.CopyTo(_outputGradient);
        ReadOnlySpan<T> weight = _pool ? parameters[_layer.WeightOffset.._layer.BiasOffset] : _permuted;
        DenseLayer.BackwardInput(_layer, weight, outputGradient, images, _upstream, _threads);
    }

    /// <summary>Adds the read-out's gradient.</summary>
    public void AddGradient(int images, Span<T> gradient)
    {
        Span<T> weightGradient = gradient[_layer.WeightOffset.._layer.BiasOffset], biasGradient = gradient[_layer.BiasOffset.._layer.End];
        if (_pool)
        {
            DenseLayer.AddGradient(_layer, _features, _outputGradient, images, weightGradient, biasGradient, _threads);
            return;
        }

        // The weights in product order are not needed any more: their memory takes the gradient.
        Permute(weightGradient, _permuted, _channels, _pixels);
        DenseLayer.AddGradient(_layer, _features, _outputGradient, images, _permuted, biasGradient, _threads);
        Permute(_permuted, weightGradient, _pixels, _channels);
    }

    /// <summary>The read-out's part of the tangent products of two passes: none where it is not trained.</summary>
    public void AddTangentProducts(int images, ReadOut<T> other, int otherImages, double weight, Matrix target)
    {
        if (_layer.IsTrained)
            TangentProducts.AddDense(_layer, _features, _outputGradient, images, other._features, other._outputGradient, otherImages, weight, target, _threads);
    }

    /// <summary>∂L/∂φ [pixels, channels] of some pixels of an image.</summary>
    public void Spread(int image, int firstPixel, Span<T> values)
    {
        if (!_pool)
        {
            _upstream.AsSpan((image * _layer.Inputs) + (firstPixel * _channels), values.Length).CopyTo(values);
            return;
        }

        T share = T.One / T.CreateTruncating(_pixels);
        Span<T> first = values[.._channels];
        for (int c = 0; c < first.Length; c++) first[c] = share * _upstream[(image * _channels) + c];
        for (int i = _channels; i < values.Length; i += _channels) first.CopyTo(values[i..]);
    }

    // [out, a, b] → [out, b, a].
    private void Permute(ReadOnlySpan<T> source, Span<T> target, int a, int b)
    {
        for (int o = 0; o < _layer.Outputs; o++)
        {
            ReadOnlySpan<T> from = source.Slice(o * a * b, a * b);
            Span<T> to = target.Slice(o * a * b, a * b);
            for (int i = 0; i < a; i++)
            {
                for (int j = 0; j < b; j++) to[(j * a) + i] = from[(i * b) + j];
            }
        }
    }
}
