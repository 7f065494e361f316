using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>One root of 1 + ρ Σ_j z_j²/(d_j - λ) = 0, the eigenvalues of diag(d) + ρ z zᵀ with d ascending and ρ &gt; 0.</summary>
/// <remarks>
/// Root i lies between d_i and d_{i+1} (the last one above d_{k-1}). It is found relative to the nearer pole, so that every d_j - λ has full relative accuracy.
/// Each step replaces the sums left and right of the root by one pole each that agree in value and slope
/// (R.-C. Li, "Solving secular equations stably and efficiently", LAPACK working note 89, 1993), inside a bracket.
/// </remarks>
internal static class SecularEquation
{
    private const int MaxIterations = 100;
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Finds root <paramref name="i"/>.</summary>
    /// <param name="i">Index of the root from 0.</param>
    /// <param name="d">Poles, ascending and distinct, at least one.</param>
    /// <param name="z2">Squares z_j², positive.</param>
    /// <param name="rho">The weight ρ.</param>
    /// <param name="delta">Receives d_j - λ.</param>
    /// <returns>λ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Solve(int i, ReadOnlySpan<double> d, ReadOnlySpan<double> z2, double rho, Span<double> delta)
    {
        int k = d.Length;
        double inverse = 1 / rho;
        if (k == 1)
        {
            delta[0] = -rho * z2[0];
            return d[0] + (rho * z2[0]);
        }

        bool isLast = i == k - 1;
        int split = isLast ? k - 2 : i, origin = i;
        double low = 0, high, tau;
        if (isLast)
        {
            double sum = 0;
            foreach (double value in z2) sum += value;
            high = rho * sum;
            tau = 0.5 * high;
        }
        else
        {
            double half = 0.5 * (d[i + 1] - d[i]);
            Shift(d, d[i], delta);
            (double left, _) = Sums(z2[..(i + 1)], delta, half);
            (double right, _) = Sums(z2[(i + 1)..], delta[(i + 1)..], half);
            tau = half;
            high = half;
            if (inverse + left + right < 0)
            {
                origin = i + 1;
                tau = low = -half;
                high = 0;
            }
        }

        Shift(d, d[origin], delta);
        double residual = double.NaN;
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            (double psi, double psiSlope) = Sums(z2[..(split + 1)], delta, tau);
            (double phi, double phiSlope) = Sums(z2[(split + 1)..], delta[(split + 1)..], tau);
            double f = inverse + psi + phi, slope = psiSlope + phiSlope;
            residual = Math.Abs(f) * rho;
            double next = tau + Step(f, psiSlope, phiSlope, delta[split] - tau, delta[split + 1] - tau, isLast, high - tau);
            bool isSmall = Math.Abs(f) <= Epsilon * ((8 * (Math.Abs(psi) + Math.Abs(phi))) + inverse + (Math.Abs(tau) * slope));
            if (f <= 0) low = tau;
            else high = tau;
            if (!(next > low && next < high)) next = low + (0.5 * (high - low));
            if (isSmall || Math.Abs(next - tau) <= Epsilon * Math.Abs(tau))
            {
                for (int j = 0; j < k; j++) delta[j] -= tau;
                return d[origin] + tau;
            }

            tau = next;
        }

        throw new EigenConvergenceException(MaxIterations, residual);
    }

    /// <summary>The step to the root of the two-pole model, or a Newton step where the model points the wrong way.</summary>
    private static double Step(double f, double psiSlope, double phiSlope, double left, double right, bool isLast, double room)
    {
        double c = f - (left * psiSlope) - (right * phiSlope);
        double a = ((left + right) * f) - (left * right * (psiSlope + phiSlope));
        double b = left * right * f;
        if (isLast) c = Math.Abs(c);
        double root = Math.Sqrt(Math.Abs((a * a) - (4 * b * c)));
        double step;
        if (isLast) step = c == 0 ? room : a >= 0 ? (a + root) / (2 * c) : 2 * b / (a - root);
        else if (c == 0) step = b / a;
        else step = a <= 0 ? (a - root) / (2 * c) : 2 * b / (a + root);
        return f * step < 0 ? step : -f / (psiSlope + phiSlope);
    }

    private static void Shift(ReadOnlySpan<double> d, double origin, Span<double> delta)
    {
        for (int j = 0; j < d.Length; j++) delta[j] = d[j] - origin;
    }

    /// <summary>Σ z_j²/(δ_j - τ) and Σ z_j²/(δ_j - τ)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Sum, double Slope) Sums(ReadOnlySpan<double> z2, ReadOnlySpan<double> delta, double tau)
    {
        int lanes = Vector<double>.Count, j = 0;
        Vector<double> sums = default, slopes = default, shift = new(tau);
        for (; j + lanes <= z2.Length; j += lanes)
        {
            Vector<double> reciprocal = Vector<double>.One / (new Vector<double>(delta[j..]) - shift);
            Vector<double> term = new Vector<double>(z2[j..]) * reciprocal;
            sums += term;
            slopes = Vector.MultiplyAddEstimate(term, reciprocal, slopes);
        }

        double sum = Vector.Sum(sums), slope = Vector.Sum(slopes);
        for (; j < z2.Length; j++)
        {
            double reciprocal = 1 / (delta[j] - tau), term = z2[j] * reciprocal;
            sum += term;
            slope += term * reciprocal;
        }

        return (sum, slope);
    }
}
