using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Tests.Kernels;

/// <summary>The convolutional recursion written out over all pixel pairs, (HW)² numbers a pair: slow, plain, and independent of displacement classes.</summary>
internal static class BruteForceConvolution
{
    /// <summary>K and Θ of one pair at the network's depth.</summary>
    /// <param name="network">A CNN-F or CNN-P.</param>
    /// <param name="x1">Images of the rows.</param>
    /// <param name="a">Row.</param>
    /// <param name="x2">Images of the columns.</param>
    /// <param name="b">Column.</param>
    /// <param name="isSame">Whether both are the same training example, so that dropout applies and equal pixels are fully correlated.</param>
    public static (double Nngp, double Ntk) Entry(NetworkDescription network, InputBatch x1, int a, InputBatch x2, int b, bool isSame)
    {
        int d = x1.Pixels;
        double[,] kab = ReadIn(network, x1, a, x2, b), kaa = ReadIn(network, x1, a, x1, a), kbb = ReadIn(network, x2, b, x2, b);
        double[,] theta = network.TrainsReadIn ? (double[,])kab.Clone() : new double[d, d];
        for (int layer = 1; ; layer++)
        {
            var t = new double[d, d];
            var p = new double[d, d];
            for (int alpha = 0; alpha < d; alpha++)
            {
                for (int beta = 0; beta < d; beta++)
                {
                    bool isDiagonal = isSame && alpha == beta;
                    double qa = kaa[alpha, alpha], qb = kbb[beta, beta], k = kab[alpha, beta];
                    Activation phi = network.Activation;
                    t[alpha, beta] = isDiagonal ? phi.DualDiagonal(qa) : phi.Dual(qa, qb, k);
                    p[alpha, beta] = theta[alpha, beta] * (isDiagonal ? phi.DualDerivativeDiagonal(qa) : phi.DualDerivative(qa, qb, k));
                }
            }

            if (layer == network.Depth) return ReadOut(network, t, p, isSame);
            kab = Convolve(network, x1, t, network.WeightVariance, network.BiasVariance);
            theta = Convolve(network, x1, p, network.WeightVariance, 0);
            for (int alpha = 0; alpha < d; alpha++)
            {
                for (int beta = 0; beta < d; beta++) theta[alpha, beta] += kab[alpha, beta];
            }

            kaa = Next(network, x1, kaa);
            kbb = Next(network, x1, kbb);
        }
    }

    private static (double Nngp, double Ntk) ReadOut(NetworkDescription network, double[,] t, double[,] p, bool isSame)
    {
        int d = t.GetLength(0);
        bool isPooled = network.Architecture == Architecture.ConvolutionalPool;
        double sumT = 0, sumP = 0;
        for (int alpha = 0; alpha < d; alpha++)
        {
            for (int beta = 0; beta < d; beta++)
            {
                if (!isPooled && alpha != beta) continue;
                double scale = isSame && alpha == beta ? 1 / network.DropoutKeep : 1;
                sumT += scale * t[alpha, beta];
                sumP += scale * p[alpha, beta];
            }
        }

        double weight = (network.ReadOutWeightVariance ?? network.WeightVariance) / (isPooled ? (double)d * d : d);
        double nngp = (weight * sumT) + (network.ReadOutBiasVariance ?? network.BiasVariance);
        return (nngp, (network.TrainsReadOut ? nngp : 0) + (weight * sumP));
    }

    private static double[,] ReadIn(NetworkDescription network, InputBatch x1, int a, InputBatch x2, int b)
    {
        int d = x1.Pixels, channels = x1.Channels;
        var k = new double[d, d];
        for (int alpha = 0; alpha < d; alpha++)
        {
            for (int beta = 0; beta < d; beta++)
            {
                for (int c = 0; c < channels; c++) k[alpha, beta] += x1.Example(a)[(alpha * channels) + c] * x2.Example(b)[(beta * channels) + c] / channels;
            }
        }

        return Convolve(network, x1, k, network.ReadInWeightVariance ?? network.WeightVariance, network.ReadInBiasVariance ?? network.BiasVariance);
    }

    private static double[,] Next(NetworkDescription network, InputBatch x, double[,] k)
    {
        int d = x.Pixels;
        var t = new double[d, d];
        for (int alpha = 0; alpha < d; alpha++)
        {
            for (int beta = 0; beta < d; beta++)
            {
                t[alpha, beta] = alpha == beta ? network.Activation.DualDiagonal(k[alpha, alpha]) : network.Activation.Dual(k[alpha, alpha], k[beta, beta], k[alpha, beta]);
            }
        }

        return Convolve(network, x, t, network.WeightVariance, network.BiasVariance);
    }

    private static double[,] Convolve(NetworkDescription network, InputBatch x, double[,] t, double weightVariance, double biasVariance)
    {
        int d = x.Pixels;
        int taps = network.FilterHeight * network.FilterWidth;
        var result = new double[d, d];
        for (int alpha = 0; alpha < d; alpha++)
        {
            for (int beta = 0; beta < d; beta++)
            {
                double sum = 0;
                for (int dy = -(network.FilterHeight / 2); dy <= network.FilterHeight / 2; dy++)
                {
                    for (int dx = -(network.FilterWidth / 2); dx <= network.FilterWidth / 2; dx++)
                    {
                        if (Shift(network, x, alpha, dy, dx) is int i && Shift(network, x, beta, dy, dx) is int j) sum += t[i, j];
                    }
                }

                result[alpha, beta] = (weightVariance * sum / taps) + biasVariance;
            }
        }

        return result;
    }

    private static int? Shift(NetworkDescription network, InputBatch x, int pixel, int dy, int dx)
    {
        int row = (pixel / x.Width) + dy, column = (pixel % x.Width) + dx;
        if (network.Padding == Padding.Circular) return ((row + x.Height) % x.Height * x.Width) + ((column + x.Width) % x.Width);
        return row < 0 || row >= x.Height || column < 0 || column >= x.Width ? null : (row * x.Width) + column;
    }
}
