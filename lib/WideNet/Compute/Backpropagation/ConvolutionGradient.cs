using System.Collections.Concurrent;
using System.Numerics;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Compute.Backpropagation;

/// <summary>Gradients of the filters and biases of a stack of convolutions, summed over images.</summary>
internal sealed unsafe class ConvolutionGradient<T>(ConvolutionGeometry geometry, ConvolutionEngine<T> engine, int mostInputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Values of column·channels + channel in one task: its sums stay in the second-level cache.
    private const int ValuesPerTask = 192;

    private readonly ConcurrentBag<AlignedArray<T>> _sums = [];

    private sealed record Piece(LayerShape Layer, int FirstOutput, int FirstJ, int CountJ);

    /// <summary>Adds the gradients of all images.</summary>
    /// <param name="layers">The convolutions.</param>
    /// <param name="inputs">Bordered inputs of each layer.</param>
    /// <param name="deltas">∂L/∂z of each layer.</param>
    /// <param name="images">Number of images summed.</param>
    /// <param name="gradient">The whole network's gradient, added to.</param>
    /// <param name="threads">Threads used at most.</param>
    public void Add(LayerShape[] layers, AlignedArray<T>[] inputs, AlignedArray<T>[] deltas, int images, Span<T> gradient, int? threads)
    {
        List<Piece> pieces = [.. layers.Reverse().SelectMany(Pieces)];
        fixed (T* start = gradient)
        {
            T* target = start;
            ParallelTiles.For(pieces.Count, threads, i =>
            {
                Piece piece = pieces[i];
                AlignedArray<T> sums = Rent();
                Sum(piece, inputs[piece.Layer.Index], deltas[piece.Layer.Index], 0, images, sums);
                AddWeights(piece, sums, target + piece.Layer.WeightOffset);
                _sums.Add(sums);
                if (piece.FirstJ == 0) AddBias(piece, deltas[piece.Layer.Index], images, target + piece.Layer.BiasOffset);
            });
        }
    }

    /// <summary>target[i, j] += weight · (gradient of image i)·(gradient of image j) over the parameters of one layer, piece by piece.</summary>
    public void AddTangentProducts(
        LayerShape layer, AlignedArray<T> inputs, AlignedArray<T> deltas, int images, AlignedArray<T> otherInputs, AlignedArray<T> otherDeltas, int otherImages,
        double weight, Matrix target, int? threads)
    {
        bool symmetric = ReferenceEquals(deltas, otherDeltas);
        foreach (Piece piece in Pieces(layer))
        {
            T[] rows = Rows(piece, inputs, deltas, images, threads);
            T[] otherRows = symmetric ? rows : Rows(piece, otherInputs, otherDeltas, otherImages, threads);
            TangentProducts.AddGram(rows, images, otherRows, otherImages, weight * layer.WeightScale * layer.WeightScale, target, threads);
        }

        T[] biases = BiasRows(layer, deltas, images);
        T[] otherBiases = symmetric ? biases : BiasRows(layer, otherDeltas, otherImages);
        TangentProducts.AddGram(biases, images, otherBiases, otherImages, weight * layer.BiasScale * layer.BiasScale, target, threads);
    }

    private IEnumerable<Piece> Pieces(LayerShape layer)
    {
        int values = layer.FilterWidth * layer.Inputs;
        for (int o = 0; o < layer.Outputs; o += engine.BlockColumns)
        {
            for (int j = 0; j < values; j += ValuesPerTask) yield return new Piece(layer, o, j, Math.Min(ValuesPerTask, values - j));
        }
    }

    private AlignedArray<T> Rent() =>
        _sums.TryTake(out AlignedArray<T>? sums)
            ? sums
            : new AlignedArray<T>((long)geometry.FilterHeight * Math.Min(ValuesPerTask, RoundedUp(geometry.FilterWidth * mostInputs)) * engine.BlockColumns);

    // Unscaled sums [filter row][value, padded][output] over a run of images.
    private void Sum(Piece piece, AlignedArray<T> inputs, AlignedArray<T> deltas, int firstImage, int images, AlignedArray<T> sums)
    {
        LayerShape layer = piece.Layer;
        new Span<T>(sums.Start, layer.FilterHeight * PaddedJ(piece) * engine.BlockColumns).Clear();
        for (int image = firstImage; image < firstImage + images; image++)
        {
            T* input = inputs.Start + ((nint)image * geometry.PaddedPixels * layer.Inputs);
            T* delta = deltas.Start + ((nint)image * geometry.Pixels * layer.Outputs);
            engine.AddWeightGradient(geometry, input, layer.Inputs, delta, layer.Outputs, piece.FirstOutput, piece.FirstJ, piece.CountJ, sums.Start);
        }
    }

    private void AddWeights(Piece piece, AlignedArray<T> sums, T* weights)
    {
        LayerShape layer = piece.Layer;
        T scale = T.CreateTruncating(layer.WeightScale);
        for (int row = 0; row < layer.FilterHeight; row++)
        {
            for (int j = 0; j < piece.CountJ; j++)
            {
                int column = (piece.FirstJ + j) / layer.Inputs, channel = (piece.FirstJ + j) % layer.Inputs;
                T* sum = sums.Start + (((nint)(row * PaddedJ(piece)) + j) * engine.BlockColumns);
                T* target = weights + (((nint)(piece.FirstOutput * layer.Inputs) + channel) * layer.Taps) + (row * layer.FilterWidth) + column;
                for (int o = 0; o < OutputsOf(piece); o++) target[(nint)o * layer.Inputs * layer.Taps] += scale * sum[o];
            }
        }
    }

    // One row an image: its unscaled gradient of the piece's weights.
    private T[] Rows(Piece piece, AlignedArray<T> inputs, AlignedArray<T> deltas, int images, int? threads)
    {
        int outputs = OutputsOf(piece), size = geometry.FilterHeight * piece.CountJ * outputs;
        var rows = new T[checked(images * size)];
        ParallelTiles.For(images, threads, image =>
        {
            AlignedArray<T> sums = Rent();
            Sum(piece, inputs, deltas, image, 1, sums);
            Span<T> target = rows.AsSpan(image * size, size);
            for (int i = 0; i < geometry.FilterHeight * piece.CountJ; i++)
            {
                int row = i / piece.CountJ, j = i % piece.CountJ;
                sums.Slice(((row * PaddedJ(piece)) + j) * engine.BlockColumns, outputs).CopyTo(target[(i * outputs)..]);
            }

            _sums.Add(sums);
        });
        return rows;
    }

    private T[] BiasRows(LayerShape layer, AlignedArray<T> deltas, int images)
    {
        var rows = new T[checked(images * layer.Outputs)];
        for (int image = 0; image < images; image++) SumPixels(layer, deltas, image, 0, rows.AsSpan(image * layer.Outputs, layer.Outputs));
        return rows;
    }

    private void AddBias(Piece piece, AlignedArray<T> deltas, int images, T* biases)
    {
        int outputs = OutputsOf(piece);
        Span<double> total = stackalloc double[outputs];
        Span<T> sum = stackalloc T[outputs];
        total.Clear();
        for (int image = 0; image < images; image++)
        {
            SumPixels(piece.Layer, deltas, image, piece.FirstOutput, sum);
            for (int o = 0; o < outputs; o++) total[o] += double.CreateTruncating(sum[o]);
        }

        for (int o = 0; o < outputs; o++) biases[piece.FirstOutput + o] += T.CreateTruncating(piece.Layer.BiasScale * total[o]);
    }

    private void SumPixels(LayerShape layer, AlignedArray<T> deltas, int image, int firstOutput, Span<T> sum)
    {
        sum.Clear();
        T* delta = deltas.Start + ((nint)image * geometry.Pixels * layer.Outputs) + firstOutput;
        for (int p = 0; p < geometry.Pixels; p++, delta += layer.Outputs) VectorSum.Add(sum, new ReadOnlySpan<T>(delta, sum.Length));
    }

    private static int PaddedJ(Piece piece) => RoundedUp(piece.CountJ);

    private static int RoundedUp(int values) => (values + 7) / 8 * 8;

    private int OutputsOf(Piece piece) => Math.Min(engine.BlockColumns, piece.Layer.Outputs - piece.FirstOutput);
}
