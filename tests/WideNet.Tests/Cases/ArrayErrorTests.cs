using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Tests.Cases;

public sealed class ArrayErrorTests
{
    [Fact]
    public void Compare_TwoSlices_IsRelativeToTheLargestEntryOfEach()
    {
        var reference = new NpyArray([1, -4, 0, 0, 100, 50], 3, 1, 2);
        ArrayError error = ArrayError.Compare("ntk", [new Matrix(1, 2, [1.5, -4]), new Matrix(1, 2, [0, 0.25]), new Matrix(1, 2, [99, 50])], reference);
        Assert.Equal([0.125, 0.25, 0.01], error.BySlice);
        Assert.Equal((0.25, 1), (error.Largest, error.WorstSlice));
        Assert.True(error.IsWithin(0.25));
        Assert.False(error.IsWithin(0.249));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Compare_NaN_IsWithinNoTolerance(int slice)
    {
        Matrix[] actual = [new Matrix(1, 1, [1]), new Matrix(1, 1, [1])];
        actual[slice][0, 0] = double.NaN;
        ArrayError error = ArrayError.Compare("ntk", actual, new NpyArray([1.0, 1.0], 2, 1, 1));
        Assert.True(double.IsNaN(error.Largest));
        Assert.Equal(slice, error.WorstSlice);
        Assert.False(error.IsWithin(double.PositiveInfinity));
    }

    [Fact]
    public void Compare_OtherShape_NamesBoth()
    {
        var error = Assert.Throws<DataFormatException>(() => ArrayError.Compare("ntk", [new Matrix(2, 2)], new NpyArray(new double[6], 2, 3)));
        Assert.Equal("The reference array ntk has the shape (2, 3), but (1, 2, 2) was computed.", error.Message);
    }
}
