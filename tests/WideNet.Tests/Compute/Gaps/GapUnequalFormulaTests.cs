using WideNet.Activations;
using WideNet.Compute.Gaps;
using WideNet.Compute.Vectors;

namespace WideNet.Tests.Compute.Gaps;

/// <summary>Dual differences at unequal variances against the duals themselves, and against the formulas of one variance.</summary>
public sealed class GapUnequalFormulaTests
{
    [Theory]
    [InlineData("erf")]
    [InlineData("relu")]
    [InlineData("leaky_relu_0.1")]
    [InlineData("abs")]
    public void Evaluate_DistantPairs_EqualsTheDifferencesOfDuals(string name)
    {
        Activation phi = ActivationCatalog.Parse(name);
        foreach ((double qa, double qb) in ((double, double)[])[(0.3, 1.2), (1.2, 0.3), (2, 2), (0.01, 3)])
        {
            for (int i = -9; i <= 9; i++)
            {
                double k = i / 10.0 * Math.Sqrt(qa * qb);
                GapUnequalDuals<ScalarLanes> duals = Evaluate(phi, qa, qb, qa + qb - (2 * k), qa - qb, 4 * ((qa * qb) - (k * k)));
                double aa = phi.DualDiagonal(qa), bb = phi.DualDiagonal(qb), ab = phi.Dual(qa, qb, k), slope = phi.DualDerivative(qa, qb, k);
                double slopeA = phi.DualDerivativeDiagonal(qa), slopeB = phi.DualDerivativeDiagonal(qb);

                // Every number is of the size of q or smaller, the duals have a few units in the last place.
                double tolerance = 3e-15 * Math.Max(1, qa + qb);
                Assert.Equal(aa + bb - (2 * ab), duals.Distance.Value, tolerance);
                Assert.Equal(aa - bb, duals.Difference.Value, tolerance);
                Assert.Equal(4 * ((aa * bb) - (ab * ab)), duals.Spread.Value, 4 * tolerance * Math.Max(1, qa + qb));
                Assert.Equal(slope, duals.Slope.Value, tolerance);
                Assert.Equal((slopeA + slopeB) / 2, duals.SlopeMean.Value, tolerance);
                Assert.Equal(((slopeA + slopeB) / 2) - slope, duals.SlopeGap.Value, tolerance);
                Assert.Equal(slopeA - slopeB, duals.SlopeDifference.Value, tolerance);
            }
        }
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("relu")]
    public void Evaluate_OneVariance_EqualsTheFormulaOfOneVariance(string name)
    {
        Activation phi = ActivationCatalog.Parse(name);
        for (double delta = 1e-60; delta < 1.5; delta *= 9)
        {
            const double Q = 0.8;
            (double dualGap, double slopeGap, double slope) = GapDual.Create(phi, Q).Evaluate(delta);
            GapUnequalDuals<ScalarLanes> duals = Evaluate(phi, Q, Q, 2 * delta, 0, 4 * delta * ((2 * Q) - delta));
            Assert.Equal(1, duals.Distance.Value / (2 * dualGap), 4e-15);
            Assert.Equal(1, duals.SlopeGap.Value / slopeGap, 4e-15);
            Assert.Equal(1, duals.Slope.Value / slope, 4e-15);
            Assert.Equal((0, 0), (duals.Difference.Value, duals.SlopeDifference.Value));
        }
    }

    [Fact]
    public void Evaluate_ClosePairs_AreQuadraticInTheDifference()
    {
        // u = √q z and v = (1 + ε)u are collinear: T_aa + T_bb - 2T_ab = ε² q E[z² φ'(√q z)²] + O(ε³), and E[z² φ'²] = (4/π)(1 + 4q)^-3/2 for erf.
        const double Q = 0.7;
        foreach (double epsilon in (double[])[1e-6, 1e-9, 1e-14])
        {
            double qb = Q * (1 + epsilon) * (1 + epsilon), distance = Q * epsilon * epsilon, difference = -Q * epsilon * (2 + epsilon);
            GapUnequalDuals<ScalarLanes> duals = Evaluate(new Erf(), Q, qb, distance, difference, 0);
            double expected = distance * (4 / Math.PI) * Math.Pow(1 + (4 * Q), -1.5);

            // The next order is ε; 1 + 4q is lost among the second-order parts.
            Assert.Equal(1, duals.Distance.Value / expected, (3 * epsilon) + 1e-14);
        }
    }

    private static GapUnequalDuals<ScalarLanes> Evaluate(Activation phi, double qa, double qb, double distance, double difference, double spread)
    {
        var pair = new GapUnequalPair<ScalarLanes>
        {
            Left = new ScalarLanes(qa),
            Right = new ScalarLanes(qb),
            Distance = new ScalarLanes(distance),
            Difference = new ScalarLanes(difference),
            Spread = new ScalarLanes(spread),
        };
        GapUnequalDuals<ScalarLanes> duals;
        if (phi is ReluFamily relu)
        {
            new GapUnequalRelu(relu.NegativeSlope, relu.PositiveSlope).Evaluate(pair, out duals);
        }
        else
        {
            default(GapUnequalErf).Evaluate(pair, out duals);
        }

        return duals;
    }
}
