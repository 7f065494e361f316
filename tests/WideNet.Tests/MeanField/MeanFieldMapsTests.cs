using WideNet.Activations;
using WideNet.MeanField;

namespace WideNet.Tests.MeanField;

public sealed class MeanFieldMapsTests
{
    private static readonly MeanFieldMaps Chaotic = new() { Activation = new Erf(), WeightVariance = 2.5, BiasVariance = 0.05 };

    [Fact]
    public void Maps_AtTheFixedPoints_StayThere()
    {
        MeanFieldPoint point = MeanFieldTheory.Analyze(Chaotic.Activation, Chaotic.WeightVariance, Chaotic.BiasVariance);
        double q = point.QStar!.Value;
        Assert.Equal(q, Chaotic.NextVariance(q), 1e-15);
        Assert.Equal(point.CStar, Chaotic.NextCorrelation(point.CStar, q), 1e-15);
        Assert.Equal(1, Chaotic.NextCorrelation(1, q));
        Assert.Equal(point.Chi1, Chaotic.Slope(1, q));
    }

    [Fact]
    public void Slope_AtTheFixedVariance_IsTheDerivativeOfTheCorrelationMap()
    {
        double q = MeanFieldTheory.Analyze(Chaotic.Activation, Chaotic.WeightVariance, Chaotic.BiasVariance).QStar!.Value;
        foreach (double c in new[] { -0.9, -0.3, 0, 0.4, 0.9 })
        {
            // Central differences of step 1e-5: h²/6·C''' + ε/h is about 1e-10.
            Assert.Equal((Chaotic.NextCorrelation(c + 1e-5, q) - Chaotic.NextCorrelation(c - 1e-5, q)) / 2e-5, Chaotic.Slope(c, q), 1e-9);
        }
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("tanh")]
    [InlineData("relu")]
    [InlineData("gelu")]
    public void MeanSlope_OfAnyGap_GivesTheDifferenceOfCorrelations(string name)
    {
        MeanFieldMaps maps = Chaotic with { Activation = ActivationCatalog.Parse(name) };
        foreach (double gap in new[] { 2, 1, 0.3, 0.0626, 0.0624, 0.01, 1e-4 })
        {
            Assert.Equal(1 - maps.NextCorrelation(1 - gap, 0.8), NextGap(maps, gap, 0.8), 2e-15);
        }
    }

    [Fact]
    public void MeanSlope_OfATinyGap_KeepsTheDigitsOfTheNext()
    {
        // Smooth φ: γ' = γ q χ_1/V(q) (1 + O(γ)). ReLU: 2πγ' = sin θ terms: γ' = γ - (2√2/3π) γ^{3/2} + … for the normalised map without bias.
        double q = 0.8;
        Assert.InRange(NextGap(Chaotic, 1e-20, q) / (1e-20 * q * Chaotic.Slope(1, q) / Chaotic.NextVariance(q)), 1 - 1e-14, 1 + 1e-14);
        MeanFieldMaps relu = new() { Activation = ReluFamily.Relu, WeightVariance = 2, BiasVariance = 0 };
        double lost = 1 - (NextGap(relu, 1e-6, q) / 1e-6);
        Assert.InRange(lost / (2 * Math.Sqrt(2) / (3 * Math.PI) * 1e-3), 1 - 1e-3, 1 + 1e-3);
    }

    // 1 - C(1 - γ), the gap one layer on.
    private static double NextGap(MeanFieldMaps maps, double gap, double q) => gap * q * maps.MeanSlope(gap, q) / maps.NextVariance(q);
}
