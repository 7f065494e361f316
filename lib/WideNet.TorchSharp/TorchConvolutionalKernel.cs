using TorchSharp;
using WideNet.Compute.Convolution;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Kernels of CNN-F and CNN-P on a device, a block of image pairs at a time, all requested depths from one sweep.</summary>
/// <remarks><see cref="TorchPixelPairs"/> says how a block lies. Variances come from the built-in engine, one copy of each number.</remarks>
internal sealed class TorchConvolutionalKernel
{
    private const int ImagesPerGroup = 4;

    private readonly ConvolutionalJob _job;
    private readonly torch.Device _device;
    private readonly bool _isPool;
    private readonly int _pairsPerBlock;
    private readonly torch.ScalarType _type;
    private readonly TorchDuals _duals;

    /// <summary>Plans a job.</summary>
    public TorchConvolutionalKernel(ConvolutionalJob job, torch.Device device, int blockEntries)
    {
        _job = job;
        _device = device;
        _isPool = job.Network.Architecture == Architecture.ConvolutionalPool;
        long perPair = _isPool ? (long)job.Shape.Pixels * job.Shape.Pixels : job.Shape.Pixels;
        _pairsPerBlock = (int)Math.Max(1, blockEntries / perPair);
        _type = job.Options.Precision == Precision.Float64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        _duals = TorchDuals.Of(job.Network.Activation);
    }

    /// <summary>Computes the kernels.</summary>
    public IReadOnlyList<KernelPair> Compute()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        TorchPixelPairs layout = TorchPixelPairs.Create(_job.Shape, _isPool, _device);
        Images rows = Prepare(_job.Rows), columns = _job.IsSymmetric ? rows : Prepare(_job.Columns);
        (int A, int B)[] pairs = [.. from a in Enumerable.Range(0, rows.Count) from b in Enumerable.Range(0, columns.Count) where !_job.IsSymmetric || a < b select (a, b)];
        (int A, int B)[] own = _job.IsSymmetric ? [.. Enumerable.Range(0, rows.Count).Select(a => (a, a))] : [];
        int done = 0;
        foreach ((int A, int B)[] block in own.Chunk(_pairsPerBlock).Concat(pairs.Chunk(_pairsPerBlock)))
        {
            _job.Options.Cancellation.ThrowIfCancellationRequested();
            Block(block, rows, columns, layout);
            done += block.Length;
            _job.Options.Progress?.Report((double)done / (own.Length + pairs.Length));
        }

        return _job.Results;
    }

    private void Block((int A, int B)[] pairs, Images rows, Images columns, TorchPixelPairs layout)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        bool isOwn = _job.IsSymmetric && pairs[0].A == pairs[0].B;
        Tensor a = Index(pairs.Select(pair => pair.A)), b = Index(pairs.Select(pair => pair.B));
        Tensor bias = torch.tensor(_job.Bias, _type, _device), readInBias = torch.tensor(_job.ReadInBias, _type, _device);
        Tensor k = layout.Convolve(layout.Products(rows.Pixels.index_select(0, a), columns.Pixels.index_select(0, b)), _job.ReadInWeight, readInBias);
        double weight = _job.Weight * _duals.Scale;
        Tensor theta = k.clone();
        for (int layer = 1; layer <= _job.Layers; layer++)
        {
            using DisposeScope inner = torch.NewDisposeScope();
            (Tensor previousK, Tensor previousTheta) = (k, theta);
            Tensor qa = rows.Variances[layer - 1].index_select(0, a), qb = columns.Variances[layer - 1].index_select(0, b);
            if (isOwn) layout.Equal(k).copy_(qa.reshape(pairs.Length, -1));
            (Tensor dual, Tensor slopeTheta) = _duals.Apply(layout.First(_duals.OfVariance(qa)), layout.Second(_duals.OfVariance(qb)), k, theta);
            if (_job.DepthIndex(layer) is var depth and >= 0)
            {
                double[] sumT = Sums(dual, isOwn, layout), sumP = Sums(slopeTheta, isOwn, layout);
                for (int i = 0; i < pairs.Length; i++) _job.Store(depth, pairs[i].A, pairs[i].B, sumT[i], sumP[i]);
            }

            if (layer == _job.Layers) return;
            k = layout.Convolve(dual, weight, bias);
            theta = layout.Convolve(slopeTheta, weight, k);
            inner.MoveToOuter(k);
            inner.MoveToOuter(theta);

            // They belong to the block's scope, which would keep two tensors of every layer until the block ends.
            previousK.Dispose();
            previousTheta.Dispose();
        }
    }

    // Sums over all pixel pairs of the read-out, in double; dropout multiplies what an image shares with itself.
    private double[] Sums(Tensor values, bool isOwn, TorchPixelPairs layout)
    {
        double excess = isOwn ? (1 / _job.Network.DropoutKeep) - 1 : 0;
        Tensor sums = values.reshape(values.shape[0], -1).sum(1, type: torch.ScalarType.Float64);
        if (excess > 0) sums = sums.Plus(layout.Equal(values).sum(1, type: torch.ScalarType.Float64).ScaleBy(excess));
        return TorchArrays.Download<double>(sums.ScaleBy(_duals.Scale));
    }

    private Images Prepare(InputBatch images)
    {
        int pixels = _job.Shape.Pixels;
        var variances = new double[_job.Layers][];
        for (int layer = 0; layer < _job.Layers; layer++) variances[layer] = new double[images.Count * pixels];
        var activation = ConvolutionalActivation<ConvolutionalLanesScalar<double>, double>.Create(_job);
        int groups = (images.Count + ImagesPerGroup - 1) / ImagesPerGroup;
        ParallelTiles.For(groups, _job.Options.MaxThreads, group => Sweep(group * ImagesPerGroup), _job.Options.Cancellation);
        return new Images(
            images.Count,
            Upload(images.Values.ToArray(), [images.Count, pixels, images.Channels]),
            [.. variances.Select(q => Upload(q, [images.Count, _job.Shape.Height, _job.Shape.Width]))]);

        void Sweep(int first)
        {
            var diagonal = new ConvolutionalDiagonal<ConvolutionalLanesScalar<double>, double>(_job, activation);
            var sums = new double[2 * _job.Depths.Length];
            for (int example = first; example < Math.Min(images.Count, first + ImagesPerGroup); example++)
            {
                int start = example * pixels;
                diagonal.Sweep(images, example, sums, (layer, q) => q.CopyTo(variances[layer - 1].AsSpan(start)));
            }
        }
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
