using WideNet.Numerics;

namespace WideNet.Tests;

public sealed class MatrixTests
{
    [Fact]
    public void Of_MapAndZip_GoEntryByEntry()
    {
        var a = Matrix.Of(2, 3, (i, j) => (10 * i) + j);
        Assert.Equal([0, 1, 2, 10, 11, 12], a.Storage());
        Assert.Equal([0, 2, 4, 20, 22, 24], a.Map(value => 2 * value).Storage());
        Assert.Equal([0, -1, -2, -10, -11, -12], a.Zip(a.Map(value => 2 * value), (x, y) => x - y).Storage());
        Assert.Equal((0, 3), (Matrix.Of(0, 3, (_, _) => 1).Rows, Matrix.Of(0, 3, (_, _) => 1).Columns));
        Assert.StartsWith(
            "The other is a Matrix 3×2; it must have the shape of this Matrix 2×3.",
            Assert.Throws<ArgumentException>(() => a.Zip(a.Transpose(), (x, _) => x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_LengthDoesNotFit_NamesShapeAndLength()
    {
        var error = Assert.Throws<ArgumentException>(() => new Matrix(2, 3, new double[5]));
        Assert.Equal("A 2×3 matrix needs 6 values, but values has 5. (Parameter 'values')", error.Message);
    }

    [Fact]
    public void Transpose_OfTwoByThree_SwapsIndices()
    {
        var matrix = new Matrix(2, 3, [1, 2, 3, 4, 5, 6]);
        Matrix transposed = matrix.Transpose();
        Assert.Equal((3, 2), (transposed.Rows, transposed.Columns));
        Assert.Equal([1, 4, 2, 5, 3, 6], transposed.Values.ToArray());
    }

    [Fact]
    public void Indexer_OutsideTheMatrix_Throws()
    {
        var matrix = new Matrix(2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[0, -1]);
    }
}
