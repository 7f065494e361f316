using System.Text.Json.Nodes;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Tests.Cases;

/// <summary>The gap recursion, its spectra and its predictors against 140-digit values (tests/reference/README.md).</summary>
public sealed class SpectrumCaseTests
{
    // Reference values, and constants like q_0 that start as decimals, are rounded to double.
    private const double Rounding = 4.5e-16;

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
            Assert.All(checks, check => Assert.True(!(check.Error > check.Estimate + Rounding), $"depth {kernel.Depth}: {check}"));
        }
    }

    // What a whole number or a word must be is no number near it, and no other word.
    [Theory]
    [InlineData("\"filter\": [2.5, 3]", "\"filter\" is 2.5; it must be a whole number.")]
    [InlineData("\"filter\": [1e300, 3]", "\"filter\" is 1e300; it must be a whole number.")]
    [InlineData("\"filter\": [2147483647, 3]", "FilterHeight is 2147483647; a filter size must be odd, from 1 to 9999.")]
    [InlineData("\"filter\": [3, 3]", "The filter is 3×3, but the images are 1×2; with circular padding an image must be at least as large as the filter.")]
    [InlineData("\"padding\": \"circluar\"", "\"padding\" is \"circluar\"; it must be circular or same.")]
    [InlineData("\"height\": 2.5", "\"height\" is 2.5; it must be a whole number.")]
    [InlineData("\"width\": -2", "\"width\" is -2; it must be at least 1.")]
    [InlineData("\"width\": 1000000", "\"x\" has an image of 2 pixels; each must have 1×1000000.")]
    [InlineData("\"channels\": 2", "\"x\" must have 2 channels at every pixel.")]
    [InlineData("\"x\": [[[1], [0]], [[1], [2]]]", "\"x\" has a pixel whose x·x is 0 or infinite in double precision; "
        + "every pixel is scaled to x·x/channels = q0.")]
    public void Kernels_BrokenImages_NameFileAndKey(string changed, string message)
    {
        JsonObject root = JsonNode.Parse("""
            {"architecture": "cnn-p", "activation": "erf", "weight_variance": 1.5, "bias_variance": 0.1, "q0": 1, "height": 1, "width": 2, "channels": 1,
             "x": [[[1], [2]], [[1], [-2]]], "labels": [1, -1], "depths": {"1": {}}}
            """)!.AsObject();
        foreach (KeyValuePair<string, JsonNode?> entry in JsonNode.Parse($"{{{changed}}}")!.AsObject()) root[entry.Key] = entry.Value?.DeepClone();
        string path = Path.Combine(Directory.CreateTempSubdirectory("widenet-").FullName, "case.json");
        File.WriteAllText(path, root.ToJsonString());
        var error = Assert.Throws<DataFormatException>(() => SpectrumCase.Read(path).Kernels());
        Assert.Equal($"{path}: {message}", error.Message);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData("\"labels\"", "\"source\"", "\"labels\" is missing.")]
    [InlineData("\"q0\": \"1.0\"", "\"q0\": \"one\"", "\"q0\" is \"one\"; it must be a number.")]
    [InlineData("\"depths\": {", "\"depths\": 3, \"x\": {", "\"depths\" must be an object with a key for each depth.")]
    [InlineData("\"100\": {", "\"deep\": {", "\"depths\" has the key \"deep\"; a depth is a whole number from 1.")]
    [InlineData("\"labels\": [", "\"labels\": [1e308, ", "\"labels\" holds a number beyond 1E+100; divide them all, as the predictor is linear in them.")]
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
