using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>First-order error estimates of gradient flow at one time.</summary>
/// <remarks>
/// A change dΘ with entries d_ij between eigenvectors changes F(Θ) by F[λ_i, λ_j] d_ij (Daleckii and Krein), F[·,·] the divided difference. With ‖d‖ at most
/// the noise, a row's change is at most noise × √Σ_j (F[λ_i, λ_j] y_j)². For the gain (1 - e^{-st λ})/λ the divided difference is at most min((st)²/2,
/// 1/λ_iλ_j). Everything is in units of the largest small eigenvalue; the top mode couples to the others by the noise over λ_max.
/// </remarks>
internal sealed class FlowErrors
{
    // Beyond this st only the bounds that do not contain it matter.
    private const double LatestTime = 1e100;

    private readonly GapKernel _kernel;
    private readonly FlowModes _modes;
    private readonly Matrix _components;
    private readonly FlowClock _clock;
    private readonly double[] _values;
    private readonly double _time, _noise, _share;

    public FlowErrors(GapKernel kernel, FlowModes modes, Matrix components, FlowClock clock)
    {
        (_kernel, _modes, _components, _clock) = (kernel, modes, components, clock);
        int count = modes.Values.Length;
        double[] small = modes.Values[..^1];
        double unit = count > 1 ? small.Max(Math.Abs) : 0;
        unit = unit > 0 ? unit : 1;
        _values = [.. small.Select(value => Math.Max(value, 0) / unit)];
        _noise = modes.Noise / unit;
        _time = Math.Min(clock.Exponential(unit, modes.Exponents[0]), LatestTime);
        _share = Math.ScaleB(unit / modes.Values[^1], modes.Exponents[0] - modes.Exponents[^1]);
    }

    /// <summary>Errors of f_t(X) [m, k].</summary>
    public Matrix OfTrain(int? threads)
    {
        int m = _components.Rows, k = _components.Columns;
        Matrix squares = _components.Map(Square);
        var change = new Matrix(m, k);
        for (int i = 0; i < m - 1; i++)
        {
            for (int l = 0; l < k; l++)
            {
                double sum = 0;
                for (int j = 0; j < m - 1; j++)
                {
                    double difference = TrainDifference(_values[i], _values[j]);
                    sum += difference * difference * squares[j, l];
                }

                double top = _share * _components[m - 1, l];
                change[i, l] = _noise * _noise * (sum + (top * top));
                change[m - 1, l] += _noise * _noise * _share * _share * squares[i, l];
            }
        }

        Matrix vectors = _modes.Vectors(threads).Map(Square);
        Matrix result = MatrixProduct.Multiply(vectors, change, threads: threads);
        Matrix common = _modes.Reconstruct(_components.ScaledRows(CommonWeight), threads);
        double algebra = GapErrors.Algebra(_kernel);
        double[] trained = [.. Enumerable.Range(0, m).Select(i => _clock.TrainedFraction(_modes.Values[i], _modes.Exponents[i]))];
        double slowest = m > 1 ? trained[..^1].Max() : 0;
        for (int l = 0; l < k; l++)
        {
            double size = Math.Sqrt(Enumerable.Range(0, m).Sum(i => trained[i] * trained[i] * squares[i, l])) + (
                slowest * Math.Sqrt(Enumerable.Range(0, m).Sum(i => squares[i, l])));
            for (int a = 0; a < m; a++)
            {
                result[a, l] = Math.Sqrt(Math.Max(result[a, l], 0)) + (_kernel.CommonError * Math.Abs(common[a, l])) + (algebra * size);
            }
        }

        return result;
    }

    /// <summary>Errors of f_t(x) [n, k].</summary>
    /// <param name="testTrain">The test-train kernel.</param>
    /// <param name="rows">Its rows along the eigenvectors, each component in the unit of its eigenvalue.</param>
    /// <param name="gains">The labels' components times (1 - e^{-sλt})/λ, in the inverse units.</param>
    /// <param name="threads">Threads used at most.</param>
    public Matrix OfTest(GapKernel testTrain, Matrix rows, Matrix gains, int? threads)
    {
        int n = rows.Rows, m = rows.Columns, k = gains.Columns;
        double unit = _values.Length > 0 && _modes.Values[..^1].Max(Math.Abs) is double largest && largest > 0 ? largest : 1;
        Matrix left = rows.Block(0, n, 0, m - 1).Map(Square), right = _components.Block(0, m - 1, 0, k).Map(Square), kernel = new(m - 1, m - 1);
        for (int i = 0; i < m - 1; i++)
        {
            for (int j = 0; j < m - 1; j++)
            {
                double difference = GainDifference(_values[i], _values[j]);
                kernel[i, j] = difference * difference;
            }
        }

        Matrix mixed = m > 1 ? MatrixProduct.Multiply(left, MatrixProduct.Multiply(kernel, right, threads: threads), threads: threads) : new Matrix(n, k);
        Matrix common = MatrixProduct.Multiply(rows, _components.ScaledRows(GainWeight), threads: threads);
        Matrix values = MatrixProduct.Multiply(rows, gains, threads: threads);
        double entry = GapErrors.Rounding(_kernel);
        for (int t = 0; t < n; t++)
        {
            double row = _modes.RowSize(testTrain, t);
            for (int l = 0; l < k; l++)
            {
                double coefficients = Math.Sqrt(
                    Enumerable.Range(0, m - 1).Sum(i => gains[i, l] * unit * gains[i, l] * unit)), top = Math.Abs(rows[t, m - 1] * gains[m - 1, l]);
                double coupled = _noise * Math.Abs(rows[t, m - 1] / _modes.Values[^1]) * coefficients;
                mixed[t, l] = (_noise * Math.Sqrt(Math.Max(mixed[t, l], 0)) / unit) + (entry * ((row / unit * coefficients) + top)) + coupled + (
                    _kernel.CommonError * (Math.Abs(common[t, l]) + Math.Abs(values[t, l])));
            }
        }

        return mixed;
    }

    private static double Square(double value) => value * value;

    // A common factor of Θ is a factor of the time: t ∂f/∂t has sλt e^{-sλt} for 1 - e^{-sλt}.
    private double CommonWeight(int i)
    {
        double argument = _clock.Exponential(_modes.Values[i], _modes.Exponents[i]);
        return argument > 700 ? 0 : argument * Math.Exp(-argument);
    }

    // Likewise st e^{-sλt} for the gain.
    private double GainWeight(int i)
    {
        double argument = _clock.Exponential(_modes.Values[i], _modes.Exponents[i]);
        return argument > 700 ? 0 : Math.ScaleB(_clock.Mantissa, _clock.Exponent + _modes.Exponents[i]) * Math.Exp(-argument);
    }

    private double TrainDifference(double a, double b)
    {
        double gap = Math.Abs(a - b), least = Math.Min(a, b);
        return gap * _time > 1e-3 ? Math.Abs(Math.Exp(-_time * a) - Math.Exp(-_time * b)) / gap : _time * Math.Exp(-_time * least);
    }

    private double GainDifference(double a, double b) => Math.Min(_time * _time / 2, 1 / (a * b));
}
