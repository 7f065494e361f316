using WideNet.Activations;
using WideNet.Laws;
using WideNet.MeanField;

namespace WideNet.Tests.Laws;

public sealed class CriticalScalingTests
{
    // du/dl = εu - αu², dΘ_ab/dl = 1 + (ε - 2αu)Θ_ab, dΘ_aa/dl = 1 + εΘ_aa from a large u: α and the start must drop out.
    [Theory]
    [InlineData(-5, 1)]
    [InlineData(-1, 0.3)]
    [InlineData(-0.01, 1)]
    [InlineData(0.01, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 0.3)]
    public void EntryRatioAndPredictorRatio_AnyX_SolveTheEquationsOfTheScalingLimit(double x, double alpha)
    {
        const int depth = 4000;
        (double ratio, double response, double bulk) = Integrate(x / depth, alpha, depth);
        (_, double responseAtZero, double bulkAtZero) = Integrate(0, alpha, depth);

        // Corrections of the start: log l/l = 0.002 for a depth of 4000, and x log l/l for the shift of x.
        double tolerance = 0.004 * (1 + Math.Abs(x));
        Assert.Equal(1, CriticalScaling.EntryRatio(x) / ratio, tolerance);
        Assert.Equal(1, CriticalScaling.PredictorRatio(x) * (responseAtZero / bulkAtZero) / (response / bulk), 2 * tolerance);
    }

    [Fact]
    public void ConditionNumber_AtCriticality_IsHalfTheNumberOfImagesPlusOne() => Assert.Equal(33, CriticalScaling.ConditionNumber(64, 0), 1e-12);

    [Fact]
    public void Functions_AcrossTheSwitchToTheSeries_AreContinuous()
    {
        // Slopes are of order 1, so 2e-10 of x is below the tolerance.
        foreach (double x in new[] { -0.02, 0.02 })
        {
            Assert.Equal(CriticalScaling.EntryRatio(x * (1 - 1e-9)), CriticalScaling.EntryRatio(x * (1 + 1e-9)), 1e-8);
            Assert.Equal(CriticalScaling.PredictorRatio(x * (1 - 1e-9)), CriticalScaling.PredictorRatio(x * (1 + 1e-9)), 1e-8);
        }
    }

    [Fact]
    public void ConditionNumber_FarFromCriticality_FollowsTheLawsOfThePhases()
    {
        // Ordered: m e^y/(2y - 3) with corrections e^{-y}, and rounding of 1e-16 e^y; chaotic: 1 + m e^{-x}, with corrections x e^{-x}.
        Assert.Equal(1, CriticalScaling.ConditionNumber(10, -20) / (10 * Math.Exp(20) / 37), 1e-6);
        Assert.Equal(1, (CriticalScaling.ConditionNumber(10, 15) - 1) / (10 * Math.Exp(-15)), 1e-4);
    }

    [Theory]
    [InlineData(-0.02)]
    [InlineData(0)]
    [InlineData(0.01)]
    public void WeightVariance_OfASlope_HasThatSlope(double logChi1)
    {
        var erf = new Erf();
        double w = CriticalScaling.WeightVariance(erf, 0.05, logChi1);
        Assert.Equal(logChi1, Math.Log(MeanFieldTheory.Analyze(erf, w, 0.05).Chi1), 1e-12);
    }

    // Classical Runge-Kutta with half-layer steps; the response is the derivative of Θ_ab with respect to a shift of depth, what differs between images.
    private static (double Ratio, double Response, double Bulk) Integrate(double epsilon, double alpha, int depth)
    {
        double[] State(double start) => Solve([start, 1, 1], epsilon, alpha, depth);
        double[] state = State(0.5), other = State(0.499);
        return (state[1] / state[2], other[1] - state[1], state[2] - state[1]);
    }

    private static double[] Solve(double[] y, double epsilon, double alpha, int depth)
    {
        const double h = 0.5;
        for (int step = 0; step < depth / h; step++)
        {
            double[] k1 = Slope(y), k2 = Slope(Moved(y, k1, h / 2)), k3 = Slope(Moved(y, k2, h / 2)), k4 = Slope(Moved(y, k3, h));
            y = [.. y.Select((v, i) => v + (h / 6 * (k1[i] + (2 * k2[i]) + (2 * k3[i]) + k4[i])))];
        }

        return y;

        double[] Slope(double[] s) => [(epsilon * s[0]) - (alpha * s[0] * s[0]), 1 + ((epsilon - (2 * alpha * s[0])) * s[1]), 1 + (epsilon * s[2])];
        static double[] Moved(double[] s, double[] k, double by) => [.. s.Select((v, i) => v + (by * k[i]))];
    }
}
