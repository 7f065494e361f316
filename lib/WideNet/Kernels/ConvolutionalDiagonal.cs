using WideNet.Activations;
using WideNet.Data;

namespace WideNet.Kernels;

/// <summary>Receives the variances K_aa(α, α) of every pixel of an image before a nonlinearity.</summary>
/// <param name="layer">Number of the nonlinearity, from 1.</param>
/// <param name="q">Variances, row-major.</param>
internal delegate void ConvolutionalVariances(int layer, ReadOnlySpan<double> q);

/// <summary>Propagates K_aa(α, α) and Θ_aa(α, α) of single images, always in double and by the exact duals at correlation 1.</summary>
/// <remarks>
/// The variances that come out are the ones every off-diagonal entry is computed with, and the sums are those of displacement 0 of the pair
/// (a, a): one copy of each number, so the diagonal follows χ_1^l in deep chaos.
/// </remarks>
internal sealed unsafe class ConvolutionalDiagonal
{
    private readonly ConvolutionalJob _job;
    private readonly double[] _k, _theta, _work;

    /// <summary>Takes working memory for one image.</summary>
    /// <param name="job">The job.</param>
    public ConvolutionalDiagonal(ConvolutionalJob job)
    {
        _job = job;
        _k = new double[job.Shape.Pixels];
        _theta = new double[job.Shape.Pixels];
        _work = new double[job.Shape.Pixels];
    }

    /// <summary>Sweeps one image through all layers.</summary>
    /// <param name="images">The batch.</param>
    /// <param name="example">The image.</param>
    /// <param name="sums">Receives ΣT and ΣṪ·Θ over the pixels at each requested depth, dropout included; length 2 × depths. Empty if not wanted.</param>
    /// <param name="visit">Receives the variances of each layer.</param>
    /// <exception cref="ArgumentException">The image is all zeros and has variance 0.</exception>
    /// <exception cref="KernelOverflowException">A number left the range of double.</exception>
    public void Sweep(InputBatch images, int example, Span<double> sums, ConvolutionalVariances visit)
    {
        Activation activation = _job.Network.Activation;
        double perKeep = 1 / _job.Network.DropoutKeep;
        int channels = _job.Shape.Channels;
        ReadOnlySpan<double> image = images.Example(example);
        for (int i = 0; i < _k.Length; i++)
        {
            double sum = 0;
            foreach (double x in image.Slice(i * channels, channels)) sum += x * x;
            _k[i] = sum;
        }

        Filter(_job.ReadInWeight, _job.ReadInBias, hasTheta: false);
        if (Array.TrueForAll(_k, q => q == 0))
        {
            throw new ArgumentException(
                $"Image {example} is all zeros and the bias variance of the first layer is 0, so its variance is 0; leave the image out or use a bias variance above 0.", nameof(images));
        }

        for (int layer = 1; layer <= _job.Layers; layer++)
        {
            visit(layer, _k);
            double sumT = 0, sumP = 0;
            for (int i = 0; i < _k.Length; i++)
            {
                double q = _k[i];
                sumT += _k[i] = activation.DualDiagonal(q);
                sumP += _theta[i] *= activation.DualDerivativeDiagonal(q);
            }

            if (!double.IsFinite(sumP)) throw new KernelOverflowException(layer, example, _job.Network.WeightVariance * activation.DualDerivativeDiagonal(1));
            int depth = _job.DepthIndex(layer);
            if (depth >= 0 && !sums.IsEmpty)
            {
                sums[2 * depth] = perKeep * sumT;
                sums[(2 * depth) + 1] = perKeep * sumP;
            }

            if (layer < _job.Layers) Filter(_job.Weight, _job.Bias, hasTheta: true);
        }
    }

    private void Filter(double weight, double bias, bool hasTheta)
    {
        ConvolutionalShape shape = _job.Shape;
        fixed (double* k = _k, theta = _theta, work = _work)
        {
            var pass = new ConvolutionalPass<double>
            {
                Class = new ConvolutionalClass(shape.Height, shape.Width, 0, 0, 0, 0, 1, IsZero: true),
                ImageHeight = shape.Height,
                ImageWidth = shape.Width,
                FilterHeight = shape.FilterHeight,
                FilterWidth = shape.FilterWidth,
                IsCircular = shape.IsCircular,
                Stride = shape.Width,
                K = k,
                Theta = theta,
                Work = work,
                Weight = weight,
                Bias = bias,
            };
            ConvolutionalPlainLayer<ConvolutionalLanesScalar<double>, double>.Filter(pass, hasTheta);
        }
    }
}
