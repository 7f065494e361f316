using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class MatrixTests
{
    [Fact]
    public void RootMeanSquare_OfFourEntries_IsTheirs()
    {
        Assert.Equal(5, new Matrix(2, 2, [1, 7, -5, 5]).RootMeanSquare());
    }

    [Fact]
    public void RootMeanSquare_OfNoEntry_SaysSo()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Matrix(0, 3).RootMeanSquare());
        Assert.Equal("A Matrix 0×3 has no entry, so their root mean square is not defined.", error.Message);
    }
}
