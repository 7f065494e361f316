using WideNet.Measurements;
using WideNet.Numerics;

namespace WideNet.Tests.Measurements;

public sealed class CentredFitTests
{
    // Columns less their means are (-2, -1, 3) and (3, -2, -1).
    private static readonly Matrix X = new(3, 2, [1, 4, 2, -1, 6, 0]);

    [Fact]
    public void Of_AMultipleWithShiftedColumns_HasNoResidual()
    {
        var y = new Matrix(3, 2, [.. X.Values.ToArray().Select((x, i) => (2.5 * x) + (i % 2 == 0 ? 7 : -3))]);
        CentredFit fit = CentredFit.Of(y, X);
        Assert.Equal(2.5, fit.Coefficient, 14);
        Assert.Equal(0, fit.Residual, 6); // √(rounding)
    }

    [Fact]
    public void Of_APartThatIsNotAlongX_IsTheResidual()
    {
        // Columns of X less their means are (-2, -1, 3) and (3, -2, -1).
        // y less its mean is (4, 1, -5) in the first column; less 4.5 (1, 0, -1) it is (-1/2, 1, -1/2), squares 3/2 over six entries.
        CentredFit fit = CentredFit.Of(new Matrix(3, 2, [3, 0, 0, 0, -6, 0]), new Matrix(3, 2, [1, 0, 0, 0, -1, 0]));
        Assert.Equal(4.5, fit.Coefficient, 14);
        Assert.Equal(0.5, fit.Residual, 14);
        Assert.Equal(Math.Sqrt(2.0 / 6), fit.Size, 14);
    }

    [Fact]
    public void Of_ConstantX_IsAllResidual()
    {
        CentredFit fit = CentredFit.Of(X, new Matrix(3, 2, [1, 2, 1, 2, 1, 2]));
        Assert.Equal(0, fit.Coefficient);
        Assert.Equal(Math.Sqrt(28.0 / 6), fit.Residual, 14);
    }
}
