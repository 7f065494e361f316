using System.Numerics;
using WideNet.Numerics;

namespace WideNet.Networks;

/// <summary>The scaled weights of one convolution in the order the engine reads them, for the forward and the backward product.</summary>
internal sealed unsafe class ConvolutionWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerShape _layer;
    private readonly int _columns;

    public ConvolutionWeights(LayerShape layer, ConvolutionEngine<T> engine)
    {
        _layer = layer;
        _columns = engine.BlockColumns;
        Forward = new AlignedArray<T>((long)engine.Blocks(layer.Outputs) * _columns * layer.Inputs * layer.Taps);
        Bias = new AlignedArray<T>(engine.Blocks(layer.Outputs) * _columns);
        if (layer.Index == 0) return;
        Backward = new AlignedArray<T>((long)engine.Blocks(layer.Inputs) * _columns * layer.Outputs * layer.Taps);
        NoBias = new AlignedArray<T>(engine.Blocks(layer.Inputs) * _columns);
    }

    /// <summary>s_w W[o, c, r, s] at [block of o][r][s][c][o in block].</summary>
    public AlignedArray<T> Forward { get; }

    /// <summary>s_b b[o].</summary>
    public AlignedArray<T> Bias { get; }

    /// <summary>s_w W[o, c, R-1-r, S-1-s] at [block of c][r][s][o][c in block]; null for the first layer.</summary>
    public AlignedArray<T>? Backward { get; }

    /// <summary>Zeros in place of biases for the backward product; null for the first layer.</summary>
    public AlignedArray<T>? NoBias { get; }

    /// <summary>Packs the current parameters.</summary>
    public void Pack(T[] parameters, int? threads)
    {
        T scale = T.CreateTruncating(_layer.WeightScale), biasScale = T.CreateTruncating(_layer.BiasScale);
        for (int o = 0; o < _layer.Outputs; o++) Bias.Start[o] = biasScale * parameters[_layer.BiasOffset + o];
        int taps = _layer.Taps, inputs = _layer.Inputs, outputs = _layer.Outputs;
        ParallelTiles.For(outputs, threads, o =>
        {
            ReadOnlySpan<T> filter = parameters.AsSpan(_layer.WeightOffset + (o * inputs * taps), inputs * taps);
            T* forward = Forward.Start + ((nint)(o / _columns) * taps * inputs * _columns) + (o % _columns);
            for (int c = 0; c < inputs; c++)
            {
                T* backward = Backward is null ? null : Backward.Start + ((nint)(c / _columns) * taps * outputs * _columns) + (c % _columns);
                for (int tap = 0; tap < taps; tap++)
                {
                    T value = scale * filter[(c * taps) + tap];
                    forward[((nint)(tap * inputs) + c) * _columns] = value;
                    if (backward is not null) backward[((nint)((taps - 1 - tap) * outputs) + o) * _columns] = value;
                }
            }
        });
    }
}
