using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Θ = p 1 1ᵀ + (f 1ᵀ + 1 fᵀ)/2 - G in an orthonormal basis [1/√m, Q] whose first vector is constant: α = 1ᵀΘ1/m, r = QᵀΘ1/√m, B = QᵀΘQ =
/// -QᵀGQ.</summary>
/// <remarks>
/// Q is the rest of the Householder reflection that takes 1/√m to -e_0, so that every product costs O(m²). f is zero for inputs of one norm. r and B are in the
/// unit of G, α and p in that of Θ; <see cref="Ratio"/> is the first over the second and may underflow to 0 without harm.
/// </remarks>
internal sealed class GapComplement
{
    private readonly GapKernel _kernel;
    private readonly int _count;
    private readonly double _beta;
    private readonly double _entry;

    /// <summary>Changes the basis.</summary>
    public GapComplement(GapKernel kernel)
    {
        Matrix g = kernel.ScaledNtkGaps;
        _kernel = kernel;
        _count = g.Rows;
        _entry = 1 / Math.Sqrt(_count);
        _beta = 1 / (1 + _entry);
        Ratio = kernel.GapUnit;
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

        double[] offsets = new double[_count - 1];
        double offset = kernel.Columns is null ? 0 : Split([.. kernel.Columns.ScaledNtk], offsets);
        double root = Math.Sqrt(_count);
        Alpha = (_count * kernel.ScaledDiagonal) + (Ratio * ((root * offset) - Reflected(0, 0)));
        Coupling = new double[_count - 1];
        Block = new Matrix(_count - 1, _count - 1);
        for (int i = 1; i < _count; i++)
        {
            Coupling[i - 1] = (root / 2 * offsets[i - 1]) + Reflected(i, 0);
            for (int j = 1; j <= i; j++)
            {
                double value = -Reflected(i, j);
                Block[i - 1, j - 1] = value;
                Block[j - 1, i - 1] = value;
            }
        }
    }

    /// <summary>Unit of G over unit of Θ.</summary>
    public double Ratio { get; }

    /// <summary>α, in the unit of Θ.</summary>
    public double Alpha { get; }

    /// <summary>r [m - 1], in the unit of G.</summary>
    public double[] Coupling { get; }

    /// <summary>B [m - 1, m - 1], in the unit of G.</summary>
    public Matrix Block { get; }

    /// <summary>The Schur complement S = B - r rᵀ/α [m - 1, m - 1], in the unit of G.</summary>
    public Matrix Schur()
    {
        Matrix result = Block.Clone();
        double share = Ratio / Alpha;
        for (int i = 0; i < result.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = result[i, j] - (share * Coupling[i] * Coupling[j]);
                result[i, j] = value;
                result[j, i] = value;
            }
        }

        return result;
    }

    /// <summary>The parts of a row of Θ(X_test, X_train): its constant component in the unit of Θ, and the others into <paramref name="rest"/> in the unit of
    /// G.</summary>
    public double SplitKernelRow(GapKernel testTrain, int t, Span<double> rest)
    {
        double[] gaps = testTrain.ScaledNtkGaps.Row(t).ToArray();
        if (testTrain.Columns is GapOffsets columns)
        {
            for (int i = 0; i < gaps.Length; i++)
            {
                gaps[i] -= columns.ScaledNtk[i] / 2;
            }
        }

        double constant = Split(gaps, rest), own = (testTrain.Rows?.ScaledNtk[t] ?? 0) / 2;
        foreach (ref double value in rest)
        {
            value = -value;
        }

        double root = Math.Sqrt(_count);
        return (root * _kernel.ScaledDiagonal) + (Ratio * ((root * own) - constant));
    }

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

    // Compensated: the labels' constant component may be all rounding, and is then divided by the small end of the spectrum.
    internal static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0, rest = 0;
        foreach (double value in values)
        {
            double next = sum + value;
            rest += Math.Abs(sum) >= Math.Abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }

        return sum + rest;
    }

    private double Reflector(int i) => i == 0 ? 1 + _entry : _entry;
}
