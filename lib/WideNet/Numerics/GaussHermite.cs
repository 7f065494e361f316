
namespace WideNet.Numerics;

/// <summary>Nodes and weights with Σ w_i f(z_i) = E[f(z)], z ~ N(0, 1), exact for polynomials of degree below twice the order.</summary>
/// <remarks>
/// Beware of fixed orders for activations: with 25 nodes E[tanh'(√q z)²] is off by 16 % at q = 5; it carries no estimate of its error.
/// Nodes are bracketed roots of the Hermite function ψ_n, which solves ψ'' + (n + ½ - z²/4)ψ = 0, so that by Sturm's comparison theorem two
/// roots are at least π/√(n + ½) apart and a scan with half that step misses none (<c>GaussHermiteTests</c>: moments up to order 500).
/// </remarks>
internal sealed class GaussHermite
{
    /// <summary>Largest order: beyond it e^{-z²/4} underflows at the outer nodes.</summary>
    public const int MaximumOrder = 500;

    private readonly double[] _nodes;
    private readonly double[] _weights;

    /// <summary>Computes a rule.</summary>
    /// <param name="order">Number of nodes, 1 to <see cref="MaximumOrder"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order lies outside that range.</exception>
    public GaussHermite(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MaximumOrder);
        _nodes = new double[order];
        _weights = new double[order];

        // Positive roots from the centre outwards; an odd order has its middle node at 0 exactly.
        double step = Math.PI / Math.Sqrt(order + 0.5) / 2;
        double low = order % 2 == 1 ? step : 0;
        int found = order / 2;
        for (int i = order - found; i < order; i++)
        {
            while (Math.Sign(Function(order, low)) == Math.Sign(Function(order, low + step)))
            {
                low += step;
            }

            _nodes[i] = RootFinding.Bracketed(z => Function(order, z), low, low + step);
            _nodes[order - 1 - i] = -_nodes[i];
            low += step;
        }

        for (int i = 0; i < order; i++)
        {
            double z = _nodes[i];
            double previous = Function(order - 1, z);
            _weights[i] = Math.Exp(-z * z / 2) / (order * previous * previous);
        }
    }

    /// <summary>z_i in ascending order.</summary>
    public ReadOnlySpan<double> Nodes => _nodes;

    /// <summary>w_i, summing to 1.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    // ψ_n(z) = He_n(z) e^{-z²/4}/√n! by its three-term recurrence.
    private static double Function(int n, double z)
    {
        double previous = 0;
        double current = Math.Exp(-z * z / 4);
        for (int k = 0; k < n; k++)
        {
            (previous, current) = (current, ((z * current) - (Math.Sqrt(k) * previous)) / Math.Sqrt(k + 1));
        }

        return current;
    }
}
