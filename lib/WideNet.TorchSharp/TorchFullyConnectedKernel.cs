using TorchSharp;
using WideNet.Compute.FullyConnected;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Kernels of a fully-connected network on a device: blocks of rows go through all layers, K' = σ_w² T(K) + σ_b², Θ' = K' + σ_w² Ṫ(K)∘Θ.</summary>
/// <remarks>
/// Variances and diagonals come from <see cref="FullyConnectedDiagonal"/>, one copy of each number. Equal examples in different sets are not recognised:
/// their entries carry the rounding of a correlation near 1, up to √ε for the ReLU family.
/// </remarks>
internal sealed class TorchFullyConnectedKernel
{
    // Strips of a symmetric kernel, which begin at the diagonal: with eight, 56 % of the entries are computed.
    private const int SymmetricStrips = 8, TransposedTile = 64;

    private readonly NetworkDescription _network;
    private readonly InputBatch _x1, _x2;
    private readonly KernelOptions _options;
    private readonly torch.Device _device;
    private readonly int _blockEntries;
    private readonly bool _isSymmetric;
    private readonly FullyConnectedDiagonal _diagonal1, _diagonal2;
    private readonly TorchDuals _duals;
    private readonly KernelPair[] _results;

    /// <summary>Runs the diagonals and allocates the results.</summary>
    public TorchFullyConnectedKernel(
        NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2, KernelOptions options, torch.Device device, int blockEntries)
    {
        if (x2 is not null && x2.FeatureCount != x1.FeatureCount)
        {
            throw new ArgumentException($"x1 has {x1.FeatureCount} features per example, but x2 has {x2.FeatureCount}; both must have the same.", nameof(x2));
        }

        (_network, _x1, _x2, _options, _device, _blockEntries) = (network, x1, x2 ?? x1, options, device, blockEntries);
        _isSymmetric = x2 is null;
        _duals = TorchDuals.Of(network.Activation);
        _diagonal1 = new FullyConnectedDiagonal(network, depths, new FeatureRows(x1), options);
        _diagonal2 = x2 is null ? _diagonal1 : new FullyConnectedDiagonal(network, depths, new FeatureRows(x2), options);
        _results = [.. depths.Select(depth => new KernelPair(depth, new Matrix(x1.Count, _x2.Count), new Matrix(x1.Count, _x2.Count)))];
    }

    /// <summary>Computes the kernels.</summary>
    public IReadOnlyList<KernelPair> Compute()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor columns = TorchArrays.Upload(_x2.Values.ToArray(), [_x2.Count, _x2.FeatureCount], _device);
        int rows = Math.Clamp(_blockEntries / _x2.Count, 1, _isSymmetric ? (_x1.Count + SymmetricStrips - 1) / SymmetricStrips : _x1.Count);
        for (int first = 0; first < _x1.Count; first += rows)
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(rows, _x1.Count - first);
            Block(first, count, columns);
            _options.Progress?.Report((double)(first + count) / _x1.Count);
        }

        for (int i = 0; i < _results.Length; i++) Finish(i);
        return _results;
    }

    private void Block(int first, int count, Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        int from = _isSymmetric ? first : 0, width = _x2.Count - from;
        double w = _network.WeightVariance, b = _network.BiasVariance;
        Tensor rows = TorchArrays.Upload(_x1.Values.Slice(first * _x1.FeatureCount, count * _x1.FeatureCount).ToArray(), [count, _x1.FeatureCount], _device);
        Tensor k = rows.matmul(inputs.narrow(0, from, width).transpose(0, 1)).ScaleBy((_network.ReadInWeightVariance ?? w) / _x1.FeatureCount).Increase(_network.ReadInBiasVariance ?? b);
        Tensor theta = k.clone();
        for (int depth = 1, next = 0; next < _results.Length; depth++)
        {
            using DisposeScope layer = torch.NewDisposeScope();
            (Tensor previousK, Tensor previousTheta) = (k, theta);
            Tensor qa = Variances(_diagonal1, depth, first, count), qb = Variances(_diagonal2, depth, from, width).unsqueeze(0);
            if (_isSymmetric) k.diagonal(0, 0, 1).copy_(qa);
            qa = qa.unsqueeze(1);
            (Tensor K, Tensor Theta)? kept = _network.Block == HiddenBlock.Residual ? (k, theta) : null;
            if (_network.Block == HiddenBlock.LayerNormalized)
            {
                Tensor norm = qa.mul(qb).sqrt_();
                (k, theta, qa, qb) = (k.div(norm), theta.div(norm), torch.ones_like(qa), torch.ones_like(qb));
                if (_isSymmetric) k.diagonal(0, 0, 1).copy_(qa.squeeze(1));
            }

            (Tensor dual, Tensor slopeTheta) = _duals.Apply(_duals.OfVariance(qa), _duals.OfVariance(qb), k, theta);
            if (depth == _results[next].Depth)
            {
                (Tensor outK, Tensor outTheta) = Dense(dual, slopeTheta, kept, _network.ReadOutWeightVariance ?? w, _network.ReadOutBiasVariance ?? b);
                Store(_results[next].Nngp, first, from, outK);
                Store(_results[next].Ntk, first, from, outTheta);
                next++;
            }

            (k, theta) = Dense(dual, slopeTheta, kept, w, b);
            layer.MoveToOuter(k);
            layer.MoveToOuter(theta);

            // They belong to the block's scope, which would keep two tensors of every layer until the block ends.
            previousK.Dispose();
            previousTheta.Dispose();
        }
    }

    private (Tensor K, Tensor Theta) Dense(Tensor dual, Tensor slopeTheta, (Tensor K, Tensor Theta)? kept, double w, double b)
    {
        Tensor k = dual.Times(w * _duals.Scale).Increase(b), theta = k.Plus(slopeTheta, w * _duals.Scale);
        return kept is { } old ? (k.Increase(old.K), theta.Increase(old.Theta)) : (k, theta);
    }

    private Tensor Variances(FullyConnectedDiagonal diagonal, int depth, int first, int count) =>
        TorchArrays.Upload(diagonal.Variances(depth - 1, first, count).ToArray(), [count], _device);

    private static void Store(Matrix result, int first, int from, Tensor block)
    {
        ReadOnlySpan<double> values = TorchArrays.Download<double>(block);
        int width = result.Columns - from;
        for (int row = 0; row * width < values.Length; row++) values.Slice(row * width, width).CopyTo(result.Values[(((first + row) * result.Columns) + from)..]);
    }

    // The exact diagonal, the mirror image, and the check that every entry is a number.
    private void Finish(int index)
    {
        (int depth, Matrix nngp, Matrix ntk) = _results[index];
        DiagonalReadout readout = _diagonal1.Readouts[index];
        for (int i = 0; _isSymmetric && i < nngp.Rows; i++) (nngp[i, i], ntk[i, i]) = (readout.DropoutNngp[i], readout.DropoutNtk[i]);
        if (_isSymmetric)
        {
            Mirror(nngp);
            Mirror(ntk);
        }

        if (ntk.Values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) is var bad and >= 0)
        {
            throw new KernelOverflowException($"Θ of the examples {bad / ntk.Columns} and {bad % ntk.Columns} leaves the range of double at or before depth {depth}; ask for smaller depths.");
        }
    }

    // The upper triangle onto the lower one, tile by tile: a column read through a large matrix would miss the cache at every entry.
    private static void Mirror(Matrix a)
    {
        for (int top = 0; top < a.Rows; top += TransposedTile)
        {
            for (int left = 0; left <= top; left += TransposedTile)
            {
                for (int i = top; i < Math.Min(a.Rows, top + TransposedTile); i++)
                {
                    for (int j = left; j < Math.Min(i, left + TransposedTile); j++) a[i, j] = a[j, i];
                }
            }
        }
    }
}
