using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.FullyConnected;

/// <summary>The recursion over all layers for one tile of pairs at a time.</summary>
/// <remarks>
/// Columns of a tile are padded to whole vectors with its last example, so that no entry ever takes a scalar remainder path: its bits do not
/// depend on where in the kernel it stands.
/// </remarks>
internal sealed class FullyConnectedSweep
{
    private const int Edge = FullyConnectedKernel.Edge;

    private readonly NetworkDescription _network;
    private readonly FeatureRows _rows1, _rows2;
    private readonly FullyConnectedDiagonal _diagonal1, _diagonal2;
    private readonly KernelPair[] _results;
    private readonly bool _isSymmetric;
    private readonly (int Row, int Column)[] _tiles;

    /// <summary>Plans the tiles.</summary>
    public FullyConnectedSweep(
        NetworkDescription network,
        FeatureRows rows1,
        FullyConnectedDiagonal diagonal1,
        FeatureRows rows2,
        FullyConnectedDiagonal diagonal2,
        KernelPair[] results,
        bool isSymmetric)
    {
        (_network, _rows1, _diagonal1, _rows2, _diagonal2, _results, _isSymmetric) = (network, rows1, diagonal1, rows2, diagonal2, results, isSymmetric);
        _tiles = ParallelTiles.Squares(rows1.Count, rows2.Count, Edge, isSymmetric);
    }

    /// <summary>Number of independent tiles.</summary>
    public int TileCount => _tiles.Length;

    /// <summary>Computes one tile at every requested depth and writes it, and its mirror image, to the results.</summary>
    /// <param name="index">Tile, from 0 to <see cref="TileCount"/> - 1.</param>
    /// <param name="scratch">Working memory of the calling thread.</param>
    public void Tile(int index, FullyConnectedScratch scratch)
    {
        (int a0, int b0) = _tiles[index];
        int rows = Math.Min(Edge, _rows1.Count - a0), columns = Math.Min(Edge, _rows2.Count - b0);
        int stride = (columns + 7) & ~7;
        int pairs = rows * stride;
        ReadIn(a0, rows, b0, columns, stride, scratch);

        Span<double> qa = scratch.Qa.AsSpan(0, pairs), qb = scratch.Qb.AsSpan(0, pairs), slope = scratch.Slope.AsSpan(0, pairs);
        Span<double> k = scratch.K.AsSpan(0, pairs), theta = scratch.Theta.AsSpan(0, pairs);
        int next = 0;
        for (int depth = 1; next < _results.Length; depth++)
        {
            ReadOnlySpan<double> left = _diagonal1.Variances(depth - 1, a0, rows), right = _diagonal2.Variances(depth - 1, b0, stride);
            for (int i = 0; i < rows; i++)
            {
                qa.Slice(i * stride, stride).Fill(left[i]);
                right.CopyTo(qb.Slice(i * stride, stride));
            }

            Layer(depth, next, qa, qb, k, slope, theta, scratch);
            if (depth == _results[next].Depth)
            {
                Write(next++, a0, rows, b0, columns, stride, scratch);
            }
        }
    }

    // The kernels behind one more block: those of the read-out where its depth is asked for, and those that the next layer reads.
    private void Layer(
        int depth, int next, Span<double> qa, Span<double> qb, Span<double> k, Span<double> slope, Span<double> theta, FullyConnectedScratch scratch)
    {
        double w = _network.WeightVariance, b = _network.BiasVariance;
        double readOutW = _network.ReadOutWeightVariance ?? w, readOutB = _network.ReadOutBiasVariance ?? b;
        bool isReadOut = depth == _results[next].Depth;
        if (_network.Block.IsResidual())
        {
            Span<double> dual = scratch.Dual.AsSpan(0, k.Length);
            if (_network.Block.IsNormalized())
            {
                FullyConnectedLayer.Correlations(qa, qb, k, dual);
                _network.Activation.Duals(qb, qb, dual, dual, slope);
                FullyConnectedLayer.Divide(slope, qa);
            }
            else
            {
                _network.Activation.Duals(qa, qb, k, dual, slope);
            }

            if (isReadOut)
                FullyConnectedLayer.Residual(k, dual, slope, theta, readOutW, readOutB, scratch.ReadoutK, scratch.ReadoutTheta, _network.TrainsReadOut);
            FullyConnectedLayer.Residual(k, dual, slope, theta, w, b, k, theta);
            return;
        }

        if (_network.Block.IsNormalized()) FullyConnectedLayer.Normalize(qa, qb, k, theta);
        _network.Activation.Duals(qa, qb, k, k, slope);
        if (isReadOut) FullyConnectedLayer.Dense(k, slope, theta, readOutW, readOutB, scratch.ReadoutK, scratch.ReadoutTheta, _network.TrainsReadOut);
        FullyConnectedLayer.Dense(k, slope, theta, w, b, k, theta);
    }

    private void ReadIn(int a0, int rows, int b0, int columns, int stride, FullyConnectedScratch scratch)
    {
        double w = _network.ReadInWeightVariance ?? _network.WeightVariance, b = _network.ReadInBiasVariance ?? _network.BiasVariance;
        double[] k = scratch.K;
        _rows1.Block(a0, rows, _rows2, b0, stride, scratch.Sums, k);
        ReadOnlySpan<double> left = _diagonal1.InputSquares(a0, rows), right = _diagonal2.InputSquares(b0, stride);
        scratch.Equal.Clear();
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < stride; j++)
            {
                double product = k[(i * stride) + j];
                if (product == left[i] && product == right[j] && j < columns)
                {
                    scratch.Equal.Add((i, j));
                }

                k[(i * stride) + j] = (w * product) + b;
            }
        }

        if (_network.TrainsReadIn) k.AsSpan(0, rows * stride).CopyTo(scratch.Theta);
        else scratch.Theta.AsSpan(0, rows * stride).Clear();
    }

    private void Write(int depthIndex, int a0, int rows, int b0, int columns, int stride, FullyConnectedScratch scratch)
    {
        DiagonalReadout readout = _diagonal1.Readouts[depthIndex];
        foreach ((int row, int column) in scratch.Equal)
        {
            bool sameExample = _isSymmetric && a0 + row == b0 + column;
            scratch.ReadoutK[(row * stride) + column] = (sameExample ? readout.DropoutNngp : readout.Nngp)[a0 + row];
            scratch.ReadoutTheta[(row * stride) + column] = (sameExample ? readout.DropoutNtk : readout.Ntk)[a0 + row];
        }

        Write(_results[depthIndex].Nngp.Storage(), scratch.ReadoutK, a0, rows, b0, columns, stride);
        Write(_results[depthIndex].Ntk.Storage(), scratch.ReadoutTheta, a0, rows, b0, columns, stride);
    }

    // A tile on the diagonal of a symmetric kernel gives its upper triangle only; what lies below comes from the mirror image.
    private void Write(double[] to, double[] tile, int a0, int rows, int b0, int columns, int stride)
    {
        int total = _rows2.Count;
        bool onDiagonal = _isSymmetric && a0 == b0;
        for (int i = 0; i < rows; i++)
        {
            int first = onDiagonal ? i : 0;
            tile.AsSpan((i * stride) + first, columns - first).CopyTo(to.AsSpan(((a0 + i) * total) + b0 + first));
        }

        if (!_isSymmetric)
        {
            return;
        }

        for (int j = 0; j < columns; j++)
        {
            Span<double> row = to.AsSpan(((b0 + j) * total) + a0, onDiagonal ? j : rows);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = tile[(i * stride) + j];
            }
        }
    }
}
