using WideNet.Numerics;

namespace WideNet.Tests;

public sealed class MatrixTests
{
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
