using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Cases;

/// <summary>Equal training examples, merged: same predictions as the whole problem where that can be computed,
/// the pseudo-inverse's limit where it cannot.</summary>
public sealed class DistinctExamplesTests
{
    private const double Infinity = double.PositiveInfinity;

    // Three different examples, the second twice and the third three times.
    private static readonly int[] Copies = [0, 1, 2, 1, 2, 2];
    private static readonly Matrix Small = new(3, 3, [2, 0.5, -0.25, 0.5, 3, 0.75, -0.25, 0.75, 1.5]);
    private static readonly Matrix SmallTest = new(2, 3, [0.5, -1, 0.25, 1, 0.125, 2]);
    private static readonly Matrix Targets = new(6, 2, [1, 0, 2, -1, 0.5, 3, 4, 1, -1, 0, 2, 2]);

    private static Matrix Whole => Spread(Small, Copies, Copies);

    private static Matrix WholeTest => Spread(SmallTest, [0, 1], Copies);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(20)]
    [InlineData(1e6)]
    public void Flow_WithARidge_IsThatOfTheWholeProblem(double time)
    {
        const double ridge = 0.01, rate = 0.1;
        DistinctExamples examples = DistinctExamples.Of(Whole);
        var whole = new GradientFlow(WithRidge(Whole, ridge), Targets, rate);
        var merged = new GradientFlow(WithRidge(examples.Kernel(Whole), ridge), examples.Targets(Targets), rate);
        AssertClose(whole.Test(WholeTest, time), merged.Test(examples.TestTrain(WholeTest), time), 1e-12);
        Matrix train = MatrixProduct.Multiply(Whole, whole.Coefficients(time));
        Matrix mergedTrain = MatrixProduct.Multiply(examples.Kernel(Whole), merged.Coefficients(time));
        AssertClose(train, examples.Expand(mergedTrain), 1e-12);
    }

    [Fact]
    public void Flow_AtInfinity_FitsTheMeanOfUnequalLabels()
    {
        DistinctExamples examples = DistinctExamples.Of(Whole);
        Assert.Equal((3, true), (examples.Count, examples.HasCopies));
        Assert.Throws<UnresolvedSpectrumException>(() => new GradientFlow(Whole, Targets, 0.1).Test(WholeTest, Infinity));
        var flow = new GradientFlow(examples.Kernel(Whole), examples.Targets(Targets), 0.1);
        Matrix means = new(6, 2, [1, 0, 3, 0, 0.5, 5 / 3.0, 3, 0, 0.5, 5 / 3.0, 0.5, 5 / 3.0]);
        AssertClose(means, examples.Expand(flow.Train(Infinity)), 1e-12);

        Matrix unique = new(3, 2, [1, 0, 3, 0, 0.5, 5 / 3.0]);
        AssertClose(new KernelRegression(Small, unique).Predict(SmallTest), flow.Test(examples.TestTrain(WholeTest), Infinity), 1e-12);
    }

    [Fact]
    public void Of_Inputs_FindsRowsEqualInEveryNumber()
    {
        var inputs = new InputBatch(4, 1, 1, 2, [1, 0, 1, -0.0, 1, 1e-300, 1, 0]);
        DistinctExamples examples = DistinctExamples.Of(inputs);
        Assert.Equal(2, examples.Count);
        Assert.False(DistinctExamples.Of(Small).HasCopies);
        Assert.Same(Small, DistinctExamples.Of(Small).Kernel(Small));
    }

    [Fact]
    public void Targets_OfAnotherCount_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => DistinctExamples.Of(Whole).Targets(new Matrix(5, 1)));
        Assert.Equal("The targets are 5×1, but there are 6 training examples; they must have one row for each and at least one column.", error.Message);
    }

    private static Matrix Spread(Matrix small, int[] rows, int[] columns)
    {
        var whole = new Matrix(rows.Length, columns.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++) whole[i, j] = small[rows[i], columns[j]];
        }

        return whole;
    }

    private static Matrix WithRidge(Matrix kernel, double ridge)
    {
        Matrix sum = kernel.Clone();
        for (int i = 0; i < sum.Rows; i++) sum[i, i] += ridge;
        return sum;
    }

    private static void AssertClose(Matrix expected, Matrix actual, double tolerance)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        for (int i = 0; i < expected.Values.Length; i++) Assert.Equal(expected.Values[i], actual.Values[i], tolerance);
    }
}
