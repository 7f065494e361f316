using TorchSharp;
using WideNet.Data;
using WideNet.Kernels;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Kernels of CNN-F and CNN-P on a device, a block of image pairs at a time, all requested depths from one sweep.</summary>
/// <remarks>
/// A block is [pairs, H, W] for a CNN-F, which needs equal pixels only, and [pairs, H, W, H, W] for a CNN-P. A convolution shifts the pixels of both
/// images alike: first all row dimensions, then all column dimensions. Variances come from the built-in engine, one copy of each number.
/// </remarks>
internal sealed class TorchConvolutionalKernel
{
    private readonly ConvolutionalJob _job;
    private readonly torch.Device _device;
    private readonly bool _isPool;
    private readonly int _pairsPerBlock;
    private readonly torch.ScalarType _type;
    private readonly Func<Tensor, Tensor, Tensor, (Tensor Dual, Tensor Slope)> _duals;

    /// <summary>Plans a job.</summary>
    public TorchConvolutionalKernel(ConvolutionalJob job, torch.Device device, int blockEntries)
    {
        _job = job;
        _device = device;
        _isPool = job.Network.Architecture == Architecture.ConvolutionalPool;
        long perPair = _isPool ? (long)job.Shape.Pixels * job.Shape.Pixels : job.Shape.Pixels;
        _pairsPerBlock = (int)Math.Max(1, blockEntries / perPair);
        _type = job.Options.Precision == Precision.Float64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        _duals = TorchActivation.Duals(job.Network.Activation);
    }

    /// <summary>Computes the kernels.</summary>
    public IReadOnlyList<KernelPair> Compute()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Images rows = Prepare(_job.Rows), columns = _job.IsSymmetric ? rows : Prepare(_job.Columns);
        (int A, int B)[] pairs = [.. from a in Enumerable.Range(0, rows.Count) from b in Enumerable.Range(0, columns.Count) where !_job.IsSymmetric || a < b select (a, b)];
        (int A, int B)[] own = _job.IsSymmetric ? [.. Enumerable.Range(0, rows.Count).Select(a => (a, a))] : [];
        int done = 0;
        foreach ((int A, int B)[] block in own.Chunk(_pairsPerBlock).Concat(pairs.Chunk(_pairsPerBlock)))
        {
            _job.Options.Cancellation.ThrowIfCancellationRequested();
            Block(block, rows, columns);
            done += block.Length;
            _job.Options.Progress?.Report((double)done / (own.Length + pairs.Length));
        }

        return _job.Results;
    }

    private void Block((int A, int B)[] pairs, Images rows, Images columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        bool isOwn = _job.IsSymmetric && pairs[0].A == pairs[0].B;
        Tensor a = Index(pairs.Select(pair => pair.A)), b = Index(pairs.Select(pair => pair.B));
        Tensor k = TorchBox.Sum(InputProducts(rows.Pixels.index_select(0, a), columns.Pixels.index_select(0, b)), _job.Shape, _isPool)
            .mul_(_job.ReadInWeight).add_(_job.ReadInBias);
        Tensor theta = k.clone();
        for (int layer = 1; layer <= _job.Layers; layer++)
        {
            using DisposeScope inner = torch.NewDisposeScope();
            (Tensor previousK, Tensor previousTheta) = (k, theta);
            Tensor qa = rows.Variances[layer - 1].index_select(0, a), qb = columns.Variances[layer - 1].index_select(0, b);
            if (isOwn) EqualPixels(k).copy_(qa.reshape(pairs.Length, -1));
            (Tensor dual, Tensor slope) = _isPool ? _duals(qa.unsqueeze(3).unsqueeze(4), qb.unsqueeze(1).unsqueeze(2), k) : _duals(qa, qb, k);
            slope = slope.mul_(theta);
            if (_job.DepthIndex(layer) is var depth and >= 0) Store(depth, pairs, isOwn, dual, slope);
            if (layer == _job.Layers) return;
            k = TorchBox.Sum(dual, _job.Shape, _isPool).mul_(_job.Weight).add_(_job.Bias);
            theta = TorchBox.Sum(slope, _job.Shape, _isPool).mul_(_job.Weight).add_(k);
            inner.MoveToOuter(k);
            inner.MoveToOuter(theta);

            // They belong to the block's scope, which would keep two tensors of every layer until the block ends.
            previousK.Dispose();
            previousTheta.Dispose();
        }
    }

    // Sums over all pixel pairs of the read-out, in double; dropout multiplies what an image shares with itself.
    private void Store(int depth, (int A, int B)[] pairs, bool isOwn, Tensor dual, Tensor slope)
    {
        double excess = isOwn ? (1 / _job.Network.DropoutKeep) - 1 : 0;
        double[] sumT = Sums(dual, excess), sumP = Sums(slope, excess);
        for (int i = 0; i < pairs.Length; i++) _job.Store(depth, pairs[i].A, pairs[i].B, sumT[i], sumP[i]);
    }

    private double[] Sums(Tensor values, double excess)
    {
        Tensor flat = values.reshape(values.shape[0], -1).to(torch.ScalarType.Float64), sums = flat.sum(1);
        if (excess > 0) sums = sums.add(EqualPixels(values).to(torch.ScalarType.Float64).sum(1).mul(excess));
        return TorchArrays.Download<double>(sums);
    }

    // A view [pairs, pixels] of the entries whose pixels are equal.
    private Tensor EqualPixels(Tensor values) => _isPool
        ? values.view(values.shape[0], _job.Shape.Pixels, _job.Shape.Pixels).diagonal(0, 1, 2)
        : values.view(values.shape[0], _job.Shape.Pixels);

    private Tensor InputProducts(Tensor a, Tensor b)
    {
        int height = _job.Shape.Height, width = _job.Shape.Width;
        return _isPool
            ? a.bmm(b.transpose(1, 2)).view(-1, height, width, height, width)
            : a.mul(b).sum(2).view(-1, height, width);
    }

    private Images Prepare(InputBatch images)
    {
        int pixels = _job.Shape.Pixels;
        var variances = new double[_job.Layers][];
        for (int layer = 0; layer < _job.Layers; layer++) variances[layer] = new double[images.Count * pixels];
        var diagonal = new ConvolutionalDiagonal<ConvolutionalLanesScalar<double>, double>(
            _job, ConvolutionalActivation<ConvolutionalLanesScalar<double>, double>.Create(_job));
        var sums = new double[2 * _job.Depths.Length];
        for (int example = 0; example < images.Count; example++)
        {
            _job.Options.Cancellation.ThrowIfCancellationRequested();
            diagonal.Sweep(images, example, sums, (layer, q) => q.CopyTo(variances[layer - 1].AsSpan(example * pixels)));
        }

        return new Images(
            images.Count,
            Upload(images.Values.ToArray(), [images.Count, pixels, images.Channels]),
            [.. variances.Select(q => Upload(q, [images.Count, _job.Shape.Height, _job.Shape.Width]))]);
    }

    // In the job's precision; the copy in double does not outlive this.
    private Tensor Upload(double[] values, long[] shape)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor result = TorchArrays.Upload(values, shape, _device).to(_type);
        scope.MoveToOuter(result);
        return result;
    }

    private Tensor Index(IEnumerable<int> values)
    {
        long[] indices = [.. values.Select(value => (long)value)];
        return torch.tensor(indices, [indices.Length], device: _device);
    }

    // Pixel vectors [m, d, C] and, for every nonlinearity, variances [m, H, W].
    private sealed record Images(int Count, Tensor Pixels, IReadOnlyList<Tensor> Variances);
}
