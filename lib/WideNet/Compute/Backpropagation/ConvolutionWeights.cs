using System.Numerics;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Compute.Backpropagation;

/// <summary>The scaled weights of one convolution in the order the engine reads them: for the forward or for the backward product, whichever was packed
/// last.</summary>
internal sealed unsafe class ConvolutionWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerShape _layer;
    private readonly ConvolutionEngine<T> _engine;

    public ConvolutionWeights(LayerShape layer, ConvolutionEngine<T> engine)
    {
        _layer = layer;
        _engine = engine;
        long forward = (long)engine.PackedChannels(layer.Outputs) * layer.Inputs, backward = (long)engine.PackedChannels(layer.Inputs) * layer.Outputs;
        Packed = new AlignedArray<T>((layer.Index == 0 ? forward : Math.Max(forward, backward)) * layer.Taps);
        Bias = new AlignedArray<T>(engine.Blocks(Math.Max(layer.Outputs, layer.Inputs)) * engine.BlockColumns);
    }

    /// <summary>Forward: s_w W[o, c, r, s] at [block of o][r][s][c][o in block]; backward: s_w W[o, c, R-1-r, S-1-s] at [block of c][r][s][o][c in
    /// block].</summary>
    public AlignedArray<T> Packed { get; }

    /// <summary>Forward: s_b b[o]; backward: zeros.</summary>
    public AlignedArray<T> Bias { get; }

    /// <summary>Packs the current parameters for the forward product.</summary>
    public void PackForward(T[] parameters, int? threads)
    {
        T biasScale = T.CreateTruncating(_layer.BiasScale);
        for (int o = 0; o < _layer.Outputs; o++) Bias.Start[o] = biasScale * parameters[_layer.BiasOffset + o];
        T scale = T.CreateTruncating(_layer.WeightScale);
        int taps = _layer.Taps, inputs = _layer.Inputs;
        ParallelTiles.For(_layer.Outputs, threads, o =>
        {
            T* target = Channel(o, _layer.Outputs, inputs, out int step);
            ReadOnlySpan<T> filter = Filter(parameters, o);
            for (int i = 0; i < filter.Length; i++) target[(nint)((i % taps * inputs) + (i / taps)) * step] = scale * filter[i];
        });
    }

    /// <summary>Packs the current parameters for the backward product.</summary>
    public void PackBackward(T[] parameters, int? threads)
    {
        Bias.Slice(0, (int)Bias.Length).Clear();
        T scale = T.CreateTruncating(_layer.WeightScale);
        int taps = _layer.Taps, outputs = _layer.Outputs;
        ParallelTiles.For(outputs, threads, o =>
        {
            ReadOnlySpan<T> filter = Filter(parameters, o);
            for (int c = 0; c < _layer.Inputs; c++)
            {
                T* target = Channel(c, _layer.Inputs, outputs, out int step);
                for (int tap = 0; tap < taps; tap++) target[(nint)(((taps - 1 - tap) * outputs) + o) * step] = scale * filter[(c * taps) + tap];
            }
        });
    }

    private ReadOnlySpan<T> Filter(T[] parameters, int output) =>
        parameters.AsSpan(_layer.WeightOffset + (output * _layer.Inputs * _layer.Taps), _layer.Inputs * _layer.Taps);

    // Where the first value of a channel of the product's result lies, and how far it is to the next.
    private T* Channel(int channel, int channels, int summed, out int step)
    {
        int block = channel / _engine.BlockColumns * _engine.BlockColumns;
        step = _engine.BlockStep(channels - block);
        return Packed.Start + ((nint)block * _layer.Taps * summed) + (channel - block);
    }
}
