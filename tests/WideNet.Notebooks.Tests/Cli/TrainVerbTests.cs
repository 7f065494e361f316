using System.Text.Json;
using WideNet.Data;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class TrainVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("fcn-erf-mse", "float64")]
    [InlineData("cnn-p-relu-same-cross-entropy-momentum", "float32")]
    public void Train_CheckOfAReference_Passes(string name, string precision)
    {
        CommandResult result = CommandLine.Run("train", "--case", Case(name), "--precision", precision, "--check", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement root = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(100, root.GetProperty("steps").GetInt32());
        Assert.True(root.GetProperty("check").GetProperty("passed").GetBoolean());
    }

    [Fact]
    public void Train_WithoutAnswers_WritesEveryArray()
    {
        CopyInputs("fcn-erf-mse");
        string written = Path.Combine(_folder, "out");
        CommandResult result = CommandLine.Run("train", "--case", _folder, "--out", written);
        Assert.Equal((0, "", "fcn, erf, 16,810 parameters, 100 steps in float64: loss 0.359092 → 0.0407688\n"), (result.ExitCode, result.Error, result.Output));
        foreach (string array in (string[])["loss", "outputs_initial", "outputs_final", "empirical_ntk", "gradient_W0", "final_b4"])
        {
            Assert.Equal(NpyFile.Read(Path.Combine(Case("fcn-erf-mse"), array + ".npy")).Shape, NpyFile.Read(Path.Combine(written, array + ".npy")).Shape);
        }
    }

    [Fact]
    public void Train_WeightsOfAnotherNetwork_SaysBothShapes()
    {
        CopyInputs("fcn-erf-mse");
        File.Copy(Path.Combine(_folder, "W1.npy"), Path.Combine(_folder, "W0.npy"), overwrite: true);
        CommandLine.Run("train", "--case", _folder)
            .AssertFails(2, $"{_folder}: the array W0 has the shape (48, 48), but the network needs (48, 192).");
    }

    [Fact]
    public void Train_SyntheticImages_PrintsALineAnEpoch()
    {
        CommandResult result = CommandLine.Run("train", "--dataset", "synthetic", "--width", "16", "--train", "20", "--test", "10", "--size", "4", "--steps", "4", "--batch", "10");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement[] lines = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("synthetic images (seed 0), 20 for training and 10 for test", lines[0].GetProperty("data").GetString());
        Assert.Equal([0.0, 1.0, 2.0], lines[1..^1].Select(line => line.GetProperty("epoch").GetDouble()));
        Assert.Equal("completed", lines[^1].GetProperty("status").GetString());
    }

    [Fact]
    public void Train_BadInput_OneLineAndTwo()
    {
        CommandLine.Run("train", "--dataset", "synthetic", "--width", "0").AssertFails(2, "--width is '0'; it must be a whole number, at least 1.");
        CommandLine.Run("train", "--dataset", "synthetic", "--depth", "x").AssertFails(2, "--depth is 'x'; it must be a whole number, at least 1.");
        CommandLine.Run("train", "--dataset", "synthetic", "--batch", "300").AssertFails(2, "--batch is 300, but there are 256 training images; take at most 256.");
        CommandLine.Run("train", "--dataset", "synthetic", "--learning-rate", "nan").AssertFails(2, "The learning rate is NaN; it must be finite and above 0.");
        CommandLine.Run("train", "--check").AssertFails(2, "--check and --out belong to a replay; name its folder with --case.");
        CommandLine.Run("train", "--case", _folder, "--width", "3")
            .AssertFails(2, "--width and --case are both given; a replay takes everything from its folder, so leave one out.");
    }

    private static string Case(string name) => CommandLine.Reference("pytorch", name);

    private void CopyInputs(string name)
    {
        foreach (string path in Directory.GetFiles(Case(name)))
        {
            string file = Path.GetFileName(path);
            if (file is "case.json" or "x.npy" or "y.npy" or "batches.npy" || file[0] is 'W' or 'b')
            {
                File.Copy(path, Path.Combine(_folder, file), overwrite: true);
                File.SetAttributes(Path.Combine(_folder, file), FileAttributes.Normal);
            }
        }
    }
}
