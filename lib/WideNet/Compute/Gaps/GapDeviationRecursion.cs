using WideNet.Activations;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.Gaps;

/// <summary>The recursion behind <see cref="GapDeviations"/>: a fully-connected Erf network on inputs of one norm.</summary>
internal sealed class GapDeviationRecursion
{
    // Below 2^-400 the recursion is linear far beyond double precision, so multiplying by 2^200 changes no digit.
    private const int Shift = 200;

    private readonly NetworkDescription _network;
    private readonly GapInputs _inputs;
    private readonly List<Layer> _layers = [];

    public GapDeviationRecursion(NetworkDescription network, int depth, GapInputs inputs)
    {
        (_network, _inputs) = (network, inputs);
        double w = network.WeightVariance, b = network.BiasVariance;
        double q = ((network.ReadInWeightVariance ?? w) * inputs.Variance) + (network.ReadInBiasVariance ?? b), k = network.ReadInBiasVariance ?? b, theta = k;
        (double low, double high) = Extremes(inputs, network.ReadInWeightVariance ?? w);
        for (int layer = 1; layer <= depth; layer++)
        {
            bool shrinks = Math.Max(Math.Abs(low), Math.Abs(high)) < Math.ScaleB(q, -2 * Shift);
            var at = new Layer(q, k, theta, shrinks ? Math.ScaleB(1, Shift) : 1);
            _layers.Add(at);
            (low, high) = (w * at.Differences(low * at.Factor).Dual, w * at.Differences(high * at.Factor).Dual);
            double slope = network.Activation.DualDerivative(q, q, k);
            k = (w * network.Activation.Dual(q, q, k)) + b;
            theta = k + (w * slope * theta);
            q = (w * network.Activation.DualDiagonal(q)) + b;
        }
    }

    /// <summary>Whether deviations are worth having and known: a chaotic, fully-connected Erf network.</summary>
    public static bool Serves(NetworkDescription network, double finalVariance) =>
        network is { Architecture: Architecture.FullyConnected, Activation: Erf }
            && network.WeightVariance * network.Activation.DualDerivativeDiagonal(finalVariance) > 1;

    /// <summary>The deviations at the requested depths.</summary>
    public GapDeviations[] Compute(IReadOnlyList<int> depths, KernelOptions options)
    {
        double w = _network.WeightVariance, b = _network.BiasVariance, outW = _network.ReadOutWeightVariance ?? w, outB = _network.ReadOutBiasVariance ?? b;
        var results = new GapDeviations[depths.Count];
        int exponent = 0;
        for (int layer = 0, next = 0; next < depths.Count; layer++)
        {
            exponent -= _layers[layer].Factor == 1 ? 0 : Shift;
            if (depths[next] == layer + 1)
            {
                Layer at = _layers[layer];
                double slope = _network.Activation.DualDerivative(at.Variance, at.Variance, at.Covariance);
                double reference = (outW * _network.Activation.Dual(at.Variance, at.Variance, at.Covariance)) + outB + (outW * slope * at.Reference);
                results[next++] =
                    new GapDeviations { Reference = reference, Scaled = new Matrix(_inputs.Gaps.Rows, _inputs.Gaps.Columns), Exponent = exponent };
            }
        }

        ParallelTiles.For(_inputs.Gaps.Rows, options.MaxThreads, a => Row(a, depths, w, outW, results), options.Cancellation);
        return results;
    }

    // The maps are monotonic, so the pairs that start farthest from the reference bound all others; both at 0 would never leave it.
    private static (double Low, double High) Extremes(GapInputs inputs, double weightVariance)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int a = 0; a < inputs.Gaps.Rows; a++)
        {
            for (int b = 0; b < inputs.Gaps.Columns; b++)
            {
                if (!inputs.IsTrainTrain || a != b)
                {
                    double covariance = weightVariance * (inputs.Variance - inputs.Gaps[a, b]);
                    (low, high) = (Math.Min(low, covariance), Math.Max(high, covariance));
                }
            }
        }

        return low <= high && (low != 0 || high != 0) ? (low, high) : (-1, 1);
    }

    private void Row(int a, IReadOnlyList<int> depths, double w, double outW, GapDeviations[] results)
    {
        ReadOnlySpan<double> gaps = _inputs.Gaps.Row(a);
        double readIn = _network.ReadInWeightVariance ?? w;
        double[] covariance = new double[gaps.Length], theta = new double[gaps.Length];
        for (int b = 0; b < gaps.Length; b++)
        {
            covariance[b] = readIn * (_inputs.Variance - gaps[b]);
            theta[b] = covariance[b];
        }

        for (int layer = 0, next = 0; next < depths.Count; layer++)
        {
            Layer at = _layers[layer];
            bool isWanted = depths[next] == layer + 1;
            Span<double> output = isWanted ? results[next].Scaled.Row(a) : [];
            for (int b = 0; b < gaps.Length; b++)
            {
                double eta = covariance[b] * at.Factor, own = theta[b] * at.Factor;
                (double dual, double slopeChange, double slope) = at.Differences(eta);
                double change = (slope * own) + (slopeChange * at.Reference);
                if (isWanted)
                {
                    output[b] = _inputs.IsTrainTrain && a == b ? 0 : outW * (dual + change);
                }

                covariance[b] = w * dual;
                theta[b] = w * (dual + change);
            }

            next += isWanted ? 1 : 0;
        }
    }

    /// <summary>The reference pair before one nonlinearity.</summary>
    private sealed class Layer(double variance, double covariance, double reference, double factor)
    {
        private readonly double _base = (1 + (2 * variance)) * (1 + (2 * variance));
        private readonly double _root = Math.Sqrt(((1 + (2 * variance)) * (1 + (2 * variance))) - (4 * covariance * covariance));

        public double Variance { get; } = variance;

        public double Covariance { get; } = covariance;

        public double Reference { get; } = reference;

        public double Factor { get; } = factor;

        /// <summary>T_ab - T_ref, Ṫ_ab - Ṫ_ref and Ṫ_ab at K_ab = k + <paramref name="change"/>.</summary>
        public (double Dual, double SlopeChange, double Slope) Differences(double change)
        {
            double sum = (2 * Covariance) + change, root = Math.Sqrt(Math.Max(_base - ((sum + change) * (sum + change)), 1));
            double dual = 4 / Math.PI * Math.Atan(2 * change / (root + _root));
            return (dual, 16 / Math.PI * change * sum / (root * _root * (root + _root)), 4 / Math.PI / root);
        }
    }
}
