using WideNet.Activations;
using WideNet.Compute.Vectors;

namespace WideNet.Tests.Activations;

public sealed class DualLoopsTests
{
    public static TheoryData<string> Names => ["erf", "tanh", "relu", "leaky_relu_0.1", "abs", "gelu", "sin", "cos"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Duals_AtAnyLength_HaveTheBitsOfSinglePairs(string name)
    {
        Activation activation = ActivationCatalog.Parse(name);
        for (int length = 0; length <= 35; length++)
        {
            (double[] qa, double[] qb, double[] k) = Pairs(length);
            double[] dual = new double[length];
            double[] derivative = new double[length];
            activation.Duals(qa, qb, k, dual, derivative);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(activation.Dual(qa[i], qb[i], k[i]), dual[i]);
                Assert.Equal(activation.DualDerivative(qa[i], qb[i], k[i]), derivative[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Duals_WrittenOverTheCovariances_AreTheSame(string name)
    {
        Activation activation = ActivationCatalog.Parse(name);
        (double[] qa, double[] qb, double[] k) = Pairs(50);
        double[] dual = new double[50];
        double[] derivative = new double[50];
        activation.Duals(qa, qb, k, dual, derivative);
        activation.Duals(qa, qb, k, k, derivative);
        Assert.Equal(dual, k);
    }

    [Fact]
    public void EvaluateLanes_WithEveryVectorWidth_GivesTheSameBits()
    {
        (double[] qa, double[] qb, double[] k) = Pairs(4096);
        AssertSameBits(default(ErfFormula), qa, qb, k);
        AssertSameBits(new ReluFormula(0.1, 1), qa, qb, k);
        AssertSameBits(default(GeluFormula), qa, qb, k);
        AssertSameBits(default(SineFormula), qa, qb, k);
        AssertSameBits(default(TanhFormula), qa.AsSpan(0, 256).ToArray(), qb.AsSpan(0, 256).ToArray(), k.AsSpan(0, 256).ToArray());
    }

    [Fact]
    public void Duals_OfSpansThatDiffer_NameTheLengths()
    {
        var error = Assert.Throws<ArgumentException>(() => new Erf().Duals(new double[3], new double[2], new double[3], new double[3], new double[3]));
        Assert.Equal("The spans must have one length, but qa has 3, qb 2, k 3, dual 3, dualDerivative 3.", error.Message);
    }

    private static void AssertSameBits<TFormula>(TFormula formula, double[] qa, double[] qb, double[] k)
        where TFormula : struct, IDualFormula
    {
        double[] expected = new double[2 * k.Length];
        double[] actual = new double[2 * k.Length];
        DualLoops.EvaluateLanes<TFormula, ScalarLanes>(formula, qa, qb, k, expected.AsSpan(0, k.Length), expected.AsSpan(k.Length));
        DualLoops.EvaluateLanes<TFormula, VectorLanes>(formula, qa, qb, k, actual.AsSpan(0, k.Length), actual.AsSpan(k.Length));
        Assert.Equal(expected, actual);
        DualLoops.EvaluateLanes<TFormula, Vector512Lanes>(formula, qa, qb, k, actual.AsSpan(0, k.Length), actual.AsSpan(k.Length));
        Assert.Equal(expected, actual);
    }

    // Low-discrepancy points with variances over eight decades and correlations in [-1, 1], both ends included.
    private static (double[] Qa, double[] Qb, double[] K) Pairs(int count)
    {
        double[] qa = new double[count];
        double[] qb = new double[count];
        double[] k = new double[count];
        for (int i = 0; i < count; i++)
        {
            qa[i] = Math.Pow(10, -6 + (8 * (((i * 0.618034) + 0.1) % 1)));
            qb[i] = i % 3 == 0 ? qa[i] : Math.Pow(10, -6 + (8 * (((i * 0.414214) + 0.3) % 1)));
            double c = (i % 7) switch { 0 => 1, 1 => -1, _ => (2 * ((i * 0.732051) % 1)) - 1 };
            k[i] = c * Math.Sqrt(qa[i]) * Math.Sqrt(qb[i]);
        }

        return (qa, qb, k);
    }
}
