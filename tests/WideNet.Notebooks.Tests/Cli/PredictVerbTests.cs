using System.Text.Json;
using WideNet.Data;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class PredictVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("predict-mse-erf")]
    [InlineData("predict-mse-erf-lr")]
    public void Predict_CheckOfAReference_Passes(string name)
    {
        CommandResult result = CommandLine.Run("predict", "--case", CommandLine.Reference("neural-tangents", name), "--check", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement check = JsonDocument.Parse(result.Output).RootElement.GetProperty("check");
        Assert.True(check.GetProperty("passed").GetBoolean());
        Assert.Equal(["ntk", "ntk21", "train", "test", "train_inf", "test_inf"], check.GetProperty("arrays").EnumerateObject().Select(array => array.Name));
    }

    [Fact]
    public void Predict_WithoutAnswers_WritesEveryArray()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "predict-mse-erf-lr"), _folder);
        string written = Path.Combine(_folder, "out");
        CommandResult result = CommandLine.Run("predict", "--case", _folder, "--out", written);
        Assert.Equal("learning rate 0.37; the largest stable one of gradient descent is 1.93797\n", result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal([5, 10, 10], NpyFile.Read(Path.Combine(written, "test.npy")).Shape);
        Assert.Equal([10, 10], NpyFile.Read(Path.Combine(written, "test_inf.npy")).Shape);
        Assert.Equal([40, 40], NpyFile.Read(Path.Combine(written, "ntk.npy")).Shape);
    }

    [Fact]
    public void Predict_EqualInputs_SayThatTheKernelIsSingular()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "predict-mse-erf"), _folder);
        NpyArray x1 = NpyFile.Read(Path.Combine(_folder, "x1.npy"));
        double[] values = x1.ToDoubles();
        values.AsSpan(0, x1.Shape[1]).CopyTo(values.AsSpan(x1.Shape[1]));
        NpyFile.Write(Path.Combine(_folder, "x1.npy"), new NpyArray(values, [.. x1.Shape]));
        CommandResult result = CommandLine.Run("predict", "--case", _folder, "--out", Path.Combine(_folder, "out"));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches("^reproduce: The kernel's smallest eigenvalue .* lies below its rounding error .* \\(κ above .*\\), so gradient flow at t = .* is not determined; .*\n$", result.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [Fact]
    public void Predict_TargetsOfAnotherCount_NamesBoth()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "predict-mse-erf"), _folder);
        NpyFile.Write(Path.Combine(_folder, "y.npy"), new NpyArray(new double[39 * 10], 39, 10));
        CommandLine.Run("predict", "--case", _folder)
            .AssertFails(2, "The targets are 39×10, but there are 40 training examples; they must have one row for each and at least one column.");
    }
}
