using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The NTK of one network on a training set and, if there is one, a test set, in the representation that keeps its digits: nobody has to choose
/// one.</summary>
/// <remarks>
/// Gaps (<see cref="GapRecursion"/>) wherever they exist, deviations from one off-diagonal value beside them in the chaotic phase of Erf, and the plain
/// recursion (<see cref="InfiniteNetwork"/>) for dropout, zero padding, residual and layer-normalised blocks, pixels of unequal norm, and inputs of unequal
/// norm under activations other than Erf and the ReLU family; <see cref="PlainBecause"/> says which. Every result carries an error estimate and its route
/// (KernelAnalysisTests).
/// </remarks>
public sealed class KernelAnalysis
{
    private readonly GapKernel? _test;

    private KernelAnalysis(GapKernel train, GapKernel? test, string? plainBecause) => (Train, _test, PlainBecause) = (train, test, plainBecause);

    /// <summary>Number of nonlinearities.</summary>
    public int Depth => Train.Depth;

    /// <summary>Θ(X_train, X_train).</summary>
    public GapKernel Train { get; }

    /// <summary>Θ(X_test, X_train).</summary>
    /// <exception cref="InvalidOperationException">There is no test set.</exception>
    public GapKernel Test => _test ?? throw new InvalidOperationException("The analysis was made without test inputs; give them to KernelAnalysis.Compute.");

    /// <summary>Why the plain recursion was used, in one line; null where gaps were.</summary>
    public string? PlainBecause { get; }

    /// <summary>Analyses of one network at several depths, from one sweep.</summary>
    /// <param name="network">The network; its <see cref="NetworkDescription.Depth"/> is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="train">m training inputs.</param>
    /// <param name="test">n test inputs of the same size, or null.</param>
    /// <param name="options">Threads and cancellation; null for the defaults.</param>
    /// <returns>One analysis for each depth, in order.</returns>
    /// <exception cref="ArgumentException">Inputs, depths or network cannot be used by any route.</exception>
    /// <exception cref="KernelOverflowException">An entry of the plain route left the range of double.</exception>
    public static IReadOnlyList<KernelAnalysis> Compute(
        NetworkDescription network, IReadOnlyList<int> depths, InputBatch train, InputBatch? test = null, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        string? reason = GapRecursion.WhyNot(network, train, test);
        if (reason is null)
        {
            IReadOnlyList<GapKernel> own = GapRecursion.WithDeviations(GapRecursion.Kernels(network, depths, train, options), network, train, null, options);
            IReadOnlyList<GapKernel>? cross = test is null ? null
                : GapRecursion.WithDeviations(GapRecursion.Kernels(network, depths, test, train, options), network, test, train, options);
            return [.. own.Select((kernel, i) => new KernelAnalysis(kernel, cross?[i], null))];
        }

        IReadOnlyList<KernelPair> plain = InfiniteNetwork.Kernels(network, depths, train, options);
        IReadOnlyList<KernelPair>? plainCross = test is null ? null : InfiniteNetwork.Kernels(network, depths, test, train, options);
        return [.. plain.Select((pair, i) => Plain(pair, plainCross?[i]))];

        KernelAnalysis Plain(KernelPair pair, KernelPair? crossPair)
        {
            GapKernel wrapped = PlainKernel.Wrap(network, pair, options?.Precision ?? Precision.Float64);
            return new KernelAnalysis(wrapped, crossPair is null ? null : PlainKernel.WrapCross(crossPair, wrapped), reason);
        }
    }

    /// <summary>Eigenvalues, κ and largest learning rate with error estimates.</summary>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">There are fewer than two training inputs.</exception>
    public GapSpectrum Spectrum(int? threads = null) => GapSpectrum.Of(Train, threads);

    /// <summary>P(Θ) Y on the test inputs, the prediction at t = ∞.</summary>
    /// <param name="labels">Y [m, k].</param>
    /// <param name="centre">Whether each column's mean is removed, exactly: what is left is the part that depends on the data.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>Predictions [n, k].</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or two training inputs are equal.</exception>
    /// <exception cref="NotPositiveDefiniteException">The kernel is singular in double precision.</exception>
    public GapPrediction Predict(Matrix labels, bool centre = false, int? threads = null) =>
        new GapRegression(Train, threads).Predict(Test, labels, centre, threads);

    /// <summary>Gradient flow at a fraction of the largest learning rate 2/λ_max.</summary>
    /// <param name="labels">Y [m, k].</param>
    /// <param name="fraction">η λ_max/2, finite and above 0.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    public GapGradientFlow Flow(Matrix labels, double fraction, int? threads = null) => GapGradientFlow.WithFractionOfMaximum(Train, labels, fraction, threads);
}
