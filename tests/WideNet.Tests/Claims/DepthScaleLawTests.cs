using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 02: correlations at criticality, and how the depth scales diverge, for Erf at σ_b² = 0.05.</summary>
public sealed class DepthScaleLawTests
{
    private const double BiasVariance = 0.05;
    private const int Depth = 400, First = Depth / 4;

    private static readonly Activation Phi = new Erf();
    private static readonly double Critical = MeanFieldTheory.CriticalWeightVariance(Phi, BiasVariance);

    // Means of 1 - c^l over the pairs of eight images, l = 1 … Depth, and C''(1).
    private static readonly Lazy<(double[] Gaps, double Curvature)> AtCriticality = new(Measure);

    // d = |σ_w² - σ_c²| of the fits.
    private static readonly double[] Steps = [.. Grid.Logarithmic(1e-4, 1e-1, 25).Where(d => d < 1.001e-3)];

    [Fact]
    public void CorrelationExponentCritical()
    {
        double exponent = DepthLaws.PowerWithLogCorrection(Grid.Integers(First, Depth), AtCriticality.Value.Gaps[(First - 1)..]);

        // Log corrections are fitted; the next order is (log l/l)² at the first layer, times 5 for its constant and log l for the exponent's share of it.
        Assert.Equal(-1, exponent, 5 * NextOrder * Math.Log(First));
    }

    [Fact]
    public void CorrelationConstantCritical() => Assert.Equal(1, Constant(AtCriticality.Value.Curvature), 5 * NextOrder);

    [Fact]
    public void CorrelationConstantCritical_OfAnotherCurvature_Fails() =>
        Assert.True(Math.Abs(Constant(1.02 * AtCriticality.Value.Curvature) - 1) > 5 * NextOrder);

    // ξ = A/d (1 + B d + …) with d ≤ 0.001 in the fit and B of order 1; a factor of 5 for B.
    [Fact]
    public void Xi1ExponentChaotic() => Assert.Equal(-1, Exponent(point => point.Xi1), 5e-3);

    [Fact]
    public void XiCExponentChaotic() => Assert.Equal(-1, Exponent(point => point.XiCStar), 5e-3);

    // Corrections are of relative order d = 0.0001; a factor of 10 for their constant.
    [Fact]
    public void Xi1OverXiStar()
    {
        MeanFieldPoint closest = MeanFieldTheory.Analyze(Phi, Critical + Steps[0], BiasVariance);
        Assert.Equal(2, closest.Xi1 / closest.XiStar!.Value, 2 * 1e-3);
    }

    private static double NextOrder => Math.Pow(Math.Log(First) / First, 2);

    private static double Constant(double curvature)
    {
        int[] depths = Grid.Integers(First, Depth);
        return DepthLaws.LimitWithLogCorrection(depths, [.. depths.Select(l => l * AtCriticality.Value.Gaps[l - 1] * curvature / 2)]);
    }

    private static double Exponent(Func<MeanFieldPoint, double> scale) =>
        RateFit.PowerLaw(Steps, [.. Steps.Select(d => scale(MeanFieldTheory.Analyze(Phi, Critical + d, BiasVariance)))]).Rate;

    private static (double[] Gaps, double Curvature) Measure()
    {
        FixedPointNetwork network = FixedPointNetwork.Create(Phi, Critical, BiasVariance, Depth);
        double q = network.QStar;
        InputBatch x = DatasetCatalog.Load("cifar10", 8, 0).Preprocess(new Preprocessing { Variance = q }).Train.Inputs;
        double[] gaps = [.. InfiniteNetwork.Kernels(network.Description, Grid.Integers(1, Depth), x).Select(kernel => MeanGap(kernel.Nngp))];

        // One-sided, of second order: c ends at 1.
        double Slope(double c) => Critical * Phi.DualDerivative(q, q, q * c);
        const double Step = 1e-4;
        return (gaps, ((3 * Slope(1)) - (4 * Slope(1 - Step)) + Slope(1 - (2 * Step))) / (2 * Step));
    }

    private static double MeanGap(Matrix kernel) =>
        (from a in Enumerable.Range(0, kernel.Rows)
         from b in Enumerable.Range(a + 1, kernel.Rows - a - 1)
         select 1 - (kernel[a, b] / Math.Sqrt(kernel[a, a] * kernel[b, b]))).Average();
}
