using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Gradient flow of <see cref="GradientFlow"/> from a kernel given as gaps: train and test outputs at any time with error estimates, at any κ and
/// any depth.</summary>
/// <remarks>
/// f_t(X) = (I - e^{-sΘt}) Y and f_t(x) = Θ(x, X) Θ⁻¹ (I - e^{-sΘt}) Y with s = η for the summed and η/(mk) for the averaged loss. Gaps route: the top
/// eigenvector, and the other modes on its exact complement, where every number is a gap; entries route: Θ less its mean diagonal. The route with the smaller
/// error is taken. Powers of two are carried beside eigenvalues, rates and times. Error estimates are first order: the roundings of entries and of the
/// decomposition through the divided differences of the flow. 1e-10 against 400-digit values up to κ = 5e110, and the estimate covers the true error
/// (GapGradientFlowTests).
/// </remarks>
public sealed class GapGradientFlow
{
    // An eigenvalue of unknown digits may change a training mode by at most this much.
    private const double LargestModeError = 1e-6;

    private readonly GapKernel _kernel;
    private readonly FlowModes _modes;
    private readonly Matrix _targets;
    private readonly Matrix _components;
    private readonly double _rate;
    private readonly int _rateExponent;
    private readonly int? _threads;

    private GapGradientFlow(GapKernel kernel, FlowModes modes, Matrix targets, double rate, int rateExponent, int? threads)
    {
        (_kernel, _modes, _targets, _rate, _rateExponent, _threads) = (kernel, modes, targets, rate, rateExponent, threads);
        _components = modes.Project(targets, threads);
        if (modes.Values[0] < -modes.ValueErrors[0])
        {
            throw new UnresolvedSpectrumException(
                modes.Values[0], modes.ValueErrors[0], Math.ScaleB(modes.Values[^1], modes.Exponents[^1] - modes.Exponents[0]), 0);
        }
    }

    /// <summary>Which representation is used.</summary>
    internal KernelRoute Route => _modes.Route;

    /// <summary>Flow with a fraction of the largest stable rate 2/λ_max of the summed loss, at depths where Θ itself leaves the range of double, too.</summary>
    /// <param name="trainTrain">Train-train kernel of m examples.</param>
    /// <param name="targets">Y [m, k].</param>
    /// <param name="fraction">η λ_max/2, finite and above 0.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The kernel is test-train, the sizes do not fit or the fraction is not positive.</exception>
    public static GapGradientFlow WithFractionOfMaximum(GapKernel trainTrain, Matrix targets, double fraction, int? threads = null)
    {
        GapShapes.RequireTrainTrain(trainTrain);
        KernelShapes.RequireTargets(targets, trainTrain.ScaledNtkGaps.Rows, nameof(targets));
        if (!(fraction > 0) || !double.IsFinite(fraction))
            throw new ArgumentException(Invariant($"The fraction of the largest learning rate is {fraction}; it must be finite and above 0."));
        FlowModes modes = Modes(trainTrain, threads);
        return new GapGradientFlow(trainTrain, modes, targets, 2 * fraction / modes.Values[^1], -modes.Exponents[^1], threads);
    }

    /// <summary>Outputs on the training inputs, f_t(X) = (I - e^{-sΘt}) Y.</summary>
    /// <param name="time">t ≥ 0 in steps of the learning rate; infinity is allowed.</param>
    /// <returns>[m, k].</returns>
    /// <exception cref="ArgumentException">The time is negative or NaN.</exception>
    /// <exception cref="UnresolvedSpectrumException">An eigenvalue below its error decides the result.</exception>
    public GapPrediction Train(double time)
    {
        FlowClock clock = Start(time);
        if (double.IsPositiveInfinity(time))
        {
            return new GapPrediction(Route) { Values = _targets.Clone(), Errors = new Matrix(_targets.Rows, _targets.Columns) };
        }

        var errors = new FlowErrors(_kernel, _modes, _components, clock);
        Matrix values = _modes.Reconstruct(_components.ScaledRows(i => clock.TrainedFraction(_modes.Values[i], _modes.Exponents[i])), _threads);
        return new GapPrediction(Route) { Values = values, Errors = errors.OfTrain(_threads) };
    }

    /// <summary>Outputs on test inputs, f_t(x) = Θ(x, X) Θ⁻¹ (I - e^{-sΘt}) Y; at t = ∞ by <see cref="GapRegression"/>.</summary>
    /// <param name="testTrain">Θ(X_test, X_train) [n, m] at the same depth.</param>
    /// <param name="time">t ≥ 0 in steps of the learning rate; infinity is allowed.</param>
    /// <returns>[n, k].</returns>
    /// <exception cref="ArgumentException">The sizes or scales do not fit, or the time is negative or NaN.</exception>
    /// <exception cref="UnresolvedSpectrumException">An eigenvalue below its error decides the result.</exception>
    public GapPrediction Test(GapKernel testTrain, double time)
    {
        GapShapes.RequireTestTrain(testTrain, _kernel);
        if (double.IsPositiveInfinity(time))
        {
            return new GapRegression(_kernel, _threads).Predict(testTrain, _targets, threads: _threads);
        }

        FlowClock clock = Start(time);
        Matrix rows = _modes.ProjectRows(testTrain, _threads);
        Matrix gains = _components.ScaledRows(i => clock.Gain(_modes.Values[i], _modes.Exponents[i]));
        var errors = new FlowErrors(_kernel, _modes, _components, clock);
        return new GapPrediction(Route)
        {
            Values = MatrixProduct.Multiply(rows, gains, threads: _threads),
            Errors = errors.OfTest(testTrain, rows, gains, _threads),
        };
    }

    private static FlowModes Modes(GapKernel kernel, int? threads)
    {
        if (kernel.PlainError is not null)
        {
            return new FlowModesOfEntries(kernel, threads);
        }

        if (GapSolverOfDeviations.Serves(kernel))
        {
            return new FlowModesOfDeviations(kernel, threads);
        }

        var split = new GapInvariantSplit(kernel);
        return kernel.GapUnit * GapErrors.OfSplit(kernel, split) <= GapSpectrumOfEntries.ErrorEstimate(kernel)
            ? new FlowModesOfGaps(kernel, split, threads)
            : new FlowModesOfEntries(kernel, threads);
    }

    private FlowClock Start(double time)
    {
        if (!(time >= 0))
        {
            throw new ArgumentException(Invariant($"The time is {time}; it must be at least 0, or infinity."), nameof(time));
        }

        bool isEnd = double.IsPositiveInfinity(time);
        FlowClock clock = isEnd ? default : FlowClock.At(_rate, _rateExponent, time);
        for (int i = 0; i < _modes.Values.Length; i++)
        {
            if (_modes.Values[i] <= _modes.ValueErrors[i] && (isEnd || clock.Exponential(_modes.ValueErrors[i], _modes.Exponents[i]) > LargestModeError))
            {
                throw new UnresolvedSpectrumException(
                    _modes.Values[i], _modes.ValueErrors[i], Math.ScaleB(_modes.Values[^1], _modes.Exponents[^1] - _modes.Exponents[i]), time);
            }
        }

        return clock;
    }
}
