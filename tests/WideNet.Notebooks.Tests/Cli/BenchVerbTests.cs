using System.Text.Json;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class BenchVerbTests
{
    [Theory]
    [InlineData("cnn-p", "float32", "CNN-P relu Float32 8×8×3, 2 layers, 3×3")]
    [InlineData("cnn-f", "float64", "CNN-F relu Float64 8×8×3, 2 layers, 3×3")]
    public void Kernel_AsJson_HasConsistentNumbers(string architecture, string precision, string work)
    {
        CommandResult result = CommandLine.Run(
            "bench", "kernel", "--architecture", architecture, "--precision", precision, "--size", "8", "--layers", "2", "--json");
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
        Assert.Matches(
            @"^roofline           \S+ % of the measured peak of \S+e9 vector operations per second \(\d+ of them for \d+ pixels and a layer\)$", lines[3]);
        Assert.Equal("neural-tangents    published: 0.12 ms on a CPU with over 56 cores, 0.00465 ms on a V100 GPU (ReLU, float32)", lines[4]);
    }

    [Fact]
    public void Kernel_FullyConnected_CountsNoOperations()
    {
        CommandResult result = CommandLine.Run(
            "bench", "kernel", "--architecture", "fcn", "--size", "4", "--layers", "3", "--activation", "erf", "--precision", "float64");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("work               FCN erf Float64 4×4×3, 3 layers, one thread\nper entry          ", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\nroofline           no count of operations for this network\nneural-tangents    published figures are for convolutions of 32×32 images "
                + "through 21 layers only\n", result.Output, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("fcn", "circular", null, 1, "FCN relu, width 8, depth 2, 4×4×3, batch 4", 2.0 * 4 * ((2 * 48 * 8) + (3 * 8 * 8) + (3 * 8 * 10)))]
    [InlineData("cnn-p", "same", "10", 2, "CNN-P relu zero padding, width 8, depth 2, 4×4×3, batch 4, epochs of 10 images",
        2.0 * 4 * ((2 * 16 * 9 * 3 * 8) + (3 * 16 * 9 * 8 * 8) + (3 * 8 * 10)))]
    [InlineData("cnn-f", "circular", null, 1, "CNN-F relu circular, width 8, depth 2, 4×4×3, batch 4",
        2.0 * 4 * ((2 * 16 * 9 * 3 * 8) + (3 * 16 * 9 * 8 * 8) + (3 * 16 * 8 * 10)))]
    public void Train_AsJson_HasConsistentNumbers(string architecture, string padding, string? epoch, int steps, string work, double operations)
    {
        string[] more = epoch is null ? [] : ["--epoch", epoch];
        CommandResult result = CommandLine.Run(
            ["bench", "train", "--architecture", architecture, "--padding", padding, "--activation", "relu", "--width", "8", "--depth", "2", "--batch", "4",
                "--size", "4", "--threads", "1", "--json", .. more]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal((work, 1, steps), (json.GetProperty("work").GetString(), json.GetProperty("threads").GetInt32(), json.GetProperty("steps").GetInt32()));
        Assert.Equal(operations, json.GetProperty("operations_per_step").GetDouble());
        double milliseconds = json.GetProperty("milliseconds_per_step").GetDouble(), rate = json.GetProperty("operations_per_second").GetDouble();
        Assert.InRange(milliseconds, double.Epsilon, json.GetProperty("milliseconds_per_step_median").GetDouble());
        Assert.Equal(1, json.GetProperty("steps_per_second").GetDouble() * milliseconds * 1e-3, 1e-12);
        Assert.Equal(1, rate / (operations / (milliseconds * 1e-3)), 1e-12);
        Assert.Equal(1, json.GetProperty("fraction_of_peak").GetDouble() * json.GetProperty("peak_operations_per_second").GetDouble() / rate, 1e-12);
    }

    [Fact]
    public void Train_AsText_HasALineForEachNumber()
    {
        CommandResult result = CommandLine.Run(
            "bench", "train", "--width", "8", "--depth", "1", "--batch", "4", "--size", "4", "--epoch", "8", "--threads", "1");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal("work               FCN erf, width 8, depth 1, 4×4×3, batch 4, epochs of 8 images, 1 thread", lines[0]);
        Assert.Matches(@"^per epoch          \S+ ms for 2 steps \(median of 3 epochs \S+ ms\)$", lines[1]);
        Assert.Matches(@"^per step           \S+ ms \(median of 3 repetitions \S+ ms\)$", lines[2]);
        Assert.Matches(@"^steps              \S+ per second$", lines[3]);
        Assert.Matches(@"^roofline           \S+ GFLOP/s, \S+ % of the measured peak of \S+ GFLOP/s$", lines[4]);
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void Gemm_AsJson_HasConsistentNumbers(string precision)
    {
        CommandResult result = CommandLine.Run("bench", "gemm", "--size", "64", "--precision", precision, "--threads", "2", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement json = JsonDocument.Parse(result.Output).RootElement[0];
        Assert.Equal(
            (64, precision, 2), (json.GetProperty("size").GetInt32(), json.GetProperty("precision").GetString(), json.GetProperty("threads").GetInt32()));
        double milliseconds = json.GetProperty("milliseconds").GetDouble(), rate = json.GetProperty("operations_per_second").GetDouble();
        Assert.InRange(milliseconds, double.Epsilon, json.GetProperty("milliseconds_median").GetDouble());
        Assert.Equal(1, rate / (2.0 * 64 * 64 * 64 / (milliseconds * 1e-3)), 1e-12);
        Assert.Equal(1, json.GetProperty("fraction_of_peak").GetDouble() * json.GetProperty("peak_operations_per_second").GetDouble() / rate, 1e-12);
    }

    [Theory]
    [InlineData("train", "--width", "0", "--width is '0'; it must be a whole number from 1.")]
    [InlineData("train", "--batch", "x", "--batch is 'x'; it must be a whole number from 1.")]
    [InlineData("train", "--epoch", "100", "--epoch is 100, but a batch has 256 images; take at least 256.")]
    [InlineData("train", "--activation", "swish",
        "The activation 'swish' is not known; it must be one of erf, tanh, relu, leaky_relu_α, abs, gelu, sin, cos (α a number, as in leaky_relu_0.1).")]
    [InlineData("gemm", "--size", "0", "--size is '0'; it must be a whole number from 1.")]
    [InlineData("gemm", "--precision", "half", "--precision is 'half'; it must be float32 or float64.")]
    public void TrainOrGemm_BadOption_IsOneLine(string verb, string option, string value, string message) =>
        CommandLine.Run("bench", verb, option, value).AssertFails(2, message);

    [Fact]
    public void Bench_WithoutVerb_NamesTheVerbs()
    {
        CommandResult result = CommandLine.Run("bench");
        Assert.Equal(
            (2, "reproduce: 'reproduce bench' needs a verb: engines, gemm, kernel, train. See reproduce bench --help.\n"), (result.ExitCode, result.Error));
    }
}
