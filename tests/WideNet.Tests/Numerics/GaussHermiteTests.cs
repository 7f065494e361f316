using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class GaussHermiteTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(301)]
    [InlineData(500)]
    public void Expectation_OfMonomials_IsTheDoubleFactorial(int order)
    {
        var rule = new GaussHermite(order);
        double expected = 1;
        for (int degree = 0; degree < Math.Min(2 * order, 60); degree += 2)
        {
            // E[z^{2m}] = (2m - 1)!!; the weights carry about 1e-15 per node of rounding, amplified by the degree.
            Assert.InRange(rule.Expectation(z => Math.Pow(z, degree), 1) / expected, 1 - 1e-12, 1 + 1e-12);
            Assert.Equal(0, rule.Expectation(z => Math.Pow(z, degree + 1), 1) / expected, 1e-10);
            expected *= degree + 1;
        }
    }

    [Fact]
    public void Nodes_OfOrderThree_AreZeroAndRootThree()
    {
        var rule = new GaussHermite(3);
        Assert.Equal(-Math.Sqrt(3), rule.Nodes[0], 1e-15);
        Assert.Equal(0, rule.Nodes[1]);
        Assert.Equal(1.0 / 6, rule.Weights[0], 1e-15);
        Assert.Equal(2.0 / 3, rule.Weights[1], 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public void Constructor_OutsideItsRange_Throws(int order) => Assert.Throws<ArgumentOutOfRangeException>(() => new GaussHermite(order));
}
