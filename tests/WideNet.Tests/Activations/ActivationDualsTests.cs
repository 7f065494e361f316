using FsCheck;
using FsCheck.Fluent;
using WideNet.Activations;
using WideNet.Tests.Numerics;

namespace WideNet.Tests.Activations;

public sealed class ActivationDualsTests
{
    public static TheoryData<string> Names => ["erf", "tanh", "relu", "leaky_relu_0.1", "abs", "gelu", "sin", "cos"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Duals_AtSeveralVariancesAndCorrelations_AgreeWithQuadrature(string name)
    {
        Activation phi = ActivationCatalog.Parse(name);
        foreach ((double qa, double qb) in new[] { (0.3, 0.3), (1.2, 0.05), (10.0, 10.0), (3.0, 8.0) })
        {
            foreach (double c in new[] { -1, -0.95, -0.4, 0, 0.3, 0.8, 0.99 })
            {
                // The quadrature is good to about 1e-10 of the scale; tanh itself to 1e-11. At correlation ±1 the rounding of k itself
                // turns a kinked φ's angle by √ε = 1.5e-8.
                double k = c * Math.Sqrt(qa * qb);
                double tolerance = (Math.Abs(c) == 1 ? 3e-8 : 1e-9) * Math.Max(1, Math.Sqrt(qa * qb));
                Assert.Equal(GaussianExpectation.Bivariate(phi.Evaluate, phi.Evaluate, qa, qb, k), phi.Dual(qa, qb, k), tolerance);
                Assert.Equal(GaussianExpectation.Bivariate(phi.Derivative, phi.Derivative, qa, qb, k), phi.DualDerivative(qa, qb, k), tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Diagonals_UpToVarianceTen_AgreeWithQuadrature(string name)
    {
        Activation phi = ActivationCatalog.Parse(name);
        foreach (double q in new[] { 1e-6, 0.01, 0.4, 1, 3, 10 })
        {
            double second = GaussianExpectation.Univariate(x => phi.Evaluate(x) * phi.Evaluate(x), q);
            Assert.Equal(second, phi.DualDiagonal(q), 1e-11 * Math.Max(1, q));
            Assert.Equal(GaussianExpectation.Univariate(x => phi.Derivative(x) * phi.Derivative(x), q), phi.DualDerivativeDiagonal(q), 2e-11 * Math.Max(1, q));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Duals_OfAnyPair_ObeyTheirIdentities(string name)
    {
        Activation phi = ActivationCatalog.Parse(name);
        Gen<double> exponents = Gen.Choose(-30, 10).Select(i => Math.Pow(10, i / 10.0));
        Gen<double> correlations = Gen.Choose(-980, 980).Select(i => i / 1000.0);
        Gen<(double Qa, double Qb, double C)> pairs = exponents.SelectMany(qa => exponents.SelectMany(qb => correlations.Select(c => (qa, qb, c))));
        Prop.ForAll(pairs.ToArbitrary(), p =>
        {
            double root = Math.Sqrt(p.Qa * p.Qb);
            double k = p.C * root;
            double dual = phi.Dual(p.Qa, p.Qb, k);
            double derivative = phi.DualDerivative(p.Qa, p.Qb, k);
            double bound = Math.Sqrt(phi.DualDiagonal(p.Qa) * phi.DualDiagonal(p.Qb));
            double slopeBound = Math.Sqrt(phi.DualDerivativeDiagonal(p.Qa) * phi.DualDerivativeDiagonal(p.Qb));

            // Central differences with step h = 1e-4 √P err by h²/6·T''' (kinked φ near |c| = 0.98: T''' P ≈ 1e3) and ε T/h.
            double h = 1e-4 * root;
            double slope = (phi.Dual(p.Qa, p.Qb, k + h) - phi.Dual(p.Qa, p.Qb, k - h)) / (2 * h);
            bool symmetric = Math.Abs(phi.Dual(p.Qb, p.Qa, k) - dual) <= 1e-14 * bound
                && Math.Abs(phi.DualDerivative(p.Qb, p.Qa, k) - derivative) <= 1e-14 * slopeBound;
            bool bounded = Math.Abs(dual) <= bound * (1 + 1e-13) && Math.Abs(derivative) <= slopeBound * (1 + 1e-13);
            return symmetric && bounded && Math.Abs(slope - derivative) <= (2e-5 * slopeBound) + (1e-11 * bound / root);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Duals_AtTheEdges_AreFiniteAndTied(string name)
    {
        Activation phi = ActivationCatalog.Parse(name);
        foreach (double qa in new[] { 0, 1e-300, 1e-9, 0.3, 7 })
        {
            Assert.Equal(phi.DualDiagonal(qa), phi.Dual(qa, qa, qa));
            foreach (double qb in new[] { 0, 1e-9, 0.7, 9 })
            {
                // √q_a √q_b rounds to either side of √(q_a q_b); a few units beyond must clamp, not become NaN.
                foreach (double stretch in new[] { -1 - 1e-15, -1, 0, 1, 1 + 1e-15 })
                {
                    double k = stretch * Math.Sqrt(qa) * Math.Sqrt(qb);
                    double limit = Math.Sqrt(phi.DualDiagonal(qa)) * Math.Sqrt(phi.DualDiagonal(qb));
                    Assert.InRange(phi.Dual(qa, qb, k), -limit * (1 + 1e-13), limit * (1 + 1e-13));
                    Assert.True(double.IsFinite(phi.DualDerivative(qa, qb, k)));
                }
            }
        }
    }

    // E[sin u sin v] = e^{-(q_a + q_b)/2} sinh k, of which a difference of exponentials would leave no digits.
    [Theory]
    [InlineData(1e-12)]
    [InlineData(-1e-7)]
    [InlineData(1e-3)]
    [InlineData(0.4)]
    public void Dual_OfSinAtSmallCovariances_KeepsItsRelativeAccuracy(double k)
    {
        double expected = Math.Exp(-(0.7 + 1.3) / 2) * Math.Sinh(k);
        Assert.InRange(new Sin().Dual(0.7, 1.3, k) / expected, 1 - 1e-14, 1 + 1e-14);
    }

    [Fact]
    public void Mixture_OfErrorFunctions_MatchesTanhEverywhere()
    {
        double worst = 0;
        double worstSlope = 0;
        var phi = new Tanh();
        var erf = new Erf();
        for (int i = -4000; i <= 4000; i++)
        {
            double x = i / 200.0;
            double sum = 0;
            double slope = 0;
            for (int j = 0; j < LogisticMixture.Weights.Length; j++)
            {
                double scale = 1 / Math.Sqrt(2 * LogisticMixture.SquaredScales[j]);
                sum += LogisticMixture.Weights[j] * erf.Evaluate(scale * x);
                slope += LogisticMixture.Weights[j] * scale * erf.Derivative(scale * x);
            }

            worst = Math.Max(worst, Math.Abs(sum - phi.Evaluate(x)));
            worstSlope = Math.Max(worstSlope, Math.Abs(slope - phi.Derivative(x)));
        }

        Assert.InRange(worst, 0, 1.5e-12);
        Assert.InRange(worstSlope, 0, 5e-12);
    }
}
