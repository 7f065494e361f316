using System.Collections.Concurrent;
using System.Numerics;
using WideNet.Numerics;

namespace WideNet.Networks;

/// <summary>Gradients of the filters and biases of a stack of convolutions, summed over images.</summary>
internal sealed unsafe class ConvolutionGradient<T>(ConvolutionGeometry geometry, ConvolutionEngine<T> engine)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Values of column·channels + channel in one task: its sums stay in the second-level cache.
    private const int ValuesPerTask = 192;

    private readonly ConcurrentBag<AlignedArray<T>> _sums = [];

    private sealed record Piece(LayerShape Layer, int FirstOutput, int FirstJ, int CountJ);

    /// <summary>Adds the gradients of the images <paramref name="firstImage"/> … + <paramref name="images"/> - 1.</summary>
    /// <param name="layers">The convolutions.</param>
    /// <param name="inputs">Bordered inputs of each layer.</param>
    /// <param name="deltas">∂L/∂z of each layer.</param>
    /// <param name="firstImage">First image summed.</param>
    /// <param name="images">Number of images summed.</param>
    /// <param name="gradient">The whole network's gradient, added to.</param>
    /// <param name="threads">Threads used at most.</param>
    public void Add(
        LayerShape[] layers, AlignedArray<T>[] inputs, AlignedArray<T>[] deltas, int firstImage, int images, Span<T> gradient, int? threads)
    {
        List<Piece> pieces = [.. layers.Reverse().SelectMany(Pieces)];
        fixed (T* start = gradient)
        {
            T* target = start;
            ParallelTiles.For(pieces.Count, threads, i =>
            {
                Piece piece = pieces[i];
                AddPiece(piece, inputs[piece.Layer.Index].Start, deltas[piece.Layer.Index].Start, firstImage, images, target);
            });
        }
    }

    private IEnumerable<Piece> Pieces(LayerShape layer)
    {
        int values = layer.FilterWidth * layer.Inputs;
        for (int o = 0; o < layer.Outputs; o += engine.BlockColumns)
        {
            for (int j = 0; j < values; j += ValuesPerTask) yield return new Piece(layer, o, j, Math.Min(ValuesPerTask, values - j));
        }
    }

    private void AddPiece(Piece piece, T* inputs, T* deltas, int firstImage, int images, T* gradient)
    {
        LayerShape layer = piece.Layer;
        int columns = engine.BlockColumns, paddedJ = (piece.CountJ + 7) / 8 * 8;
        if (!_sums.TryTake(out AlignedArray<T>? buffer)) buffer = new AlignedArray<T>((long)geometry.FilterHeight * ValuesPerTask * columns);
        new Span<T>(buffer.Start, layer.FilterHeight * paddedJ * columns).Clear();
        for (int image = firstImage; image < firstImage + images; image++)
        {
            T* input = inputs + ((nint)image * geometry.PaddedPixels * layer.Inputs);
            T* delta = deltas + ((nint)image * geometry.Pixels * layer.Outputs);
            engine.AddWeightGradient(geometry, input, layer.Inputs, delta, layer.Outputs, piece.FirstOutput, piece.FirstJ, piece.CountJ, buffer.Start);
        }

        int outputs = Math.Min(columns, layer.Outputs - piece.FirstOutput);
        T scale = T.CreateTruncating(layer.WeightScale);
        for (int o = 0; o < outputs; o++)
        {
            T* filter = gradient + layer.WeightOffset + ((nint)(piece.FirstOutput + o) * layer.Inputs * layer.Taps);
            for (int row = 0; row < layer.FilterHeight; row++)
            {
                T* sum = buffer.Start + ((nint)row * paddedJ * columns) + o;
                for (int j = 0; j < piece.CountJ; j++)
                {
                    int column = (piece.FirstJ + j) / layer.Inputs, channel = (piece.FirstJ + j) % layer.Inputs;
                    filter[(channel * layer.Taps) + (row * layer.FilterWidth) + column] += scale * sum[(nint)j * columns];
                }
            }
        }

        _sums.Add(buffer);
        if (piece.FirstJ == 0) AddBias(piece, outputs, deltas, firstImage, images, gradient);
    }

    private void AddBias(Piece piece, int outputs, T* deltas, int firstImage, int images, T* gradient)
    {
        LayerShape layer = piece.Layer;
        Span<double> total = stackalloc double[outputs];
        Span<T> sum = stackalloc T[outputs];
        total.Clear();
        for (int image = firstImage; image < firstImage + images; image++)
        {
            sum.Clear();
            T* delta = deltas + ((nint)image * geometry.Pixels * layer.Outputs) + piece.FirstOutput;
            for (int p = 0; p < geometry.Pixels; p++, delta += layer.Outputs) AddTo(sum, new ReadOnlySpan<T>(delta, outputs));
            for (int o = 0; o < outputs; o++) total[o] += double.CreateTruncating(sum[o]);
        }

        for (int o = 0; o < outputs; o++) gradient[layer.BiasOffset + piece.FirstOutput + o] += T.CreateTruncating(layer.BiasScale * total[o]);
    }

    private static void AddTo(Span<T> sum, ReadOnlySpan<T> values)
    {
        int i = 0;
        for (; i + Vector<T>.Count <= sum.Length; i += Vector<T>.Count) (new Vector<T>(sum[i..]) + new Vector<T>(values[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] += values[i];
    }
}
