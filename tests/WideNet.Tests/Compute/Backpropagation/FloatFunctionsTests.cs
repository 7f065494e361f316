using System.Numerics;
using WideNet.Activations;
using WideNet.Compute.Backpropagation;

namespace WideNet.Tests.Compute.Backpropagation;

public sealed class FloatFunctionsTests
{
    // All floats with a fixed low half: 20,000 of them, over every exponent, both signs.
    private static IEnumerable<float> Samples()
    {
        for (uint high = 0; high < 1 << 16; high += 3)
        {
            float x = BitConverter.UInt32BitsToSingle((high << 16) | 0x5a5a);
            if (float.IsFinite(x)) yield return x;
        }
    }

    private static IEnumerable<float> Near(float low, float high)
    {
        for (int i = 0; i <= 40_000; i++) yield return low + ((high - low) * i / 40_000f);
    }

    [Fact]
    public void Exp_MinusEightySevenToEightyEight_WithinOneUnit() =>
        AssertUnits(Near(-87, 88), FloatFunctions.Exp, x => Math.Exp(x), 1.05);

    [Fact]
    public void Erf_AnyFiniteNumber_WithinTheStatedError() =>
        AssertUnits(Samples().Concat(Near(-5, 5)), FloatFunctions.Erf, new Erf().Evaluate, 1.2);

    [Fact]
    public void Tanh_AnyFiniteNumber_WithinTheStatedError() =>
        AssertUnits(Samples().Concat(Near(-12, 12)), FloatFunctions.Tanh, Math.Tanh, 1.5);

    [Fact]
    public void ErfDerivative_AnyFiniteNumber_WithinTwoUnitsOrTiny()
    {
        foreach (float x in Samples().Concat(Near(-10, 10)))
        {
            double expected = 2 / Math.Sqrt(Math.PI) * Math.Exp(-(double)x * x);

            // Beyond |x| = 9.3 the exponential stops at e^-87 = 1.6e-38.
            double allowed = Math.Max(2.5 * Unit((float)expected), 2e-38);
            Assert.True(Math.Abs(FloatFunctions.ErfDerivative(x) - expected) <= allowed, $"{x:R}: {FloatFunctions.ErfDerivative(x):R} against {expected:R}");
        }
    }

    [Fact]
    public void Vectors_AnyLane_SameBitsAsScalars()
    {
        float[] samples = [.. Samples(), .. Near(-10, 10), float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f];
        for (int i = 0; i + Vector<float>.Count <= samples.Length; i += Vector<float>.Count - 1)
        {
            var x = new Vector<float>(samples, i);
            Vector<float> exp = FloatFunctions.Exp(x), erf = FloatFunctions.Erf(x), slope = FloatFunctions.ErfDerivative(x), tanh = FloatFunctions.Tanh(x);
            for (int lane = 0; lane < Vector<float>.Count; lane++)
            {
                float value = samples[i + lane];
                if (value <= 88) AssertSame(FloatFunctions.Exp(value), exp[lane], value);
                AssertSame(FloatFunctions.Erf(value), erf[lane], value);
                AssertSame(FloatFunctions.ErfDerivative(value), slope[lane], value);
                AssertSame(FloatFunctions.Tanh(value), tanh[lane], value);
            }
        }
    }

    [Theory]
    [InlineData(float.NaN, float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, 1f, 1f)]
    [InlineData(float.NegativeInfinity, -1f, -1f)]
    public void SpecialValues_PassThrough(float x, float erf, float tanh)
    {
        AssertSame(erf, FloatFunctions.Erf(x), x);
        AssertSame(tanh, FloatFunctions.Tanh(x), x);
    }

    private static void AssertSame(float expected, float actual, float x) =>
        Assert.True(
            BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual) || (float.IsNaN(expected) && float.IsNaN(actual)),
            $"{x:R}: {actual:R} against {expected:R}");

    private static void AssertUnits(IEnumerable<float> samples, Func<float, float> function, Func<double, double> exact, double units)
    {
        foreach (float x in samples)
        {
            double expected = exact(x);
            Assert.True(Math.Abs(function(x) - expected) <= units * Unit((float)expected), $"{x:R}: {function(x):R} against {expected:R}");
        }
    }

    private static double Unit(float value) => (double)MathF.BitIncrement(MathF.Abs(value)) - MathF.Abs(value);
}
