using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Training of an infinitely wide network from f_0 = 0 by gradient flow on a squared loss, in closed form at any time.</summary>
/// <remarks>
/// f_t(X) = (I - e^{-sΘt}) Y and f_t(x) = Θ(x, X) Θ⁻¹ (I - e^{-sΘt}) Y, with s = η for the summed and η/(mk) for the averaged loss; t = 1 is one
/// step of learning rate η (Lee et al. 2019; Xiao et al. 2020, section 3). From one eigendecomposition Θ = V diag(λ) Vᵀ, with
/// (1 - e^{-sλt})/λ taken as one function, so small eigenvalues lose nothing. An eigenvalue that is lost in rounding is an error as soon as its value would
/// matter. Accuracy: 1e-9 of the largest output against the reference cases (GradientFlowTests).
/// </remarks>
public sealed class GradientFlow
{
    // An eigenvalue of unknown digits may change a training mode by at most this much.
    private const double LargestModeError = 1e-6;

    private readonly Matrix _trainTrain;
    private readonly Matrix _targets;
    private readonly SymmetricEigenDecomposition _eigen;
    private readonly Matrix _modes;
    private readonly double _rate;

    /// <summary>Decomposes the kernel, cost O(m³).</summary>
    /// <param name="trainTrain">Θ [m, m], symmetric and positive semi-definite.</param>
    /// <param name="targets">Y [m, k].</param>
    /// <param name="learningRate">η, finite and above 0.</param>
    /// <param name="loss">Which loss <paramref name="learningRate"/> belongs to.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, the learning rate is not positive, or the kernel is not symmetric.</exception>
    /// <exception cref="UnresolvedSpectrumException">The kernel has an eigenvalue that is negative beyond rounding.</exception>
    public GradientFlow(Matrix trainTrain, Matrix targets, double learningRate, SquaredLoss loss = SquaredLoss.Sum, int? threads = null)
        : this(trainTrain, targets, learningRate, null, loss, threads)
    {
    }

    /// <summary>With eigenvalues and eigenvectors of the kernel where they are known; null to compute them here.</summary>
    internal GradientFlow(
        Matrix trainTrain, Matrix targets, double learningRate, SymmetricEigenDecomposition? decomposition, SquaredLoss loss = SquaredLoss.Sum,
        int? threads = null)
    {
        KernelShapes.RequireTrainTrain(trainTrain);
        KernelShapes.RequireTargets(targets, trainTrain);
        if (!(learningRate > 0) || !double.IsFinite(learningRate))
        {
            throw new ArgumentException(Invariant($"The learning rate is {learningRate}; it must be finite and above 0."), nameof(learningRate));
        }

        if (decomposition is not null && decomposition.Values.Length != trainTrain.Rows)
        {
            throw new ArgumentException(
                Invariant($"The decomposition has {decomposition.Values.Length} eigenvalues, but the kernel has {trainTrain.Rows} rows; it belongs to ")
                    + "another kernel.", nameof(decomposition));
        }

        _trainTrain = trainTrain;
        _targets = targets;
        _rate = loss == SquaredLoss.Sum ? learningRate : learningRate / ((double)targets.Rows * targets.Columns);
        _eigen = decomposition ?? SymmetricEigen.Decompose(trainTrain, threads);
        _modes = MatrixProduct.Multiply(_eigen.Vectors, targets, transposeA: true, threads: threads);
        if (_eigen.Values[0] < -RoundingError)
        {
            throw new UnresolvedSpectrumException(_eigen.Values[0], RoundingError, _eigen.Values[^1], 0);
        }
    }

    /// <summary>λ, ascending.</summary>
    public IReadOnlyList<double> Eigenvalues => _eigen.Values;

    /// <summary>κ = λ_max/λ_bulk, with λ_bulk the mean of the other m - 1 eigenvalues; infinite where that is lost in rounding, 1 for one example.</summary>
    public double ConditionNumber
    {
        get
        {
            double bulk = Eigenvalues.SkipLast(1).DefaultIfEmpty(Eigenvalues[^1]).Average();
            return bulk > RoundingError ? Eigenvalues[^1] / bulk : double.PositiveInfinity;
        }
    }

    private double RoundingError => KernelSpectrum.RoundingErrorOf(_eigen.Values);

    /// <summary>Outputs on the training inputs, f_t(X) = (I - e^{-sΘt}) Y.</summary>
    /// <param name="time">t ≥ 0 in steps of the learning rate; infinity is allowed.</param>
    /// <returns>[m, k].</returns>
    /// <exception cref="ArgumentException">The time is negative or NaN.</exception>
    /// <exception cref="UnresolvedSpectrumException">An eigenvalue below rounding decides the result.</exception>
    public Matrix Train(double time) => FromModes(time, TrainedFraction);

    /// <summary>‖f_t(X) - Y‖/‖Y‖ on the training inputs: 1 at t = 0; 0 if every target is 0.</summary>
    /// <param name="time">t ≥ 0 in steps of the learning rate; infinity is allowed.</param>
    /// <exception cref="ArgumentException">The time is negative or NaN.</exception>
    /// <exception cref="UnresolvedSpectrumException">An eigenvalue below rounding decides the result.</exception>
    public double Residual(double time)
    {
        Matrix outputs = Train(time);
        double distance = 0, size = 0;
        for (int i = 0; i < outputs.Values.Length; i++)
        {
            double target = _targets.Values[i], difference = outputs.Values[i] - target;
            distance += difference * difference;
            size += target * target;
        }

        return size == 0 ? 0 : Math.Sqrt(distance) / Math.Sqrt(size);
    }

    /// <summary>Outputs on test inputs, f_t(x) = Θ(x, X) Θ⁻¹ (I - e^{-sΘt}) Y.</summary>
    /// <param name="testTrain">Θ_test,train [n, m].</param>
    /// <param name="time">t ≥ 0 in steps of the learning rate; infinity is allowed.</param>
    /// <returns>[n, k].</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or the time is negative or NaN.</exception>
    /// <exception cref="UnresolvedSpectrumException">An eigenvalue below rounding decides the result.</exception>
    public Matrix Test(Matrix testTrain, double time)
    {
        KernelShapes.RequireTestTrain(testTrain, _trainTrain);
        return MatrixProduct.Multiply(testTrain, Coefficients(time));
    }

    /// <summary>α_t = Θ⁻¹ (I - e^{-sΘt}) Y, with which f_t(x) = Θ(x, X) α_t.</summary>
    /// <param name="time">t ≥ 0 in steps of the learning rate; infinity is allowed.</param>
    /// <returns>[m, k].</returns>
    /// <exception cref="ArgumentException">The time is negative or NaN.</exception>
    /// <exception cref="UnresolvedSpectrumException">An eigenvalue below rounding decides the result.</exception>
    public Matrix Coefficients(double time) => FromModes(time, Gain);

    /// <summary>P_t = Θ_test,train Θ⁻¹ (I - e^{-sΘt}), with which f_t(x) = P_t Y; at t = ∞ the mean predictor.</summary>
    /// <param name="testTrain">Θ_test,train [n, m].</param>
    /// <param name="time">t ≥ 0 in steps of the learning rate; infinity is allowed.</param>
    /// <returns>[n, m].</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or the time is negative or NaN.</exception>
    /// <exception cref="UnresolvedSpectrumException">An eigenvalue below rounding decides the result.</exception>
    public Matrix Predictor(Matrix testTrain, double time)
    {
        KernelShapes.RequireTestTrain(testTrain, _trainTrain);
        RequireResolved(time);
        Matrix scaled = MatrixProduct.Multiply(testTrain, _eigen.Vectors);
        for (int i = 0; i < scaled.Rows; i++)
        {
            Span<double> row = scaled.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= Gain(_eigen.Values[j], time);
            }
        }

        return MatrixProduct.Multiply(scaled, _eigen.Vectors, transposeB: true);
    }

    private Matrix FromModes(double time, Func<double, double, double> factor)
    {
        RequireResolved(time);
        return MatrixProduct.Multiply(_eigen.Vectors, _modes.ScaledRows(i => factor(_eigen.Values[i], time)));
    }

    // 1 - e^{-sλt}. λ = 0 gets here at t = ∞ only if the whole kernel is zero: then nothing ever moves.
    private double TrainedFraction(double eigenvalue, double time) =>
        double.IsPositiveInfinity(time) ? eigenvalue == 0 ? 0 : 1 : -FlowFunctions.ExpM1(-_rate * eigenvalue * time);

    // (1 - e^{-sλt})/λ, which tends to st as λ → 0.
    private double Gain(double eigenvalue, double time)
    {
        double exponent = -_rate * eigenvalue * time;
        if (double.IsPositiveInfinity(time)) return eigenvalue == 0 ? 0 : 1 / eigenvalue;
        return exponent == 0 ? _rate * time : -FlowFunctions.ExpM1(exponent) / eigenvalue;
    }

    private void RequireResolved(double time)
    {
        if (!(time >= 0))
        {
            throw new ArgumentException(Invariant($"The time is {time}; it must be at least 0, or infinity."), nameof(time));
        }

        if (_eigen.Values[0] <= RoundingError && _rate * RoundingError * time > LargestModeError)
        {
            throw new UnresolvedSpectrumException(_eigen.Values[0], RoundingError, _eigen.Values[^1], time);
        }
    }
}
