using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Tests.Data;

public sealed class NpyArrayTests
{
    [Fact]
    public void Constructor_LengthDoesNotFit_NamesShapeAndLength()
    {
        var error = Assert.Throws<ArgumentException>(() => new NpyArray(new double[5], 2, 3));
        Assert.Equal("The shape (2, 3) holds 6 elements, but values has 5. (Parameter 'shape')", error.Message);
    }

    [Fact]
    public void Constructor_NegativeLengths_AreRefusedEvenWhenTheirProductFits()
    {
        var error = Assert.Throws<ArgumentException>(() => new NpyArray(new double[6], -2, -3));
        Assert.StartsWith("The shape (-2, -3) has a negative length", error.Message);
    }

    [Fact]
    public void Constructor_ShapeBeyondAllIntegers_IsRefusedWithoutOverflow()
    {
        Assert.Throws<ArgumentException>(() => new NpyArray(Array.Empty<double>(), 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30));
    }

    [Fact]
    public void Elements_OfAnotherType_NamesBoth()
    {
        var array = new NpyArray([1L, 2L], 2);
        Assert.Equal([1L, 2L], array.Elements<long>().ToArray());
        var error = Assert.Throws<InvalidOperationException>(() => array.Elements<double>().Length);
        Assert.Equal("This array holds Int64, not Double; use ToDoubles to convert.", error.Message);
        Assert.Throws<InvalidOperationException>(() => array.Elements<ulong>().Length);
    }

    [Fact]
    public void ToDoubles_OfEveryKind_Converts()
    {
        Assert.Equal([1.5, -2], new NpyArray([1.5, -2.0], 2).ToDoubles());
        Assert.Equal([1.5, -2], new NpyArray([1.5f, -2f], 2).ToDoubles());
        Assert.Equal([0.0, 255], new NpyArray([(byte)0, (byte)255], 2).ToDoubles());
        Assert.Equal([-9007199254740992.0], new NpyArray([-9007199254740992L], 1).ToDoubles());
    }

    [Theory]
    [InlineData(9007199254740993L)]
    [InlineData(long.MinValue)]
    public void ToDoubles_IntegerWithoutExactDouble_IsRefused(long value)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new NpyArray([value], 1).ToDoubles());
        Assert.Equal($"The integer {value} lies beyond 2^53 and has no exact double.", error.Message);
    }

    [Fact]
    public void ToMatrix_OfOneAndTwoDimensions_KeepsCOrder()
    {
        double[] values = [0, 1, 2, 3, 4, 5];
        Assert.Equal(2, new NpyArray(values, 2, 3).ToMatrix()[0, 2]);
        Assert.Equal((6, 1), (new NpyArray(values, 6).ToMatrix().Rows, new NpyArray(values, 6).ToMatrix().Columns));
    }

    [Fact]
    public void ToMatrix_WrongRank_NamesTheShape()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new NpyArray(new double[6], 1, 2, 3).ToMatrix());
        Assert.Equal("A matrix needs 1 or 2 dimensions, but the array has the shape (1, 2, 3).", error.Message);
    }

    [Fact]
    public void ToInputBatch_OfVectorsAndImages_KeepsTheShape()
    {
        InputBatch vectors = new NpyArray(new double[6], 2, 3).ToInputBatch();
        Assert.Equal((2, 1, 1, 3), (vectors.Count, vectors.Height, vectors.Width, vectors.Channels));
        InputBatch images = NpyArray.From(new InputBatch(2, 3, 4, 5, new double[120])).ToInputBatch();
        Assert.Equal((2, 3, 4, 5), (images.Count, images.Height, images.Width, images.Channels));
        Assert.Throws<InvalidOperationException>(() => new NpyArray(new double[6], 1, 2, 3).ToInputBatch());
    }

    [Fact]
    public void Stack_OfMatrices_HasThemOneAfterTheOther()
    {
        Matrix a = new(1, 2, [1, 2]), b = new(1, 2, [3, 4]);
        NpyArray stacked = NpyArray.Stack([a, b]);
        Assert.Equal("Float64 (2, 1, 2)", stacked.ToString());
        Assert.Equal([1.0, 2, 3, 4], stacked.ToDoubles());
        var error = Assert.Throws<ArgumentException>(() => NpyArray.Stack([a, new Matrix(2, 1)]));
        Assert.Equal("Stacked matrices must have one shape, but number 0 is 1×2 and number 1 is 2×1. (Parameter 'matrices')", error.Message);
    }

    [Fact]
    public void From_Matrix_CopiesTheValues()
    {
        Matrix matrix = new(1, 2, [1, 2]);
        NpyArray array = NpyArray.From(matrix);
        matrix[0, 0] = 9;
        Assert.Equal([1.0, 2], array.ToDoubles());
    }
}
