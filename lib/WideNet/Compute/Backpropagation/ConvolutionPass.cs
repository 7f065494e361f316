using System.Collections.Concurrent;
using System.Numerics;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Compute.Backpropagation;

/// <summary>Forward and backward pass of a convolutional network. An image goes through all layers on one thread, while it is in the cache.</summary>
/// <remarks>
/// Kept for the backward pass: the bordered input of every layer, which the weight gradient reads, and z, which the backward pass turns
/// into ∂L/∂z in place. The weight gradient of a block of channels is summed over the images in order by one thread, so no bit depends on
/// the number of threads.
/// </remarks>
internal sealed unsafe class ConvolutionPass<T> : INetworkPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int PixelsPerStrip = 64;

    private readonly ConvolutionGeometry _geometry;
    private readonly ConvolutionEngine<T> _engine = ConvolutionEngine<T>.Best();
    private readonly LayerShape[] _layers;
    private readonly Pointwise<T> _activation;
    private readonly int? _threads;
    private readonly int _width;
    private readonly int _rowsPerStrip;
    private readonly AlignedArray<T>[] _inputs;
    private readonly AlignedArray<T>[] _preactivations;
    private readonly ConvolutionWeights<T>[] _weights;
    private readonly ReadOut<T> _readOut;
    private readonly ConvolutionGradient<T> _gradient;
    private readonly ConcurrentBag<ConvolutionScratch<T>> _scratch = [];
    private int _images;

    public ConvolutionPass(NetworkShape shape, int capacity, int? threads)
    {
        _geometry = new ConvolutionGeometry(shape);
        IReadOnlyList<LayerShape> layers = shape.Layers();
        _layers = [.. layers.SkipLast(1)];
        _activation = Pointwise<T>.For(shape.Description.Activation);
        _threads = threads;
        _width = shape.Width;
        _rowsPerStrip = Math.Max(1, PixelsPerStrip / _geometry.Width);
        _inputs = [.. _layers.Select(layer => new AlignedArray<T>((long)capacity * _geometry.PaddedPixels * layer.Inputs))];
        _preactivations = [.. _layers.Select(_ => new AlignedArray<T>((long)capacity * _geometry.Pixels * _width))];
        _weights = [.. _layers.Select(layer => new ConvolutionWeights<T>(layer, _engine))];
        _readOut = new ReadOut<T>(layers[^1], shape, capacity, threads);
        _gradient = new ConvolutionGradient<T>(_geometry, _engine, _layers.Max(layer => layer.Inputs));
    }

    public void Forward(T[] parameters, T[] data, ReadOnlySpan<int> examples, Span<T> outputs)
    {
        _images = examples.Length;
        int[] rows = examples.ToArray();
        foreach (ConvolutionWeights<T> weights in _weights) weights.PackForward(parameters, _threads);
        ParallelTiles.For(_images, _threads, image =>
        {
            ConvolutionScratch<T> scratch = Rent();
            ForwardImage(data, rows[image], image, scratch);
            _scratch.Add(scratch);
        });
        _readOut.Forward(parameters, _images, outputs);
    }

    public void Backward(T[] parameters, ReadOnlySpan<T> outputGradient)
    {
        _readOut.Backward(parameters, outputGradient, _images);
        foreach (ConvolutionWeights<T> weights in _weights.Skip(1)) weights.PackBackward(parameters, _threads);
        ParallelTiles.For(_images, _threads, image =>
        {
            ConvolutionScratch<T> scratch = Rent();
            BackwardImage(image, scratch);
            _scratch.Add(scratch);
        });
    }

    public void AddGradient(Span<T> target)
    {
        _readOut.AddGradient(_images, target);
        _gradient.Add(_layers, _inputs, _preactivations, _images, target, _threads);
    }

    public void AddTangentProducts(INetworkPass<T> other, double weight, Matrix target)
    {
        var right = (ConvolutionPass<T>)other;
        _readOut.AddTangentProducts(_images, right._readOut, right._images, weight, target);
        foreach (LayerShape layer in _layers.Where(layer => layer.IsTrained))
        {
            int l = layer.Index;
            _gradient.AddTangentProducts(
                layer, _inputs[l], _preactivations[l], _images, right._inputs[l], right._preactivations[l], right._images, weight, target, _threads);
        }
    }

    private void ForwardImage(T[] data, int row, int image, ConvolutionScratch<T> scratch)
    {
        int inputs = _layers[0].Inputs;
        fixed (T* source = &data[(long)row * _geometry.Pixels * inputs])
        {
            T* target = Input(0, image);
            _geometry.CopyRows(source, 0, _geometry.Height, inputs, target);
            _geometry.FillBorder(target, inputs);
        }

        for (int l = 0; l < _layers.Length; l++)
        {
            bool last = l == _layers.Length - 1;
            T* next = last ? null : Input(l + 1, image);
            for (int y = 0; y < _geometry.Height; y += _rowsPerStrip)
            {
                int rows = Math.Min(_rowsPerStrip, _geometry.Height - y);
                int first = y * _geometry.Width, pixels = rows * _geometry.Width;
                T* z = Preactivation(l, image) + ((nint)first * _width);
                _engine.Convolve(_geometry, Input(l, image), _layers[l].Inputs, _weights[l].Packed.Start, _weights[l].Bias.Start, _width, first, pixels, z);
                var strip = new Span<T>(scratch.Strip.Start, pixels * _width);
                _activation.Apply(new ReadOnlySpan<T>(z, strip.Length), strip);
                if (last) _readOut.Collect(image, first, strip, scratch.Sums);
                else _geometry.CopyRows(scratch.Strip.Start, y, rows, _width, next);
            }

            if (!last) _geometry.FillBorder(next, _width);
        }

        _readOut.Finish(image, scratch.Sums);
    }

    private void BackwardImage(int image, ConvolutionScratch<T> scratch)
    {
        T* above = scratch.Delta.Start;
        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            bool top = l == _layers.Length - 1;
            if (!top)
            {
                _geometry.CopyRows(Preactivation(l + 1, image), 0, _geometry.Height, _width, above);
                _geometry.FillBorder(above, _width);
            }

            for (int y = 0; y < _geometry.Height; y += _rowsPerStrip)
            {
                int rows = Math.Min(_rowsPerStrip, _geometry.Height - y);
                int first = y * _geometry.Width, pixels = rows * _geometry.Width;
                var strip = new Span<T>(scratch.Strip.Start, pixels * _width);
                if (top) _readOut.Spread(image, first, strip);
                else _engine.Convolve(
                    _geometry, above, _width, _weights[l + 1].Packed.Start, _weights[l + 1].Bias.Start, _width, first, pixels, scratch.Strip.Start);
                _activation.Backward(new Span<T>(Preactivation(l, image) + ((nint)first * _width), strip.Length), strip);
            }
        }
    }

    private ConvolutionScratch<T> Rent() =>
        _scratch.TryTake(out ConvolutionScratch<T>? scratch) ? scratch : new ConvolutionScratch<T>(_geometry, _width, _rowsPerStrip);

    private T* Input(int layer, int image) => _inputs[layer].Start + ((nint)image * _geometry.PaddedPixels * _layers[layer].Inputs);

    private T* Preactivation(int layer, int image) => _preactivations[layer].Start + ((nint)image * _geometry.Pixels * _width);
}
