using WideNet.Compute.Vectors;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The top eigenpair of a kernel given as gaps, and the rest of Θ on its exact orthogonal complement.</summary>
/// <remarks>
/// The top eigenvector is (1, z) in the basis of <see cref="GapComplement"/>, with λz = r + Bz and λ = α + r·z; iterating converges like λ_2/λ_max. Its
/// complement is spanned by the columns of [-zᵀ; I], on which Θ is B - z rᵀ - r zᵀ + α z zᵀ against the metric I + z zᵀ; with (I + z zᵀ)^-1/2 = I - γ z zᵀ on
/// both sides the other eigenvalues are those of one symmetric matrix in the unit of G. No term is neglected. Tests: GapSpectrumTests, GapGradientFlowTests.
/// </remarks>
internal sealed class GapInvariantSplit
{
    private const int MaximumIterations = 400;

    private readonly double _gamma;

    /// <summary>Iterates.</summary>
    public GapInvariantSplit(GapKernel kernel)
    {
        Complement = new GapComplement(kernel);
        double[] r = Complement.Coupling, y = [.. r];
        double alpha = Complement.Alpha, slope = Complement.Ratio / alpha, largest = alpha;
        double change = double.PositiveInfinity;
        for (int iteration = 0; iteration < MaximumIterations && change > 1e-16; iteration++)
        {
            // y = αz in the unit of G.
            double[] next = new double[r.Length];
            double size = 0, difference = 0, product = 0;
            for (int i = 0; i < r.Length; i++)
            {
                next[i] = alpha / largest * (r[i] + (slope * DenseVectors.Dot(Complement.Block.Row(i), y)));
                size = Math.Max(size, Math.Abs(next[i]));
                difference = Math.Max(difference, Math.Abs(next[i] - y[i]));
                product += r[i] * next[i];
            }

            largest = alpha + (Complement.Ratio * slope * product);
            change = size == 0 ? 0 : difference / size;
            y = next;
        }

        Scaled = y;
        Largest = largest;
        Tangent = [.. y.Select(value => slope * value)];
        double square = DenseVectors.Dot(Tangent, Tangent);
        Cosine = 1 / Math.Sqrt(1 + square);
        _gamma = Cosine * Cosine / (1 + Cosine);

        // What the last change of y leaves in z rᵀ.
        Residual = double.IsFinite(change)
            ? Math.Max(change - 1e-15, 0) * slope * Math.Sqrt(DenseVectors.Dot(r, r) * DenseVectors.Dot(y, y))
            : double.PositiveInfinity;
        CouplingSize = slope * DenseVectors.Dot(r, r);
    }

    /// <summary>The basis.</summary>
    public GapComplement Complement { get; }

    /// <summary>λ_max, in the unit of Θ.</summary>
    public double Largest { get; }

    /// <summary>z [m - 1].</summary>
    public double[] Tangent { get; }

    /// <summary>α z [m - 1], in the unit of G.</summary>
    public double[] Scaled { get; }

    /// <summary>1/√(1 + |z|²), the top eigenvector's constant component.</summary>
    public double Cosine { get; }

    /// <summary>About how far the rest is off because the iteration stopped, in the unit of G; infinite where it failed.</summary>
    public double Residual { get; }

    /// <summary>|r|²/α in the unit of G: the size of what is subtracted from B.</summary>
    public double CouplingSize { get; }

    /// <summary>Θ on the complement of the top eigenvector [m - 1, m - 1], in the unit of G.</summary>
    public Matrix Rest()
    {
        double[] r = Complement.Coupling;
        Matrix result = Complement.Block.Clone();
        for (int i = 0; i < result.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = result[i, j] - (Tangent[i] * r[j]) - (r[i] * Tangent[j]) + (Scaled[i] * Tangent[j]);
                result[i, j] = value;
                result[j, i] = value;
            }
        }

        double[] image = new double[r.Length];
        double product = 0;
        for (int i = 0; i < r.Length; i++)
        {
            image[i] = DenseVectors.Dot(result.Row(i), Tangent);
            product += Tangent[i] * image[i];
        }

        for (int i = 0; i < r.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = result[i, j] - (
                    _gamma * ((Tangent[i] * image[j]) + (image[i] * Tangent[j]))) + (_gamma * _gamma * product * Tangent[i] * Tangent[j]);
                result[i, j] = value;
                result[j, i] = value;
            }
        }

        return result;
    }

    /// <summary>x ← (I - γ z zᵀ) x.</summary>
    public void ApplyMetric(Span<double> x) => DenseVectors.AddScaled(-_gamma * DenseVectors.Dot(Tangent, x), Tangent, x);
}
