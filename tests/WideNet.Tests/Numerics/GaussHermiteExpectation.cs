using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

/// <summary>Σ w_i f(√q z_i), an estimate of E[f(√q z)] without an error estimate.</summary>
internal static class GaussHermiteExpectation
{
    public static double Expectation(this GaussHermite rule, Func<double, double> f, double q)
    {
        double sum = 0;
        for (int i = 0; i < rule.Nodes.Length; i++) sum += rule.Weights[i] * f(Math.Sqrt(q) * rule.Nodes[i]);
        return sum;
    }
}
