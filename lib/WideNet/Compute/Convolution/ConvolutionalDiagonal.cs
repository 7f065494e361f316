using System.Numerics;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Compute.Convolution;

/// <summary>Receives the variances K_aa(α, α) of every pixel of an image before a nonlinearity.</summary>
/// <param name="layer">Number of the nonlinearity, from 1.</param>
/// <param name="q">Variances, row-major.</param>
internal delegate void ConvolutionalVariances(int layer, ReadOnlySpan<double> q);

/// <summary>Propagates K_aa(α, α) and Θ_aa(α, α) of single images, always in double and by the exact duals at correlation 1.</summary>
/// <remarks>
/// The variances that come out are the ones every off-diagonal entry is computed with, and the sums are those of displacement 0 of the pair
/// (a, a): one copy of each number, so the diagonal follows χ_1^l in deep chaos.
/// </remarks>
/// <typeparam name="TLanes">Vector lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class ConvolutionalDiagonal<TLanes, T>(ConvolutionalJob job, ConvolutionalActivation<TLanes, T> activation)
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _k = new double[job.Shape.Pixels];
    private readonly double[] _theta = new double[job.Shape.Pixels];
    private readonly double[] _dual = new double[job.Shape.Pixels];
    private readonly double[] _slope = new double[job.Shape.Pixels];
    private readonly ConvolutionalBox _box = new(job.Shape);

    /// <summary>Sweeps one image through all layers.</summary>
    /// <param name="images">The batch.</param>
    /// <param name="example">The image.</param>
    /// <param name="sums">Receives ΣT and ΣṪ·Θ over the pixels at each requested depth, dropout included; length 2 × depths.</param>
    /// <param name="visit">Receives the variances of each layer.</param>
    /// <exception cref="KernelOverflowException">A number left the range of double.</exception>
    public void Sweep(InputBatch images, int example, Span<double> sums, ConvolutionalVariances visit)
    {
        double perKeep = 1 / job.Network.DropoutKeep;
        ReadIn(images.Example(example), example);
        for (int layer = 1; layer <= job.Layers; layer++)
        {
            visit(layer, _k);
            activation.Diagonal(layer, _k, _dual, _slope);
            double sumT = 0, sumP = 0;
            for (int i = 0; i < _dual.Length; i++)
            {
                sumT += _dual[i];
                sumP += _theta[i] *= _slope[i];
            }

            if (!double.IsFinite(sumP)) throw new KernelOverflowException(layer, example, job.Network.WeightVariance * _slope.Max());
            int depth = job.DepthIndex(layer);
            if (depth >= 0)
            {
                sums[2 * depth] = perKeep * sumT;
                sums[(2 * depth) + 1] = perKeep * sumP;
            }

            if (layer == job.Layers) break;
            _dual.CopyTo(_k, 0);
            _box.Apply(_k, job.Weight, job.Bias, []);
            _box.Apply(_theta, job.Weight, 0, _k);
        }
    }

    private void ReadIn(ReadOnlySpan<double> image, int example)
    {
        int channels = job.Shape.Channels;
        double all = 0;
        for (int i = 0; i < _k.Length; i++)
        {
            double sum = 0;
            foreach (double x in image.Slice(i * channels, channels)) sum += x * x;
            _k[i] = sum;
            all += sum;
        }

        if (!double.IsFinite(all)) throw new ArgumentException(Invariant($"Example {example} has x·x = {all}; scale the inputs down."));
        if (!double.IsNormal(all) && image.ContainsAnyExcept(0.0))
        {
            throw new ArgumentException(Invariant($"Example {example} is not zero, but its x·x = {all:R} has underflowed; scale the inputs up."));
        }

        _box.Apply(_k, job.ReadInWeight, job.ReadInBias, []);
        if (job.Network.TrainsReadIn) _k.CopyTo(_theta, 0);
        else Array.Clear(_theta);
    }
}
