using WideNet.Activations;
using WideNet.Compute.Gaps;
using WideNet.Kernels;

namespace WideNet.Tests.Compute.Gaps;

public sealed class GapFormulaTests
{
    public static TheoryData<string> Activations() => ["erf", "relu", "leaky_relu_0.1", "abs", "gelu", "sin", "cos", "tanh"];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Evaluate_ModerateGaps_EqualsTheDifferenceOfDuals(string name)
    {
        Activation activation = ActivationCatalog.Parse(name);
        foreach (double q in (double[])[0.3, 1.2])
        {
            GapDual gap = GapDual.Create(activation, q);
            for (int i = 1; i <= 20; i++)
            {
                double delta = i * q / 10;
                (double dualGap, double slopeGap, double slope) = gap.Evaluate(delta);

                // Duals carry about 1e-16 of their size each; tanh is a mixture good to 1e-11 (Tanh's remarks).
                double tolerance = (name == "tanh" ? 2e-11 : 1e-14) * Math.Max(1, q);
                Assert.Equal(activation.DualDiagonal(q) - activation.Dual(q, q, q - delta), dualGap, tolerance);
                Assert.Equal(activation.DualDerivativeDiagonal(q) - activation.DualDerivative(q, q, q - delta), slopeGap, tolerance);
                Assert.Equal(activation.DualDerivative(q, q, q - delta), slope, tolerance);
            }
        }
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("gelu")]
    [InlineData("sin")]
    [InlineData("cos")]
    [InlineData("tanh")]
    public void Evaluate_TinyGaps_AreLinear(string name)
    {
        GapDual gap = GapDual.Create(ActivationCatalog.Parse(name), 0.7);
        (double dualGap, double slopeGap, _) = gap.Evaluate(1e-9);
        foreach (double delta in (double[])[1e-40, 1e-120])
        {
            // The next order is 1e-9 of the first at the larger gap.
            Assert.Equal(1, gap.Evaluate(delta).DualGap / delta / (dualGap / 1e-9), 1e-8);
            Assert.Equal(1, gap.Evaluate(delta).SlopeGap / delta / (slopeGap / 1e-9), 1e-8);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    [InlineData(1.6)]
    public void Series_OfErf_EqualsTheClosedForm(double q)
    {
        GapDual closed = GapDual.Create(new Erf(), q), series = GapDual.Series(new Erf(), q);
        for (double delta = 1e-100; delta < 2 * q; delta *= 7)
        {
            (double dualGap, double slopeGap, double slope) = closed.Evaluate(delta);
            (double seriesDual, double seriesSlopeGap, double seriesSlope) = series.Evaluate(delta);
            Assert.Equal(1, seriesDual / dualGap, 1e-13);
            Assert.Equal(1, seriesSlopeGap / slopeGap, 1e-13);
            Assert.Equal(1, seriesSlope / slope, 1e-13);
        }
    }

    [Fact]
    public void Evaluate_ReluAtTinyGaps_FollowsTheSquareRoot()
    {
        // θ = √(2δ/q) (1 + δ/12q …): Ṫ_aa - Ṫ_ab = θ/2π and T_aa - T_ab = δ/2 (1 - 2θ/3π …).
        GapDual gap = GapDual.Create(ReluFamily.Relu, 0.8);
        foreach (double delta in (double[])[1e-20, 1e-60, 1e-200])
        {
            double angle = Math.Sqrt(2 * delta / 0.8);
            Assert.Equal(1, gap.Evaluate(delta).SlopeGap / (angle / (2 * Math.PI)), 1e-15);
            Assert.Equal(1 - (2 * angle / (3 * Math.PI)), gap.Evaluate(delta).DualGap / (delta / 2), 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Evaluate_NoGap_IsZero(string name)
    {
        (double dualGap, double slopeGap, double slope) = GapDual.Create(ActivationCatalog.Parse(name), 0.9).Evaluate(0);
        Assert.Equal((0, 0), (dualGap, slopeGap));
        Assert.Equal(ActivationCatalog.Parse(name).DualDerivativeDiagonal(0.9), slope, 1e-11);
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("relu")]
    [InlineData("gelu")]
    public void Advance_AnyLength_GivesTheBitsOfTheScalarTwin(string name)
    {
        GapDual dual = GapDual.Create(ActivationCatalog.Parse(name), 0.9);
        var layer =
            new GapLayer { Dual = dual, WeightVariance = 1.3, NextVariance = 0.8, Chi1 = 0.7, Scale = 1, NngpFactor = 1, NtkFactor = 1, EntryFactor = 1 };
        foreach (int count in (int[])[1, 3, 7, 8, 9, 16, 33])
        {
            double[] delta = [.. Enumerable.Range(0, count).Select(i => 1.8 * Math.Pow((i + 0.5) / count, 9))], g = [.. delta.Select(x => 2 * x)],
            h = [.. delta.Select(x => 1 - x)];
            double[] expectedDelta = [.. delta], expectedG = [.. g], expectedH = [.. h];
            for (int i = 0; i < count; i++)
            {
                layer.Advance(Single(expectedDelta, expectedG, expectedH, i), Single(expectedDelta, expectedG, expectedH, i));
            }

            var state = new GapState(delta, g, h);
            layer.Advance(state, state);
            Assert.Equal(expectedDelta, delta);
            Assert.Equal(expectedG, g);
            Assert.Equal(expectedH, h);
        }

        static GapState Single(double[] delta, double[] g, double[] h, int i) => new(delta.AsSpan(i, 1), g.AsSpan(i, 1), h.AsSpan(i, 1));
    }

    [Fact]
    public void Series_OfAKink_SaysThatItDoesNotConverge()
    {
        var error = Assert.Throws<GapSeriesException>(() => GapDual.Series(ReluFamily.Relu, 1));
        Assert.Equal(1, error.Variance);
        Assert.InRange(error.Residual, 1e-8, 1);
        Assert.Matches(
            "^The Hermite series of relu at q = 1 still has terms of .* of its sum at the end; gaps need a smooth activation and a moderate q, so use "
                + "InfiniteNetwork.Kernels here.$", error.Message);
    }
}
