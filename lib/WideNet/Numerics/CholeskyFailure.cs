using WideNet.Compute.Vectors;

namespace WideNet.Numerics;

/// <summary>Turns a failed pivot into an exception that says how ill-conditioned the matrix is.</summary>
internal static class CholeskyFailure
{
    private const int PowerSteps = 10;

    /// <summary>
    /// With the leading block A_k = L Lᵀ and row (l, pivot), the vector v = (-L⁻ᵀ l, 1) has vᵀ A v = pivot, so λ_min ≤ pivot/|v|².
    /// A computed pivot is uncertain by ε times its diagonal entry, which bounds the estimate from below.
    /// </summary>
    public static NotPositiveDefiniteException Describe(Matrix a, double ridge, Matrix lower, int index)
    {
        double pivot = lower[index, index];
        double[] v = lower.Row(index)[..index].ToArray();
        for (int i = index - 1; i >= 0; i--)
        {
            v[i] /= lower[i, i];
            DenseVectors.AddScaled(-v[i], lower.Row(i)[..i], v.AsSpan(0, i));
        }

        double norm = 1 + DenseVectors.Dot(v, v);
        double largest = LargestEigenvalue(a) + ridge;
        double resolution = double.BitIncrement(1) - 1;
        double uncertain = Math.Max(resolution * Math.Abs(a[index, index] + ridge), double.Epsilon);
        double condition = largest * norm / Math.Max(Math.Abs(pivot), uncertain);
        double suggested = Math.Abs(pivot) + (a.Rows * resolution * largest);
        return new NotPositiveDefiniteException(a.Rows, index, pivot, condition, suggested > 0 ? suggested : 1); // any ridge serves a matrix of zeros
    }

    private static double LargestEigenvalue(Matrix a)
    {
        int n = a.Rows;
        double[] x = new double[n], y = new double[n];
        for (int i = 0; i < n; i++) x[i] = Math.Sqrt(1.0 / n) * (i % 3 == 1 ? 0.5 : 1);
        double length = 0;
        for (int step = 0; step < PowerSteps; step++)
        {
            for (int i = 0; i < n; i++) y[i] = DenseVectors.Dot(a.Row(i), x);
            length = Math.Sqrt(DenseVectors.Dot(y, y));
            if (length == 0) break;
            for (int i = 0; i < n; i++) x[i] = y[i] / length;
        }

        return length;
    }
}
