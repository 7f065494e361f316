using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Tests.Compute.Convolution;

/// <summary>Convolutional kernels against arrays computed by another implementation (tests/reference/README.md).</summary>
public sealed class ConvolutionalKernelOracleTests
{
    // The references are double computations; their own rounding reaches 3e-13 of the largest entry in deep chaos and √ε near correlation 1.
    private const double DoubleTolerance = 1e-10;

    // Single precision rounds K to 6e-8; a correlation near 1 turns that into √(1e-7) = 3e-4 of one pixel pair's slope, which pixels average out.
    private const double SingleTolerance = 2e-4;

    public static TheoryData<string> ConvolutionalCases() =>
    [
        .. Directory.GetDirectories(RepositoryFiles.Reference("neural-tangents"))
            .Where(folder => CaseFile.Open(folder) is { } file && file.Has("depths") && file.Text("architecture").StartsWith("cnn-", StringComparison.Ordinal))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void ConvolutionalCases_InTheRepository_AreTwentyThree() => Assert.Equal(23, ConvolutionalCases().Count);

    [Theory]
    [MemberData(nameof(ConvolutionalCases))]
    public void Kernels_DoublePrecision_EqualTheReference(string name) => Check(name, Precision.Float64, DoubleTolerance);

    [Theory]
    [MemberData(nameof(ConvolutionalCases))]
    public void Kernels_SinglePrecision_EqualTheReference(string name) => Check(name, Precision.Float32, SingleTolerance);

    private static void Check(string name, Precision precision, double tolerance)
    {
        CaseFile file = CaseFile.Open(RepositoryFiles.Reference("neural-tangents", name));
        IReadOnlyList<int> depths = file.WholeNumbers("depths");
        NetworkDescription network = file.Network(depths[^1]);
        InputBatch x1 = file.Inputs("x1"), x2 = file.Inputs("x2");
        var options = new KernelOptions { Precision = precision };
        IReadOnlyList<KernelPair> trainTrain = InfiniteNetwork.Kernels(network, depths, x1, options);
        IReadOnlyList<KernelPair> testTrain = InfiniteNetwork.Kernels(network, depths, x1, x2, options);
        AssertEqual(file, "nngp", [.. trainTrain.Select(k => k.Nngp)], tolerance);
        AssertEqual(file, "ntk", [.. trainTrain.Select(k => k.Ntk)], tolerance);
        AssertEqual(file, "nngp12", [.. testTrain.Select(k => k.Nngp)], tolerance);
        AssertEqual(file, "ntk12", [.. testTrain.Select(k => k.Ntk)], tolerance);
    }

    private static void AssertEqual(CaseFile file, string array, IReadOnlyList<Matrix> actual, double tolerance)
    {
        ArrayError error = ArrayError.Compare(array, actual, file.Array(array));
        Assert.True(error.IsWithin(tolerance), $"{array}: {string.Join(", ", error.BySlice)}");
    }
}
