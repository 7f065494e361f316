using WideNet.Activations;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.FullyConnected;

/// <summary>What every example has by itself in a fully-connected network: its variance q at each layer, and K_aa, Θ_aa at each requested depth.</summary>
/// <remarks>
/// The recursion at correlation 1, by the exact limits <see cref="Activation.DualDiagonal"/> and <see cref="Activation.DualDerivativeDiagonal"/>.
/// The off-diagonal sweep reads the same q: two copies of it, equal only up to rounding, would part like χ_1^l in the chaotic phase.
/// </remarks>
internal sealed class FullyConnectedDiagonal
{
    private readonly double[] _variance;
    private readonly double[] _inputSquares;
    private readonly int _stride;

    /// <summary>Runs the recursion for all examples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="depths">Requested depths, increasing.</param>
    /// <param name="rows">The inputs.</param>
    /// <param name="options">Threads and cancellation.</param>
    public FullyConnectedDiagonal(NetworkDescription network, IReadOnlyList<int> depths, FeatureRows rows, KernelOptions options)
    {
        int count = rows.Count;
        int layers = depths[^1];
        _stride = count + FullyConnectedKernel.Edge;
        KernelRoom.RequireLayers(layers, _stride, sizeof(double), isOneArray: true);
        _variance = new double[(long)layers * _stride];
        _inputSquares = new double[_stride];
        Readouts = [.. depths.Select(_ => new DiagonalReadout(new double[count], new double[count], new double[count], new double[count]))];
        ParallelTiles.For(count, options.MaxThreads, a => Example(network, depths, rows, a), options.Cancellation);
        RepeatLastExample(count, layers);
    }

    /// <summary>K_aa and Θ_aa of the read-out for each requested depth.</summary>
    public IReadOnlyList<DiagonalReadout> Readouts { get; }

    /// <summary>x_a·x_a/n of <paramref name="count"/> examples; beyond the last example it is repeated.</summary>
    public ReadOnlySpan<double> InputSquares(int first, int count) => _inputSquares.AsSpan(first, count);

    /// <summary>q before nonlinearity <paramref name="layer"/> + 1 of <paramref name="count"/> examples; beyond the last example it is repeated.</summary>
    public ReadOnlySpan<double> Variances(int layer, int first, int count) => _variance.AsSpan((layer * _stride) + first, count);

    private void Example(NetworkDescription network, IReadOnlyList<int> depths, FeatureRows rows, int a)
    {
        Activation activation = network.Activation;
        double w = network.WeightVariance, b = network.BiasVariance;
        double readOutW = network.ReadOutWeightVariance ?? w, readOutB = network.ReadOutBiasVariance ?? b;
        double square = rows.Square(a);
        if (!double.IsFinite(square))
        {
            throw new ArgumentException(Invariant($"Example {a} has x·x/n = {square}; scale the inputs down."));
        }

        rows.RequireResolved(a, square);

        _inputSquares[a] = square;
        double q = ((network.ReadInWeightVariance ?? w) * square) + (network.ReadInBiasVariance ?? b);
        double theta = network.TrainsReadIn ? q : 0, readOutShare = network.TrainsReadOut ? 1 : 0;
        bool isResidual = network.Block.IsResidual();
        int next = 0;
        for (int depth = 1; depth <= depths[^1]; depth++)
        {
            _variance[((depth - 1) * _stride) + a] = q;
            double keptK = isResidual ? q : 0, keptTheta = isResidual ? theta : 0;
            if (network.Block.IsNormalized())
            {
                RequireVariance(q, depth, a);
                (theta, q) = (theta / q, 1);
            }

            double dual = activation.DualDiagonal(q);
            double slope = activation.DualDerivativeDiagonal(q);
            if (depth == depths[next])
            {
                DiagonalReadout readout = Readouts[next++];
                double keep = network.DropoutKeep;
                double step = (readOutW * dual) + readOutB, dropoutStep = (readOutW * (dual / keep)) + readOutB;
                readout.Nngp[a] = keptK + step;
                readout.Ntk[a] = keptTheta + (readOutShare * step) + (readOutW * (slope * theta));
                readout.DropoutNngp[a] = keptK + dropoutStep;
                readout.DropoutNtk[a] = keptTheta + (readOutShare * dropoutStep) + (readOutW * (slope * theta / keep));
                if (!double.IsFinite(readout.DropoutNtk[a]))
                {
                    throw new KernelOverflowException(depth, a, Growth(network.Block, readOutW * slope));
                }
            }

            double nextK = (w * dual) + b;
            q = keptK + nextK;
            theta = keptTheta + nextK + (w * slope * theta);
            if (depth < depths[^1] && !double.IsFinite(theta))
            {
                throw new KernelOverflowException(depth, a, Growth(network.Block, w * slope));
            }
        }
    }

    // Factor by which a layer multiplies Θ_aa.
    private static double Growth(HiddenBlock block, double chi1) => block.IsResidual() ? 1 + chi1 : chi1;

    private static void RequireVariance(double q, int depth, int example)
    {
        if (!(q > 0))
        {
            throw new ArgumentException(
                Invariant($"Example {example} has variance {q} before nonlinearity {depth}, which layer normalisation divides by; leave the example out or ")
                    + "give the network a bias.");
        }
    }

    private void RepeatLastExample(int count, int layers)
    {
        _inputSquares.AsSpan(count).Fill(_inputSquares[count - 1]);
        for (int layer = 0; layer < layers; layer++)
        {
            Span<double> row = _variance.AsSpan(layer * _stride, _stride);
            row[count..].Fill(row[count - 1]);
        }
    }
}

/// <summary>Diagonal entries of one depth, plain and with dropout before the read-out.</summary>
/// <param name="Nngp">K_aa.</param>
/// <param name="Ntk">Θ_aa.</param>
/// <param name="DropoutNngp">K_aa of a train-train kernel.</param>
/// <param name="DropoutNtk">Θ_aa of a train-train kernel.</param>
internal sealed record DiagonalReadout(double[] Nngp, double[] Ntk, double[] DropoutNngp, double[] DropoutNtk);
