using WideNet.Activations;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Tests.Claims;

namespace WideNet.Tests.Laws;

public sealed class NtkLawsTests
{
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");

    [Fact]
    public void CriticalErfLogCorrection_OfTheCorrelationMap_FollowsFromItsDerivatives()
    {
        // 1 - 2C'''/3C''² from one-sided differences of χ(c) = σ_w² Ṫ(q, q, qc) at c = 1.
        const double Critical = 1.375839007346680455163, H = 1e-4;
        MeanFieldPoint theory = MeanFieldTheory.Analyze(Erf, Critical, 0.05);
        double q = theory.QStar!.Value;
        double Chi(double c) => Critical * Erf.DualDerivative(q, q, q * c);
        double second = ((3 * Chi(1)) - (4 * Chi(1 - H)) + Chi(1 - (2 * H))) / (2 * H), third = (Chi(1) - (2 * Chi(1 - H)) + Chi(1 - (2 * H))) / (H * H);

        // The second difference belongs to 1 - H, an error of order H.
        Assert.Equal(1 - (2 * third / (3 * second * second)), NtkSpectrumClaims.CriticalErfLogCorrection(q), 20 * H);
    }

    // Θ_aa' = q* + χ_1 Θ_aa from Θ_aa = q*: ordered, critical (where the closed sum is a limit), chaotic.
    [Theory]
    [InlineData(1)]
    [InlineData(1.375839007346680455163)]
    [InlineData(2.5)]
    public void Diagonal_OfTheLaw_IsWhatTheRecursionMakes(double weightVariance)
    {
        MeanFieldPoint theory = MeanFieldTheory.Analyze(Erf, weightVariance, 0.05);
        double theta = theory.QStar!.Value;
        for (int layer = 1; layer <= 30; layer++) theta = theory.QStar.Value + (theory.Chi1 * theta);
        Assert.Equal(theta, Laws(Erf, weightVariance, 0.05, 16).Diagonal(30), theta * 1e-13);
    }

    // Θ of a deep critical network is p on the diagonal and Θ_ab beside it, so that its eigenvalues, d to a pixel of a CNN-P, follow from these two.
    [Theory]
    [InlineData("erf", 1, 33, 2.0 / 3)]
    [InlineData("erf", 16, 513, 2.0 / 3)]
    [InlineData("relu", 1, 67 / 3.0, 3.0 / 4)]
    [InlineData("relu", 16, 1027 / 3.0, 3.0 / 4)]
    public void Laws_AtCriticality_AreThoseOfTheActivationAndThePixels(string name, int pixels, double conditionNumber, double bulk)
    {
        Activation activation = ActivationCatalog.Parse(name);
        double critical = name == "relu" ? 2 : 1.375839007346680455163, bias = name == "relu" ? 0 : 0.05;
        NtkLaws laws = Laws(activation, critical, bias, 64, pixels);
        const int depth = 1000;
        double gap = (laws.QStar * depth) - laws.OffDiagonal(depth), rounding = 1e-13 * conditionNumber;
        Assert.Equal(bulk * laws.QStar * depth, gap, 1e-10 * gap);
        Assert.Equal(gap / pixels, Math.Pow(10, laws.Log10LambdaBulk(depth)), 1e-10 * gap);
        Assert.Equal((gap / pixels) + (64 * laws.OffDiagonal(depth)), laws.LambdaMax(depth), 1e-10 * laws.LambdaMax(depth));
        Assert.Equal(conditionNumber, laws.CriticalConditionNumber, rounding);
        Assert.Equal(conditionNumber, Math.Pow(10, laws.Log10ConditionNumber(depth)), 10 * rounding);
        Assert.Equal(conditionNumber, laws.LambdaMax(depth) / Math.Pow(10, laws.Log10LambdaBulk(depth)), 10 * rounding);
    }

    // Θ = (p - t*)/d I + t* 11ᵀ.
    [Fact]
    public void Laws_OfAChaoticNetworkThatPools_AreTheEigenvaluesOfTheKernel()
    {
        NtkLaws laws = Laws(Erf, 2.5, 0.05, 12, 9);
        double bulk = laws.ChaoticBulk(60), pairs = laws.Theory.TStar!.Value;
        Assert.Equal((laws.Diagonal(60) - pairs) / 9, bulk, 1e-12 * bulk);
        Assert.Equal(bulk + (12 * pairs), laws.LambdaMax(60), 1e-12 * bulk);
        Assert.Equal((laws.LambdaMax(60) / bulk) - 1, laws.ChaoticExcess(60), 1e-12);
    }

    [Fact]
    public void ChaoticLaws_OfAnOrderedNetwork_AreRefusedInWords() => Assert.Equal(
        "At σ_w² = 1.25 the network is ordered; this is a law of the chaotic phase.",
        Assert.Throws<InvalidOperationException>(() => Laws(Erf, 1.25, 0.05, 12).ChaoticExcess(10)).Message);

    [Fact]
    public void Laws_WhereTheVarianceGrows_AreRefusedInWords()
    {
        NtkLaws laws = Laws(ActivationCatalog.Parse("relu"), 2.5, 0, 12);
        Assert.Contains("grows without bound", Assert.Throws<InvalidOperationException>(() => laws.Log10ConditionNumber(10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FirstAsymptoticDepth_OfAChaoticNetwork_IsTheFirstBeyondTheDepthScaleWithASmallCorrection()
    {
        MeanFieldPoint theory = MeanFieldTheory.Analyze(Erf, 2.5, 0.05);
        double Correction(int l) => l * Math.Pow(theory.ChiCStar, l);
        int first = NtkLaws.FirstAsymptoticDepth(theory, 2000)!.Value;
        Assert.True(first > theory.XiCStar && Correction(first) < 0.02 && Correction(first - 1) >= 0.02);
        Assert.Null(NtkLaws.FirstAsymptoticDepth(theory, first - 1));
    }

    private static NtkLaws Laws(Activation activation, double weightVariance, double biasVariance, int trainCount, int pixels = 1)
    {
        var network = new NetworkDescription
        {
            Architecture = pixels == 1 ? Architecture.FullyConnected : Architecture.ConvolutionalPool,
            Activation = activation,
            Depth = 1,
            WeightVariance = weightVariance,
            BiasVariance = biasVariance,
        };
        MeanFieldPoint theory = MeanFieldTheory.Analyze(activation, weightVariance, biasVariance);
        return new NtkLaws(network, theory, trainCount, pixels, theory.QStar ?? 1);
    }
}
