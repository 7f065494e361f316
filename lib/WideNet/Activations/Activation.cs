namespace WideNet.Activations;

/// <summary>A nonlinearity φ with its derivative and its Gaussian duals T and Ṫ, everything infinite-width theory needs.</summary>
/// <remarks>
/// For (u, v) ~ N(0, [[q_a, k], [k, q_b]]): T(q_a, q_b, k) = E[φ(u)φ(v)] and Ṫ(q_a, q_b, k) = E[φ'(u)φ'(v)] = ∂T/∂k.
/// The scalar members are the definition; the span member is the fast path and agrees with them to a tolerance each activation states.
/// </remarks>
public abstract class Activation
{
    /// <summary>Name used on the command line and in case files, such as <c>erf</c> or <c>leaky_relu_0.1</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether φ(αx) = αφ(x) for α &gt; 0 (the ReLU family): the variance map is then linear.</summary>
    public virtual bool IsHomogeneous => false;

    /// <summary>φ(x).</summary>
    /// <param name="x">Pre-activation.</param>
    public abstract double Evaluate(double x);

    /// <summary>φ'(x); at a kink the value PyTorch and JAX use (ReLU: 0 at 0).</summary>
    /// <param name="x">Pre-activation.</param>
    public abstract double Derivative(double x);

    /// <summary>T(q_a, q_b, k) = E[φ(u)φ(v)].</summary>
    /// <param name="qa">Variance of u, at least 0.</param>
    /// <param name="qb">Variance of v, at least 0.</param>
    /// <param name="k">Covariance, at most √(q_a q_b) in size.</param>
    public abstract double Dual(double qa, double qb, double k);

    /// <summary>Ṫ(q_a, q_b, k) = E[φ'(u)φ'(v)].</summary>
    /// <param name="qa">Variance of u, at least 0.</param>
    /// <param name="qb">Variance of v, at least 0.</param>
    /// <param name="k">Covariance, at most √(q_a q_b) in size.</param>
    public abstract double DualDerivative(double qa, double qb, double k);

    /// <summary>T(q, q, q) = E[φ(√q z)²], by the exact limit at correlation 1.</summary>
    /// <param name="q">Variance, at least 0.</param>
    public abstract double DualDiagonal(double q);

    /// <summary>Ṫ(q, q, q) = E[φ'(√q z)²], by the exact limit at correlation 1.</summary>
    /// <param name="q">Variance, at least 0.</param>
    public abstract double DualDerivativeDiagonal(double q);

    /// <summary>T and Ṫ for many pairs at once: entry i is (<paramref name="qa"/>[i], <paramref name="qb"/>[i], <paramref name="k"/>[i]).</summary>
    /// <param name="qa">Variances of u.</param>
    /// <param name="qb">Variances of v; same length.</param>
    /// <param name="k">Covariances; same length.</param>
    /// <param name="dual">Receives T; same length; may be the memory of <paramref name="k"/>.</param>
    /// <param name="dualDerivative">Receives Ṫ; same length; must not overlap an input.</param>
    public virtual void Duals(ReadOnlySpan<double> qa, ReadOnlySpan<double> qb, ReadOnlySpan<double> k, Span<double> dual, Span<double> dualDerivative)
    {
        for (int i = 0; i < k.Length; i++)
        {
            double ki = k[i];
            dualDerivative[i] = DualDerivative(qa[i], qb[i], ki);
            dual[i] = Dual(qa[i], qb[i], ki);
        }
    }

    /// <summary>The activation's <see cref="Name"/>.</summary>
    public sealed override string ToString() => Name;
}
