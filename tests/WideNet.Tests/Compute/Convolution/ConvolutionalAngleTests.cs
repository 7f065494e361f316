using WideNet.Compute.Convolution;

namespace WideNet.Tests.Compute.Convolution;

public sealed class ConvolutionalAngleTests
{
    private const int Grid = 200_000;

    [Fact]
    public void Coefficients_SinglePrecision_KeepTheStatedBound() => AssertBound(ConvolutionalAngle.Coefficients<float>(), ConvolutionalAngle.SingleError, 0);

    // The reference angle and the polynomial each round to a few units in the last place of π/2.
    [Fact]
    public void Coefficients_DoublePrecision_KeepTheStatedBound() =>
        AssertBound(ConvolutionalAngle.Coefficients<double>(), ConvolutionalAngle.DoubleError, 1e-15);

    [Fact]
    public void Coefficients_OneTooFew_BreakTheBound()
    {
        double[] cut = [.. ConvolutionalAngle.Coefficients<float>()[..^1]];
        Assert.True(LargestError(cut) > 100 * ConvolutionalAngle.SingleError);
    }

    private static void AssertBound(ReadOnlySpan<double> coefficients, double bound, double rounding)
    {
        double error = LargestError(coefficients);
        Assert.True(error <= bound + rounding, $"{error} > {bound}");
        Assert.True(error > bound / 4, $"the stated bound {bound} is far above the error {error}");
    }

    // u = 2 sin²(θ/2), so the angle is known exactly and nothing cancels near u = 0.
    private static double LargestError(ReadOnlySpan<double> coefficients)
    {
        double largest = 0;
        for (int i = 0; i <= Grid; i++)
        {
            double theta = Math.PI / 2 * i / Grid;
            double u = 2 * Math.Sin(theta / 2) * Math.Sin(theta / 2);
            double value = 0;
            for (int j = coefficients.Length - 1; j >= 0; j--) value = Math.FusedMultiplyAdd(value, u, coefficients[j]);
            largest = Math.Max(largest, Math.Abs((Math.Sin(theta) * value) - theta));
        }

        return largest;
    }
}
