using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Tests.Kernels;

/// <summary>Kernels against arrays computed by another implementation (tests/reference/README.md).</summary>
public sealed class InfiniteNetworkOracleTests
{
    // The references are double computations of up to 100 layers; their own rounding reaches 3e-13 of the largest entry.
    private const double Tolerance = 1e-10;

    public static TheoryData<string> FullyConnectedCases() => [.. Cases("fcn"), .. Cases("fcn-residual"), .. Cases("fcn-layernorm")];

    [Theory]
    [MemberData(nameof(FullyConnectedCases))]
    public void Kernels_FullyConnectedCase_EqualTheReference(string name)
    {
        CaseFile file = CaseFile.Open(RepositoryFiles.Reference("neural-tangents", name));
        IReadOnlyList<int> depths = file.WholeNumbers("depths");
        NetworkDescription network = file.Network(depths[^1]);
        InputBatch x1 = file.Inputs("x1"), x2 = file.Inputs("x2");
        IReadOnlyList<KernelPair> trainTrain = InfiniteNetwork.Kernels(network, depths, x1);
        IReadOnlyList<KernelPair> testTrain = InfiniteNetwork.Kernels(network, depths, x1, x2);
        AssertEqual(file, "nngp", [.. trainTrain.Select(k => k.Nngp)]);
        AssertEqual(file, "ntk", [.. trainTrain.Select(k => k.Ntk)]);
        AssertEqual(file, "nngp12", [.. testTrain.Select(k => k.Nngp)]);
        AssertEqual(file, "ntk12", [.. testTrain.Select(k => k.Ntk)]);
    }

    [Fact]
    public void FullyConnectedCases_InTheRepository_AreFifteen() => Assert.Equal(15, FullyConnectedCases().Count);

    private static void AssertEqual(CaseFile file, string array, IReadOnlyList<WideNet.Numerics.Matrix> actual)
    {
        ArrayError error = ArrayError.Compare(array, actual, file.Array(array));
        Assert.True(error.IsWithin(Tolerance), $"{array}: {string.Join(", ", error.BySlice)}");
    }

    private static IEnumerable<string> Cases(string architecture) =>
        Directory.GetDirectories(RepositoryFiles.Reference("neural-tangents"))
            .Where(folder => CaseFile.Open(folder) is { } file && file.Has("depths") && file.Text("architecture") == architecture)
            .Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal);
}
