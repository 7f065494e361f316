using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Θ = p 1 1ᵀ - G in an orthonormal basis [1/√m, Q] whose first vector is constant: α = mp - 1ᵀG1/m, r = -QᵀG1/√m, B = -QᵀGQ, and the Schur complement S = B - r rᵀ/α.</summary>
/// <remarks>
/// Q is the rest of the Householder reflection that takes 1/√m to -e_0, so that every product costs O(m²). r, B and S are in the unit of G, α and p in that of Θ;
/// <see cref="Ratio"/> is the first over the second and may underflow to 0 without harm.
/// </remarks>
internal sealed class GapComplement
{
    private readonly int _count;
    private readonly double _beta;
    private readonly double _entry;

    /// <summary>Changes the basis.</summary>
    public GapComplement(GapKernel kernel)
    {
        Matrix g = kernel.ScaledNtkGaps;
        _count = g.Rows;
        _entry = 1 / Math.Sqrt(_count);
        _beta = 1 / (1 + _entry);
        Ratio = Math.ScaleB(1, kernel.NtkGapExponent - kernel.Exponent);
        double[] image = new double[_count];
        double product = 0;
        for (int i = 0; i < _count; i++)
        {
            ReadOnlySpan<double> row = g.Row(i);
            image[i] = (Sum(row) * _entry) + row[0];
            product += Reflector(i) * image[i];
        }

        double Reflected(int i, int j) =>
            g[i, j] - (_beta * ((Reflector(i) * image[j]) + (image[i] * Reflector(j)))) + (_beta * _beta * product * Reflector(i) * Reflector(j));

        Alpha = (_count * kernel.ScaledDiagonal) - (Ratio * Reflected(0, 0));
        Coupling = new double[_count - 1];
        for (int i = 1; i < _count; i++)
        {
            Coupling[i - 1] = Reflected(i, 0);
        }

        Schur = new Matrix(_count - 1, _count - 1);
        double share = Ratio / Alpha;
        for (int i = 1; i < _count; i++)
        {
            for (int j = 1; j <= i; j++)
            {
                double value = -Reflected(i, j) - (share * Coupling[i - 1] * Coupling[j - 1]);
                Schur[i - 1, j - 1] = value;
                Schur[j - 1, i - 1] = value;
            }
        }
    }

    /// <summary>Unit of G over unit of Θ.</summary>
    public double Ratio { get; }

    /// <summary>α, in the unit of Θ.</summary>
    public double Alpha { get; }

    /// <summary>r [m - 1], in the unit of G.</summary>
    public double[] Coupling { get; }

    /// <summary>S [m - 1, m - 1], in the unit of G.</summary>
    public Matrix Schur { get; }

    /// <summary>The parts of a vector: its constant component 1ᵀx/√m, and Qᵀx into <paramref name="rest"/>.</summary>
    public double Split(ReadOnlySpan<double> x, Span<double> rest)
    {
        double constant = Sum(x) * _entry;
        double shift = _beta * (constant + x[0]) * _entry;
        for (int i = 1; i < _count; i++)
        {
            rest[i - 1] = x[i] - shift;
        }

        return constant;
    }

    /// <summary>Q x̃ + x_0/√m, the inverse of <see cref="Split"/>.</summary>
    public void Join(double constant, ReadOnlySpan<double> rest, Span<double> x)
    {
        double shift = _beta * Sum(rest) * _entry;
        x[0] = -shift * (1 + _entry);
        for (int i = 1; i < _count; i++)
        {
            x[i] = rest[i - 1] - (shift * _entry);
        }

        foreach (ref double value in x)
        {
            value += constant * _entry;
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    private double Reflector(int i) => i == 0 ? 1 + _entry : _entry;
}
