using WideNet.Activations;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Kernels;

/// <summary>What K and Θ of an FCN, a CNN-F and a CNN-P are: the recursion written out over all pairs of pixels. Slow, and meant to be read.</summary>
/// <remarks>
/// <para>
/// Two images a and b have d pixels each. K(α, β), [d, d], is the covariance of the pre-activations at pixel α of a and pixel β of b,
/// and q(α) = K_aa(α, α), [d], their variance in one image. A convolution averages over the taps δ of its filter Ω, which move both
/// pixels together: ⟨t⟩(α, β) = Σ_δ t(α + δ, β + δ)/|Ω|. With circular padding a pixel beyond the edge comes back on the other side;
/// with zero padding its term is 0, and the sum is still divided by |Ω|.
/// </para>
/// <para>
/// Input K⁰(α, β) = x_a(α)·x_b(β)/channels. Read-in K = σ_w² ⟨K⁰⟩ + σ_b², Θ = K.
/// Each nonlinearity turns K into T(α, β) = E[φ(u)φ(v)] and Ṫ(α, β) = E[φ'(u)φ'(v)], where u and v are Gaussian with variances q_a(α),
/// q_b(β) and covariance K(α, β), and each hidden layer behind it gives K' = σ_w² ⟨T⟩ + σ_b², Θ' = K' + σ_w² ⟨Ṫ∘Θ⟩.
/// The read-out after the last nonlinearity takes the mean over equal pixels, Σ_α t(α, α)/d, in a CNN-F, and over all pairs,
/// Σ_αβ t(α, β)/d², in a CNN-P: K = σ_w² mean(T) + σ_b², Θ = K + σ_w² mean(Ṫ∘Θ), two numbers.
/// An FCN is a CNN-F of one pixel, whose channels are all features, with a filter of one tap.
/// </para>
/// <para>
/// A layer that is not trained adds no K of its own to Θ. Dropout multiplies T and Ṫ∘Θ before the read-out by 1/ρ where both pixels
/// are the same pixel of the same training example. Cost of a pair: L d² |Ω|, for a CNN-F too, which needs α = β only.
/// <see cref="InfiniteNetwork"/> computes the same numbers fast and is held to these by FullyConnectedKernelTests, ConvolutionalKernelTests
/// and TrainedLayersTests; PlainRecursionTests holds these to closed forms and to another implementation.
/// Source: Jacot et al. 2018; Xiao et al. 2020, the equations for FCN, CNN-F and CNN-P.
/// </para>
/// </remarks>
internal static class PlainRecursion
{
    /// <summary>Train-train kernels at the network's depth; dropout applies.</summary>
    /// <param name="network">The network, of plain blocks.</param>
    /// <param name="x">Inputs, m examples.</param>
    /// <returns>K and Θ, [m, m].</returns>
    /// <exception cref="ArgumentException">There are no inputs, or the blocks are not plain.</exception>
    public static KernelPair Kernel(NetworkDescription network, InputBatch x) => Compute(network, x, null);

    /// <summary>Test-train kernels at the network's depth, without dropout.</summary>
    /// <param name="network">The network, of plain blocks.</param>
    /// <param name="x1">Inputs of the rows, m1 examples.</param>
    /// <param name="x2">Inputs of the columns, m2 examples of the same size.</param>
    /// <returns>K and Θ, [m1, m2].</returns>
    /// <exception cref="ArgumentException">There are no inputs, they differ in size, or the blocks are not plain.</exception>
    public static KernelPair Kernel(NetworkDescription network, InputBatch x1, InputBatch x2)
    {
        ArgumentNullException.ThrowIfNull(x2);
        return Compute(network, x1, x2);
    }

    private static KernelPair Compute(NetworkDescription network, InputBatch x1, InputBatch? x2)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(x1);
        network.RequirePlain("The plain recursion", $"use {nameof(InfiniteNetwork)}");
        InfiniteNetwork.Validate(network, [network.Depth], x1, x2);
        InputBatch columns = x2 ?? x1;
        if ((x1.Height, x1.Width, x1.Channels) != (columns.Height, columns.Width, columns.Channels))
        {
            throw new ArgumentException($"The rows are {x1}, the columns {columns}; both must have one size.", nameof(x2));
        }

        bool isDense = network.Architecture == Architecture.FullyConnected;
        var filter = isDense ? new PixelFilter(1, 1, 1, 1, Padding.Circular)
            : new PixelFilter(x1.Height, x1.Width, network.FilterHeight, network.FilterWidth, network.Padding);
        Matrix nngp = new(x1.Count, columns.Count), ntk = new(x1.Count, columns.Count);
        for (int a = 0; a < x1.Count; a++)
        {
            for (int b = 0; b < columns.Count; b++)
            {
                (nngp[a, b], ntk[a, b]) = Entry(network, filter, x1.Example(a).ToArray(), columns.Example(b).ToArray(), isSame: x2 is null && a == b);
            }
        }

        return new KernelPair(network.Depth, nngp, ntk);
    }

    /// <summary>K and Θ of two images, [d × channels] numbers each.</summary>
    private static (double Nngp, double Ntk) Entry(NetworkDescription network, PixelFilter filter, double[] xa, double[] xb, bool isSame)
    {
        Activation phi = network.Activation;
        int d = filter.Pixels;
        double w = network.ReadInWeightVariance ?? network.WeightVariance, bias = network.ReadInBiasVariance ?? network.BiasVariance;
        double[] qa = Vector(d, alpha => (w * filter.Mean((i, j) => Product(xa, i, xa, j, d), alpha, alpha)) + bias);
        double[] qb = Vector(d, beta => (w * filter.Mean((i, j) => Product(xb, i, xb, j, d), beta, beta)) + bias);
        double[,] k = Pairs(d, (alpha, beta) => (w * filter.Mean((i, j) => Product(xa, i, xb, j, d), alpha, beta)) + bias);
        double[,] theta = network.TrainsReadIn ? k : new double[d, d];
        for (int layer = 1; ; layer++)
        {
            // At equal pixels of equal images the correlation is 1: the limit there is taken exactly.
            bool IsLimit(int alpha, int beta) => isSame && alpha == beta;
            double[,] t = Pairs(d, (alpha, beta) => IsLimit(alpha, beta) ? phi.DualDiagonal(qa[alpha]) : phi.Dual(qa[alpha], qb[beta], k[alpha, beta]));
            double[,] slope = Pairs(d, (alpha, beta) => theta[alpha, beta]
                * (IsLimit(alpha, beta) ? phi.DualDerivativeDiagonal(qa[alpha]) : phi.DualDerivative(qa[alpha], qb[beta], k[alpha, beta])));
            if (layer == network.Depth) return ReadOut(network, t, slope, isSame);

            (w, bias) = (network.WeightVariance, network.BiasVariance);
            double[] nextA = Vector(d, alpha => (w * filter.Mean((i, _) => phi.DualDiagonal(qa[i]), alpha, alpha)) + bias);
            double[] nextB = Vector(d, beta => (w * filter.Mean((i, _) => phi.DualDiagonal(qb[i]), beta, beta)) + bias);
            double[,] nextK = Pairs(d, (alpha, beta) => (w * filter.Mean((i, j) => t[i, j], alpha, beta)) + bias);
            theta = Pairs(d, (alpha, beta) => nextK[alpha, beta] + (w * filter.Mean((i, j) => slope[i, j], alpha, beta)));
            (qa, qb, k) = (nextA, nextB, nextK);
        }
    }

    private static (double Nngp, double Ntk) ReadOut(NetworkDescription network, double[,] t, double[,] slope, bool isSame)
    {
        int d = t.GetLength(0);
        bool isPooled = network.Architecture == Architecture.ConvolutionalPool;
        double sumT = 0, sumSlope = 0;
        for (int alpha = 0; alpha < d; alpha++)
        {
            for (int beta = 0; beta < d; beta++)
            {
                if (!isPooled && alpha != beta) continue;
                double dropout = isSame && alpha == beta ? 1 / network.DropoutKeep : 1;
                sumT += dropout * t[alpha, beta];
                sumSlope += dropout * slope[alpha, beta];
            }
        }

        double w = (network.ReadOutWeightVariance ?? network.WeightVariance) / (isPooled ? (double)d * d : d);
        double nngp = (w * sumT) + (network.ReadOutBiasVariance ?? network.BiasVariance);
        return (nngp, (network.TrainsReadOut ? nngp : 0) + (w * sumSlope));
    }

    private static double Product(double[] xa, int alpha, double[] xb, int beta, int pixels)
    {
        int channels = xa.Length / pixels;
        double sum = 0;
        for (int c = 0; c < channels; c++) sum += xa[(alpha * channels) + c] * xb[(beta * channels) + c];
        return sum / channels;
    }

    private static double[] Vector(int d, Func<int, double> value) => [.. Enumerable.Range(0, d).Select(value)];

    private static double[,] Pairs(int d, Func<int, int, double> value)
    {
        var values = new double[d, d];
        for (int alpha = 0; alpha < d; alpha++)
        {
            for (int beta = 0; beta < d; beta++) values[alpha, beta] = value(alpha, beta);
        }

        return values;
    }

    /// <summary>A filter on an image of height × width pixels, numbered row by row.</summary>
    private readonly record struct PixelFilter(int Height, int Width, int FilterHeight, int FilterWidth, Padding Padding)
    {
        public int Pixels => Height * Width;

        /// <summary>⟨t⟩(α, β).</summary>
        public double Mean(Func<int, int, double> t, int alpha, int beta)
        {
            double sum = 0;
            for (int dy = -(FilterHeight / 2); dy <= FilterHeight / 2; dy++)
            {
                for (int dx = -(FilterWidth / 2); dx <= FilterWidth / 2; dx++)
                {
                    if (Moved(alpha, dy, dx) is int i && Moved(beta, dy, dx) is int j) sum += t(i, j);
                }
            }

            return sum / (FilterHeight * FilterWidth);
        }

        private int? Moved(int pixel, int dy, int dx)
        {
            int row = (pixel / Width) + dy, column = (pixel % Width) + dx;
            bool isInside = row >= 0 && row < Height && column >= 0 && column < Width;
            if (!isInside && Padding == Padding.Zero) return null;
            return (((row % Height) + Height) % Height * Width) + (((column % Width) + Width) % Width);
        }
    }
}
