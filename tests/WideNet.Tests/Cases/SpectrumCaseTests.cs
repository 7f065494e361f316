using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Tests.Cases;

/// <summary>The gap recursion, its spectra and its predictors against 140-digit values (tests/reference/README.md).</summary>
public sealed class SpectrumCaseTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(RepositoryFiles.Reference("high-precision"), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Files_InTheRepository_AreSixteen() => Assert.Equal(16, Files().Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void Compare_EveryValueAtEveryDepth_PassesAndIsCoveredByItsEstimate(string name)
    {
        var file = SpectrumCase.Read(RepositoryFiles.Reference("high-precision", name));
        IReadOnlyList<GapKernel> kernels = file.Kernels();
        Assert.Equal(file.Depths, kernels.Select(kernel => kernel.Depth));
        foreach (GapKernel kernel in kernels)
        {
            IReadOnlyList<SpectrumCheck> checks = SpectrumCheck.Compare(file, SpectrumResult.Of(kernel, file.Labels));
            Assert.InRange(checks.Count, 14, 17);
            Assert.All(checks, check => Assert.True(check.Passed, $"depth {kernel.Depth}: {check}"));
            Assert.All(checks, check => Assert.True(check.IsCovered, $"depth {kernel.Depth}: {check}"));
        }
    }

    [Theory]
    [InlineData("\"labels\"", "\"source\"", "\"labels\" is missing.")]
    [InlineData("\"q0\": \"1.0\"", "\"q0\": \"one\"", "\"q0\" is \"one\"; it must be a number.")]
    [InlineData("\"depths\": {", "\"depths\": 3, \"x\": {", "\"depths\" must be an object with a key for each depth.")]
    [InlineData("\"100\": {", "\"deep\": {", "\"depths\" has the key \"deep\"; a depth is a whole number from 1.")]
    [InlineData("\"q0\": \"1.0\"", "\"q0\": \"-1\"", "The common x·x/n is -1; it must be finite and above 0.")]
    [InlineData("\"weight_variance\": \"2.0\"", "\"weight_variance\": -2", "WeightVariance is -2; a variance must be finite and at least 0.")]
    public void Kernels_BrokenFile_NamesFileAndKey(string old, string changed, string message)
    {
        string text = File.ReadAllText(RepositoryFiles.Reference("high-precision", "relu-critical.json"));
        Assert.Contains(old, text, StringComparison.Ordinal);
        string path = Path.Combine(Directory.CreateTempSubdirectory("widenet-").FullName, "case.json");
        File.WriteAllText(path, text.Replace(old, changed, StringComparison.Ordinal));
        var error = Assert.Throws<DataFormatException>(() => Evaluate(path));
        Assert.Equal($"{path}: {message}", error.Message);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

        static void Evaluate(string path)
        {
            var file = SpectrumCase.Read(path);
            IReadOnlyList<double> labels = file.Labels;
            foreach (GapKernel kernel in file.Kernels()) SpectrumResult.Of(kernel, labels);
        }
    }
}
