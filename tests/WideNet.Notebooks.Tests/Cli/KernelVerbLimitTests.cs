using WideNet.Data;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary>What a kernel job refuses: outputs that lead into its case, depths without room, numbers at the ends of a double's range.</summary>
public sealed class KernelVerbLimitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // By what paths lead to: a link to the folder, and a link in another folder to one of its files, even to an input.
    [Theory]
    [InlineData("ntk.npy")]
    [InlineData("x1.npy")]
    public void Kernel_OutputThroughALink_LeavesTheCaseAlone(string kept)
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "fcn-relu"), Path.Combine(_folder, "case"));
        string file = Path.Combine(_folder, "case", kept);
        if (!File.Exists(file)) File.WriteAllText(file, "kept");
        byte[] before = File.ReadAllBytes(file);
        string link = Path.Combine(_folder, "link"), other = Path.Combine(_folder, "other");
        Directory.CreateSymbolicLink(link, "case");
        Directory.CreateDirectory(other);
        File.CreateSymbolicLink(Path.Combine(other, "ntk.npy"), Path.Combine("..", "link", kept));
        if (kept == "ntk.npy")
        {
            CommandLine.Run("kernel", "--case", Path.Combine(_folder, "case"), "--out", link)
                .AssertFails(2, $"--out is the case folder itself, whose ntk.npy it would replace: {link}; name another folder.");
        }

        CommandLine.Run("kernel", "--case", Path.Combine(_folder, "case"), "--out", other)
            .AssertFails(2, $"--out leads into the case folder, whose ntk.npy it would replace: {other}; name another folder.");
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Fact]
    public void Kernel_ResultsBeyondMemory_AreRefusedBeforeTheJobStarts()
    {
        string json = $$"""
            {"architecture": "cnn-f", "activation": "erf", "weight_variance": 1.5, "bias_variance": 0.1, "filter": [1, 1], "depths": [{{string.Join(',', Enumerable.Range(1, 2000))}}]}
            """;
        File.WriteAllText(Path.Combine(_folder, "case.json"), json);
        NpyFile.Write(Path.Combine(_folder, "x1.npy"), new NpyArray([.. Enumerable.Repeat(0.5, 60_000)], 60_000, 1, 1, 1));
        NpyFile.Write(Path.Combine(_folder, "x2.npy"), new NpyArray([1.0], 1, 1, 1, 1));
        CommandResult result = CommandLine.Run("kernel", "--case", _folder);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches(
            @"^reproduce: This job needs 1152\d\d\.\d GB of memory \(inputs 480\.0 kB, outputs 115201\.9 GB, scratch \S+ [kMG]B\), but \S+ GB of memory "
                + @"are available; ask for fewer images or depths\.\n$",
            result.Error);
    }

    [Theory]
    [InlineData("fcn", 100_000_000, "a smaller depth or fewer examples")]
    [InlineData("cnn-p", 2_000_000_000, "a smaller depth or fewer examples")]
    public void Kernel_HugeDepth_IsRefusedBeforeItStarts(string architecture, int depth, string remedy)
    {
        WriteCase(architecture, depth, [1, 2, 3, 4]);
        CommandResult result = CommandLine.Run("kernel", "--case", _folder);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches(
            $"^reproduce: A network of depth {depth} keeps .* GB of variances here, but .* GB of memory are available and .*; ask for {remedy}\\.\n$",
            result.Error);
    }

    [Theory]
    [InlineData("fcn", 1e-165, "Example 0 is not zero, but its x·x/n = 0 has underflowed; scale the inputs up.")]
    [InlineData("fcn", 1e-156, "Example 0 is not zero, but its x·x/n = 7.5E-312 has underflowed; scale the inputs up.")]
    [InlineData("cnn-p", 1e-165, "Example 0 is not zero, but its x·x = 0 has underflowed; scale the inputs up.")]
    [InlineData("fcn", 1e160, "Example 0 has x·x/n = Infinity; scale the inputs down.")]
    [InlineData("cnn-f", 1e160, "Example 0 has x·x = Infinity; scale the inputs down.")]
    public void Kernel_InputsWhoseSquaresLeaveTheRange_SayWhatToDo(string architecture, double size, string message)
    {
        WriteCase(architecture, 2, [size, 2 * size, 3 * size, 4 * size]);
        CommandLine.Run("kernel", "--case", _folder).AssertFails(2, message);
    }

    [Fact]
    public void Kernel_VarianceTooLargeForDepthOne_AsksForASmallerOne()
    {
        WriteCase("fcn", 1, [1, 2, 3, 4], weightVariance: 1e300);
        CommandResult result = CommandLine.Run("kernel", "--case", _folder);
        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith("take smaller variances or scale the inputs down.\n", result.Error, StringComparison.Ordinal);
    }

    private void WriteCase(string architecture, int depth, double[] values, double weightVariance = 2)
    {
        string json = $$"""{"architecture": "{{architecture}}", "activation": "relu", "weight_variance": {{weightVariance}}, "bias_variance": 0, "filter": [1, 1], "depths": [{{depth}}]}""";
        File.WriteAllText(Path.Combine(_folder, "case.json"), json);
        NpyArray inputs = architecture == "fcn" ? new NpyArray(values, 1, 4) : new NpyArray(values, 1, 2, 2, 1);
        NpyFile.Write(Path.Combine(_folder, "x1.npy"), inputs);
        NpyFile.Write(Path.Combine(_folder, "x2.npy"), inputs);
    }
}
