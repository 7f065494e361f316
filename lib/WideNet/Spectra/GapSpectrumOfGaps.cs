using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The gaps route of <see cref="GapSpectrum"/>.</summary>
/// <remarks>
/// The eigenvalue λ of Θ that lies off the constant vector solves (B - r rᵀ/(α - λ)) v = λ v. To first order in λ/α that is (S) v = λ (I + r rᵀ/α²) v,
/// whose congruence (I - γ r rᵀ) S (I - γ r rᵀ) is decomposed; the rest is λ² |r|²/α³.
/// </remarks>
internal sealed class GapSpectrumOfGaps
{
    private readonly GapKernel _kernel;
    private readonly GapComplement _complement;
    private readonly double _rounding;
    private readonly double _coupling;

    public GapSpectrumOfGaps(GapKernel kernel)
    {
        _kernel = kernel;
        _complement = new GapComplement(kernel);
        double square = 0;
        foreach (double r in _complement.Coupling)
        {
            square += r * r;
        }

        double slope = _complement.Ratio / _complement.Alpha;
        _coupling = square * slope * slope;
        _rounding = GapErrors.Rounding(kernel) * GapErrors.Norm(kernel.ScaledNtkGaps);
    }

    /// <summary>About how far the small eigenvalues may be off, in the unit of Θ.</summary>
    public double ErrorEstimate
    {
        get
        {
            double size = GapErrors.Norm(_complement.Schur);
            return _complement.Ratio * (_rounding + Truncation(size));
        }
    }

    public GapSpectrumParts Compute(int? threads)
    {
        double[] small = SymmetricEigen.Values(Congruent(), threads);
        double trace = 0, sum = 0;
        for (int i = 0; i < small.Length + 1; i++)
        {
            trace += _kernel.ScaledDiagonal - (_complement.Ratio * _kernel.ScaledNtkGaps[i, i]);
        }

        double[] errors = new double[small.Length];
        for (int i = 0; i < small.Length; i++)
        {
            sum += small[i];
            errors[i] = _rounding + Truncation(small[i]) + (_kernel.CommonError * Math.Abs(small[i]));
        }

        double largest = trace - (_complement.Ratio * sum);
        return new GapSpectrumParts
        {
            Small = small,
            SmallErrors = errors,
            SmallExponent = _kernel.NtkGapExponent,
            Largest = largest,
            LargestError = (_complement.Ratio * errors.Sum()) + (_kernel.CommonError * largest),
            LargestExponent = _kernel.Exponent,
        };
    }

    // λ² |r|²/α³ in the unit of G.
    private double Truncation(double eigenvalue) => _coupling * (eigenvalue * _complement.Ratio / _complement.Alpha) * eigenvalue;

    private Matrix Congruent()
    {
        Matrix schur = _complement.Schur;
        double[] r = _complement.Coupling, image = new double[r.Length];
        double root = Math.Sqrt(1 + _coupling), slope = _complement.Ratio / _complement.Alpha;
        double gamma = slope * slope / (root * (1 + root)), product = 0;
        for (int i = 0; i < r.Length; i++)
        {
            image[i] = DenseVectors.Dot(schur.Row(i), r);
            product += r[i] * image[i];
        }

        var result = new Matrix(r.Length, r.Length);
        for (int i = 0; i < r.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = schur[i, j] - (gamma * ((r[i] * image[j]) + (image[i] * r[j]))) + (gamma * gamma * product * r[i] * r[j]);
                result[i, j] = value;
                result[j, i] = value;
            }
        }

        return result;
    }
}
