using WideNet.Activations;
using WideNet.Laws;
using WideNet.MeanField;

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
        Assert.Equal(1 - (2 * third / (3 * second * second)), new NtkLaws(theory, 16).CriticalErfLogCorrection, 20 * H);
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
        Assert.Equal(theta, new NtkLaws(theory, 16).Diagonal(30), theta * 1e-13);
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
}
