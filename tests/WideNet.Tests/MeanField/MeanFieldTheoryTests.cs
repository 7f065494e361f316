using System.Globalization;
using System.Text.Json;
using WideNet.Activations;
using WideNet.Data;
using WideNet.MeanField;

namespace WideNet.Tests.MeanField;

public sealed class MeanFieldTheoryTests
{
    [Theory]
    [InlineData("erf", 1e-12)]
    [InlineData("tanh", 1e-8)] // the reference's own quadrature error, which grows with q*
    public void Analyze_EveryReferencePoint_AgreesInEveryField(string name, double tolerance)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.Reference("mean-field.json")));
        foreach (JsonElement row in document.RootElement.GetProperty(name).EnumerateArray())
        {
            MeanFieldPoint point = MeanFieldTheory.Analyze(
                ActivationCatalog.Parse(name), row.GetProperty("weight_variance").GetDouble(), row.GetProperty("bias_variance").GetDouble());
            Dictionary<string, double?> fields = Fields(point);
            foreach (JsonProperty expected in row.EnumerateObject().Where(p => !p.Name.EndsWith("_variance", StringComparison.Ordinal)))
            {
                double value = Assert.NotNull(fields[expected.Name]);
                AssertRelative(Number(expected.Value), value, tolerance, $"{expected.Name} at {row}");
            }

            Assert.Equal(row.TryGetProperty("xi_star", out _), point.XiStar is not null);
            Assert.Equal(row.TryGetProperty("xi_star", out _), point.PStar is null);
        }
    }

    [Theory]
    [InlineData("erf", 1e-12)]
    [InlineData("tanh", 1e-8)] // as above
    public void CriticalWeightVariance_EveryReferenceBias_Agrees(string name, double tolerance)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.Reference("mean-field.json")));
        foreach (JsonProperty row in document.RootElement.GetProperty("critical_weight_variance").GetProperty(name).EnumerateObject())
        {
            double bias = double.Parse(row.Name, CultureInfo.InvariantCulture);
            AssertRelative(Number(row.Value), MeanFieldTheory.CriticalWeightVariance(ActivationCatalog.Parse(name), bias), tolerance, row.Name);
        }
    }

    [Fact]
    public void Analyze_OnTheGridOfNeuralTangents_Agrees()
    {
        string folder = RepositoryFiles.Reference("neural-tangents", "mean-field-erf");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "case.json")));
        double[] weights = [.. document.RootElement.GetProperty("weight_variances").EnumerateArray().Select(x => x.GetDouble())];
        double[] biases = [.. document.RootElement.GetProperty("bias_variances").EnumerateArray().Select(x => x.GetDouble())];
        double[] Values(string file) => NpyFile.Read(Path.Combine(folder, file)).ToDoubles();
        (double[] q, double[] c, double[] chi1, double[] chiC) = (Values("q_star.npy"), Values("c_star.npy"), Values("chi_1.npy"), Values("chi_c.npy"));
        for (int i = 0; i < q.Length; i++)
        {
            MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), weights[i / biases.Length], biases[i % biases.Length]);

            // The reference stops its own fixed-point search at differences of about 1e-6.
            Assert.Equal(q[i], point.QStar!.Value, 1e-5);
            Assert.Equal(c[i], point.CStar, 1e-5);
            Assert.Equal(chi1[i], point.Chi1, 1e-5);
            Assert.Equal(chiC[i], point.ChiCStar, 1e-5);
        }
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("tanh")]
    [InlineData("sin")]
    [InlineData("cos")]
    public void Analyze_AtTheCriticalWeightVariance_IsCriticalWithInfiniteScales(string name)
    {
        Activation activation = ActivationCatalog.Parse(name);
        foreach (double bias in new[] { 1e-12, 1e-4, 0.05, 0.18, 1, 10 })
        {
            double weight = MeanFieldTheory.CriticalWeightVariance(activation, bias);
            MeanFieldPoint point = MeanFieldTheory.Analyze(activation, weight, bias);
            Assert.Equal(Phase.Critical, point.Phase);
            Assert.Equal(1, point.CStar);
            Assert.Equal(double.PositiveInfinity, point.Xi1);
            Assert.Equal(double.PositiveInfinity, point.XiCStar);
            Assert.Equal(double.PositiveInfinity, point.PStar);
            Assert.Null(point.XiStar);
        }
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    [InlineData(1e-7)]
    [InlineData(1e-9)]
    public void Analyze_JustBeyondCriticality_HasAGapProportionalToTheDistance(double distance)
    {
        // C(c) ≈ 1 - χ_1 γ + C''(1) γ²/2, so γ* ≈ 2(χ_1 - 1)/C''(1) and χ_c* ≈ 1 - (χ_1 - 1), each with an error of relative order χ_1 - 1.
        double critical = MeanFieldTheory.CriticalWeightVariance(new Erf(), 0.05);
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), critical * (1 + distance), 0.05);
        Assert.Equal(Phase.Chaotic, point.Phase);
        double excess = point.Chi1 - 1;
        Assert.InRange((1 - point.ChiCStar) / excess, 1 - (20 * distance) - (1e-14 / distance), 1 + (20 * distance) + (1e-14 / distance));
        Assert.InRange(point.XiStar!.Value * 2 * excess, 1 - (20 * distance) - (1e-14 / distance), 1 + (20 * distance) + (1e-14 / distance));
        Assert.Equal(Phase.Ordered, MeanFieldTheory.Analyze(new Erf(), critical * (1 - distance), 0.05).Phase);
    }

    [Theory]
    [InlineData("erf", 0.7)]
    [InlineData("tanh", 0.9)]
    [InlineData("sin", 0.3)]
    public void Analyze_WithoutBiasInTheOrderedPhase_HasVarianceZero(string name, double weight)
    {
        MeanFieldPoint point = MeanFieldTheory.Analyze(ActivationCatalog.Parse(name), weight, 0);
        Assert.Equal((Phase.Ordered, 0.0, 1.0, 0.0), (point.Phase, point.QStar, point.CStar, point.PStar));
        double slope = name == "erf" ? 4 / Math.PI : 1;
        Assert.Equal(weight * slope, point.Chi1, 1e-11); // tanh: its slope at 0 is matched to 4e-12
    }

    // Θ_ab' = q*c* + χ_c* Θ_ab, a contraction: its fixed point, reached from below and from above.
    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void TStar_ChaoticPhase_IsWhereTheRecursionOfUnequalInputsEnds(double theta)
    {
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), 2, 0.05);
        for (int layer = 0; layer < 400; layer++) theta = (point.QStar!.Value * point.CStar) + (point.ChiCStar * theta);
        Assert.Equal(theta, point.TStar!.Value, 1e-12);
        Assert.Null(MeanFieldTheory.Analyze(new Erf(), 1, 0.05).TStar);
    }

    [Fact]
    public void Analyze_WithoutBiasInTheChaoticPhase_HasCorrelationZero()
    {
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), 1.5, 0);
        Assert.Equal(Phase.Chaotic, point.Phase);
        Assert.Equal(0, point.CStar);
        Assert.True(point.QStar > 0.1);
        Assert.Equal(Math.PI / 4, MeanFieldTheory.CriticalWeightVariance(new Erf(), 0), 1e-15);
    }

    // cos(0) = 1 keeps q* above 0 without a bias: q = σ_w² E[cos²] and 1 = σ_w² E[sin²], which are (1 ± e^{-2q})/2.
    [Fact]
    public void CriticalWeightVariance_OfCosWithoutBias_SolvesItsTwoEquations()
    {
        double weight = MeanFieldTheory.CriticalWeightVariance(new Cos(), 0);
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Cos(), weight, 0);
        double q = point.QStar!.Value, decay = Math.Exp(-2 * q);
        Assert.Equal(q, weight * (1 + decay) / 2, 1e-12);
        Assert.Equal(1, weight * (1 - decay) / 2, 1e-12);
        Assert.Equal(Phase.Critical, point.Phase);
    }

    [Fact]
    public void PStar_AtCriticalityWithoutBias_IsUndetermined()
    {
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), Math.PI / 4, 0);
        Assert.Equal((Phase.Critical, 0.0, 1.0), (point.Phase, point.QStar, point.CStar));
        Assert.Null(point.PStar);
    }

    [Fact]
    public void Analyze_WithoutWeights_ForgetsEverythingInOneLayer()
    {
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), 0, 0.3);
        Assert.Equal((Phase.Ordered, 0.3, 0.0, 0.0, 0.3), (point.Phase, point.QStar, point.Chi1, point.Xi1, point.PStar));
        Assert.Equal(0, MeanFieldTheory.Analyze(new Erf(), 0, 0).QStar);
    }

    [Fact]
    public void Analyze_OfRelu_HasAFixedPointOnlyBelowCriticality()
    {
        MeanFieldPoint ordered = MeanFieldTheory.Analyze(ReluFamily.Relu, 1.5, 0.1);
        Assert.Equal((Phase.Ordered, 0.75, 1.0), (ordered.Phase, ordered.Chi1, ordered.CStar));
        Assert.Equal(0.1 / 0.25, ordered.QStar!.Value, 1e-15);
        Assert.Equal(0.4 / 0.25, ordered.PStar!.Value, 1e-14);

        MeanFieldPoint critical = MeanFieldTheory.Analyze(ReluFamily.Relu, 2, 0);
        Assert.Equal((Phase.Critical, null, 1.0, double.PositiveInfinity), (critical.Phase, critical.QStar, critical.CStar, critical.Xi1));

        foreach ((double weight, double bias) in new[] { (2.0, 0.1), (2.5, 0.0), (2.5, 0.1) })
        {
            MeanFieldPoint unbounded = MeanFieldTheory.Analyze(ReluFamily.Relu, weight, bias);
            Assert.Equal((Phase.Unbounded, null, 1.0, weight / 2), (unbounded.Phase, unbounded.QStar, unbounded.CStar, unbounded.Chi1));
            Assert.Null(unbounded.PStar);
            Assert.Null(unbounded.XiStar);
            Assert.DoesNotContain(Fields(unbounded), field => field.Value is double.NaN);
        }
    }

    [Theory]
    [InlineData("relu", 2)]
    [InlineData("abs", 1)]
    [InlineData("leaky_relu_0.1", 2 / 1.01)]
    public void CriticalWeightVariance_OfTheReluFamily_IsTwoOverTheSquaredSlopes(string name, double expected) =>
        Assert.Equal(expected, MeanFieldTheory.CriticalWeightVariance(ActivationCatalog.Parse(name), 0), 1e-15);

    [Fact]
    public void Analyze_OfGeluBeyondTwo_IsUnbounded()
    {
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Gelu(), 2.5, 0.1);
        Assert.Equal((Phase.Unbounded, null), (point.Phase, point.QStar));
        Assert.Equal(1.25, point.Chi1, 1e-5);
    }

    // V(q) = σ_b² + (4σ_w²/π) q + O(q²) for erf: below the smallest variance that is searched, too.
    [Theory]
    [InlineData(0.5, 1e-15)]
    [InlineData(0.1, 1e-18)]
    [InlineData(1e-3, 1e-20)]
    [InlineData(1e-20, 1e-20)]
    public void Analyze_TinyBiasInTheOrderedPhase_HasTheVarianceOfTheLinearNetwork(double weight, double bias)
    {
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), weight, bias);
        Assert.Equal(Phase.Ordered, point.Phase);
        Assert.Equal(1, point.QStar!.Value / (bias / (1 - (4 * weight / Math.PI))), 1e-12);
    }

    // |erf| ≤ 1, so V(q) ≤ σ_w² + σ_b².
    [Theory]
    [InlineData(1e13, 0)]
    [InlineData(1e40, 1)]
    [InlineData(1, 1e13)]
    public void Analyze_HugeVariancesOfABoundedActivation_HaveAFixedPoint(double weight, double bias) =>
        Assert.Equal(1, MeanFieldTheory.Analyze(new Erf(), weight, bias).QStar!.Value / (weight + bias), 1e-6);

    [Theory]
    [InlineData(-1, 0.1, "The weight variance is -1; a variance must be finite and at least 0.")]
    [InlineData(double.NaN, 0.1, "The weight variance is NaN; a variance must be finite and at least 0.")]
    [InlineData(1, -0.1, "The bias variance is -0.1; a variance must be finite and at least 0.")]
    [InlineData(1, double.PositiveInfinity, "The bias variance is Infinity; a variance must be finite and at least 0.")]
    public void Analyze_WithABadVariance_SaysWhichAndWhat(double weight, double bias, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => MeanFieldTheory.Analyze(new Erf(), weight, bias)).Message);

    private static Dictionary<string, double?> Fields(MeanFieldPoint point) => new()
    {
        ["q_star"] = point.QStar,
        ["c_star"] = point.CStar,
        ["chi_1"] = point.Chi1,
        ["chi_c_star"] = point.ChiCStar,
        ["xi_1"] = point.Xi1,
        ["xi_c_star"] = point.XiCStar,
        ["xi_star"] = point.XiStar,
        ["p_star"] = point.PStar,
    };

    private static double Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture) : element.GetDouble();

    private static void AssertRelative(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"{what}: {actual:R} instead of {expected:R}");
}
