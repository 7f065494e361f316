using WideNet.Activations;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>A plain kernel matrix in the shape of a gap kernel, with the error its entries have.</summary>
/// <remarks>
/// Entries are off by roundings of l layers relative to the largest entry. At a kink Ṫ falls like the angle, which double precision knows to ε over the
/// angle, at best to √ε; the pixel pairs of a convolution may be closer than the read-out shows, so √ε is taken there. Tanh is a mixture good to 1e-11 (its
/// remarks). KernelAnalysisTests compares the estimate with true errors.
/// </remarks>
internal static class PlainKernel
{
    private const double TanhError = 2e-11;

    /// <summary>A train-train kernel.</summary>
    public static GapKernel Wrap(NetworkDescription network, KernelPair pair, Precision precision)
    {
        double unit = Math.ScaleB(1, precision == Precision.Float64 ? -53 : -24), dual = network.Activation is Tanh ? TanhError : 0;
        double layers = pair.Depth + 10, angle = network.Activation.IsHomogeneous ? SmallestAngle(network, pair.Nngp, unit) : 1;
        return Create(pair, isTrainTrain: true, Enumerable.Range(0, pair.Ntk.Rows).Max(i => pair.Ntk[i, i]), 4 * layers * ((unit / angle) + dual));
    }

    /// <summary>The test-train kernel that belongs to it.</summary>
    public static GapKernel WrapCross(KernelPair pair, GapKernel train) => Create(pair, isTrainTrain: false, train.ScaledDiagonal, train.EntryError);

    private static double SmallestAngle(NetworkDescription network, Matrix k, double unit)
    {
        // Dropout multiplies what the read-out adds to its bias on the diagonal, after the last angle was taken.
        double keep = network.DropoutKeep, bias = network.ReadOutBiasVariance ?? network.BiasVariance;
        double Own(int a) => (keep * (k[a, a] - bias)) + bias;
        double floor = Math.Sqrt(unit), smallest = network.Architecture == Architecture.FullyConnected ? 1 : floor;
        for (int a = 0; a < k.Rows; a++)
        {
            for (int b = 0; b < a; b++)
            {
                double cosine = k[a, b] / Math.Sqrt(Own(a) * Own(b));
                smallest = Math.Min(smallest, Math.Sqrt(Math.Max(0, 2 * (1 - cosine))));
            }
        }

        return Math.Max(smallest, floor);
    }

    // Gaps of a plain kernel are differences and have no digits of their own: only the entries are used.
    private static GapKernel Create(KernelPair pair, bool isTrainTrain, double diagonal, double error)
    {
        Matrix k = pair.Nngp;
        double variance = Enumerable.Range(0, isTrainTrain ? k.Rows : 0).Select(i => k[i, i]).DefaultIfEmpty(0).Max();
        return new GapKernel
        {
            Depth = pair.Depth,
            Variance = variance,
            ScaledDiagonal = diagonal,
            ScaledNngpGaps = k.Map(entry => variance - entry),
            ScaledNtkGaps = pair.Ntk.Map(entry => diagonal - entry),
            ScaledEntries = pair.Ntk,
            IsTrainTrain = isTrainTrain,
            PlainError = error,
        };
    }
}
