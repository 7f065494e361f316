using System.Text.Json;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class BenchVerbTests
{
    [Theory]
    [InlineData("cnn-p", "float32", "CNN-P relu Float32 8×8×3, 2 layers, 3×3")]
    [InlineData("cnn-f", "float64", "CNN-F relu Float64 8×8×3, 2 layers, 3×3")]
    public void Kernel_AsJson_HasConsistentNumbers(string architecture, string precision, string work)
    {
        CommandResult result = CommandLine.Run("bench", "kernel", "--architecture", architecture, "--precision", precision, "--size", "8", "--layers", "2", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(work, json.GetProperty("work").GetString());
        double milliseconds = json.GetProperty("milliseconds_per_entry").GetDouble();
        Assert.InRange(milliseconds, double.Epsilon, json.GetProperty("milliseconds_per_entry_median").GetDouble());
        Assert.Equal(1e3 / milliseconds, json.GetProperty("entries_per_second").GetDouble(), 1e-9 * 1e3 / milliseconds);
        Assert.True(json.GetProperty("fraction_of_peak").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("published_cpu_milliseconds").ValueKind);
    }

    [Fact]
    public void Kernel_PublishedSize_PrintsTheFiguresBesideIt()
    {
        CommandResult result = CommandLine.Run("bench", "kernel", "--architecture", "cnn-f");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal("work               CNN-F relu Float32 32×32×3, 21 layers, 3×3, one thread", lines[0]);
        Assert.Matches(@"^per entry          \S+ ms \(median of \d+ repetitions \S+ ms\)$", lines[1]);
        Assert.Matches(@"^entries            \S+ per second$", lines[2]);
        Assert.Matches(@"^roofline           \S+ % of the measured peak of \S+e9 vector operations per second \(\d+ of them for \d+ pixels and a layer\)$", lines[3]);
        Assert.Equal("neural-tangents    published: 0.12 ms on a CPU with over 56 cores, 0.00465 ms on a V100 GPU (ReLU, float32)", lines[4]);
    }

    [Fact]
    public void Kernel_FullyConnected_CountsNoOperations()
    {
        CommandResult result = CommandLine.Run("bench", "kernel", "--architecture", "fcn", "--size", "4", "--layers", "3", "--activation", "erf", "--precision", "float64");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("work               FCN erf Float64 4×4×3, 3 layers, one thread\nper entry          ", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nroofline           no count of operations for this network\nneural-tangents    published figures are for convolutions of 32×32 images through 21 layers only\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--architecture", "resnet", "reproduce: --architecture is 'resnet'; it must be cnn-p or cnn-f or fcn.\n")]
    [InlineData("--precision", "half", "reproduce: --precision is 'half'; it must be float32 or float64.\n")]
    [InlineData("--size", "0", "reproduce: --size is '0'; it must be a whole number from 1.\n")]
    [InlineData("--layers", "2.5", "reproduce: --layers is '2.5'; it must be a whole number from 1.\n")]
    public void Kernel_BadOption_IsOneLine(string option, string value, string message)
    {
        CommandResult result = CommandLine.Run("bench", "kernel", option, value);
        Assert.Equal((2, "", message), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Bench_WithoutVerb_NamesTheVerbs()
    {
        CommandResult result = CommandLine.Run("bench");
        Assert.Equal((2, "reproduce: 'reproduce bench' needs a verb: kernel. See reproduce bench --help.\n"), (result.ExitCode, result.Error));
    }
}
