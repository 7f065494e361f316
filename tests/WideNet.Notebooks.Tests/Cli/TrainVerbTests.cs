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
        CommandResult result = CommandLine.Run(
            "train", "--dataset", "synthetic", "--width", "16", "--train", "20", "--test", "10", "--size", "4", "--steps", "4", "--batch", "10");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement[] lines = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("synthetic images (seed 0), 20 for training and 10 for test", lines[0].GetProperty("data").GetString());
        Assert.Equal([0.0, 1.0, 2.0], lines[1..^1].Select(line => line.GetProperty("epoch").GetDouble()));
        Assert.Equal("completed", lines[^1].GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("--width", "0", "--width is '0'; it must be a whole number from 1.")]
    [InlineData("--width", "1e3", "--width is '1e3'; it must be a whole number from 1.")]
    [InlineData("--depth", "0", "--depth is '0'; it must be a whole number from 1.")]
    [InlineData("--depth", "x", "--depth is 'x'; it must be a whole number from 1.")]
    [InlineData("--batch", "0", "--batch is '0'; it must be a whole number from 1.")]
    [InlineData("--batch", "300", "--batch is 300, but there are 256 training images; take at most 256.")]
    [InlineData("--steps", "-1", "--steps is '-1'; it must be a whole number from 0.")]
    [InlineData("--threads", "0", "--threads is '0'; it must be a whole number from 1.")]
    [InlineData("--learning-rate", "nan", "The learning rate is NaN; it must be finite and above 0.")]
    [InlineData("--learning-rate", "-0.5", "The learning rate is -0.5; it must be finite and above 0.")]
    [InlineData("--learning-rate", "0", "The learning rate is 0; it must be finite and above 0.")]
    [InlineData("--learning-rate", "fast", "--learning-rate is 'fast'; it must be a number.")]
    [InlineData("--learning-rate-fraction", "-1", "The fraction of the maximum learning rate is -1; it must be finite and above 0.")]
    [InlineData("--momentum", "1", "Momentum is 1; it must lie in [0, 1).")]
    [InlineData("--check", null, "--check and --out belong to a replay; name its folder with --case.")]
    public void Train_BadOption_OneLineAndTwo(string option, string? value, string message)
    {
        string[] small = ["train", "--dataset", "synthetic", "--size", "2", "--width", "4"];
        string[] args = option is "--width"
            ? ["train", "--dataset", "synthetic"]
            : option == "--learning-rate" || option == "--learning-rate-fraction" ? small : [.. small, "--learning-rate", "0.1"];
        CommandLine.Run([.. args, option, .. value is null ? (string[])[] : [value]]).AssertFails(2, message);
    }

    [Fact]
    public void Train_OptionsThatExcludeEachOther_OneLineAndTwo()
    {
        CommandLine.Run("train", "--case", _folder, "--width", "3")
            .AssertFails(2, "--width and --case are both given; a replay takes everything from its folder, so leave one out.");
        CommandLine.Run("train", "--dataset", "synthetic", "--learning-rate", "1", "--learning-rate-fraction", "0.5")
            .AssertFails(2, "--learning-rate and --learning-rate-fraction are both given; give one of them.");
    }

    [Fact]
    public void Train_NetworkWithoutWeights_AsksForALearningRate() =>
        CommandLine.Run("train", "--dataset", "synthetic", "--width", "4", "--size", "2", "--weight-variance", "0", "--bias-variance", "0")
            .AssertFails(
                2, "The kernel of these images is zero, so there is no largest learning rate to take a part of; give --learning-rate, or other variances.");

    [Fact]
    public void Train_ShortRunWithCheckpoint_IsProlongedFromItsEnd()
    {
        string path = Path.Combine(_folder, "run.checkpoint");
        string[] run = ["train", "--dataset", "synthetic", "--width", "4", "--size", "2", "--train", "4", "--test", "4", "--learning-rate", "0.1"];
        Assert.Equal(0, CommandLine.Run([.. run, "--steps", "3", "--checkpoint", path]).ExitCode);
        string[] whole = Lines("--steps", "5"), prolonged = Lines("--steps", "5", "--checkpoint", path);
        Assert.Equal(8, whole.Length); // the run, steps 0 to 5, the end
        Assert.Equal([whole[0], .. whole[4..]], prolonged);
        CommandResult shortened = CommandLine.Run([.. run, "--steps", "3", "--checkpoint", path]);
        Assert.Equal((2, $"reproduce: {path} is a checkpoint after 5 steps, but the run has 3; delete it or take more steps.\n"),
            (shortened.ExitCode, shortened.Error));

        string[] Lines(params string[] options) =>
            CommandLine.Run([.. run, .. options]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Train_CheckpointThatCannotBeWritten_IsToldBeforeTheFirstStep()
    {
        CommandResult result = CommandLine.Run(
            "train", "--dataset", "synthetic", "--width", "4", "--size", "2", "--train", "4", "--test", "4", "--learning-rate", "0.1", "--checkpoint", _folder);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"reproduce: Cannot write the file {_folder}: a folder has that name;", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)); // the line that describes the run
    }

    [Fact]
    public void Train_TruncatedOrForeignCheckpoint_NamesFileAndRemedy()
    {
        string path = Path.Combine(_folder, "run.checkpoint");
        string[] run =
            ["train", "--dataset", "synthetic", "--width", "4", "--size", "2", "--train", "4", "--test", "4", "--steps", "1000", "--checkpoint", path];
        Assert.Equal(0, CommandLine.Run([.. run, "--depth", "1", "--learning-rate", "0.1"]).ExitCode);
        Fails(
            [.. run, "--depth", "1", "--learning-rate", "0.2"],
            $"{path} is the checkpoint of another run (other network, data, options or initial parameters); delete it or name another file.");
        Fails(
            [.. run, "--depth", "2", "--learning-rate", "0.1"],
            $"{path} is the checkpoint of another run (other network, data, options or initial parameters); delete it or name another file.");
        byte[] content = File.ReadAllBytes(path);
        File.WriteAllBytes(path, content[..^5]);
        Fails(
            [.. run, "--depth", "1", "--learning-rate", "0.1"],
            $"{path} is no whole checkpoint ({content.Length - 5} bytes): it is cut off or damaged; delete it to start the run anew.");
        File.WriteAllText(path, "not a checkpoint");
        Fails(
            [.. run, "--depth", "1", "--learning-rate", "0.1"],
            $"{path} is no whole checkpoint (16 bytes): it is cut off or damaged; delete it to start the run anew.");

        // The line that describes the run is out by then.
        static void Fails(string[] args, string message)
        {
            CommandResult result = CommandLine.Run(args);
            Assert.Equal((2, $"reproduce: {message}\n"), (result.ExitCode, result.Error));
        }
    }

    [Fact]
    public void Train_LabelOutsideTheClasses_NamesFileByteAndLabel()
    {
        byte[] records = new byte[2 * 3073];
        records[3073] = 12;
        foreach (string name in (string[])["data_batch_1.bin", "test_batch.bin"]) File.WriteAllBytes(Path.Combine(_folder, name), records);
        string path = Path.Combine(_folder, "data_batch_1.bin");
        CommandLine.Run("train", "--data-dir", _folder, "--train", "2", "--test", "2")
            .AssertFails(
                2, $"{path} has the label 12 at byte 3073 (record 1), but labels run from 0 to 9; fetch the data set again with 'reproduce data "
                    + "download cifar10'.");
    }

    [Theory]
    [InlineData("\"width\": 48", "\"width\": 0", "Width is 0; it must be at least 1.")]
    [InlineData("\"depth\": 4", "\"depth\": 0", "case.json: Depth is 0; it counts nonlinearities and must be at least 1.")]
    [InlineData("\"learning_rate\": 2.0", "\"learning_rate\": \"NaN\"", "case.json: \"learning_rate\" is \"NaN\"; it must be finite.")]
    [InlineData("\"learning_rate\": 2.0", "\"learning_rate\": -1.0", "The learning rate is -1; it must be finite and above 0.")]
    [InlineData("\"steps\": 100", "\"steps\": 101", "There are 100 batches for 101 steps; there must be one for every step.")]
    [InlineData("\"outputs\": 10", "\"outputs\": 9", "the array W4 has the shape (10, 48), but the network needs (9, 48).")]
    public void Train_CaseWithABadParameter_SaysWhatItMustBe(string old, string @new, string message)
    {
        CopyInputs("fcn-erf-mse");
        string path = Path.Combine(_folder, "case.json"), text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, @new, StringComparison.Ordinal));
        string where = message.StartsWith("case.json", StringComparison.Ordinal) ? $"{_folder}{Path.DirectorySeparatorChar}" : $"{_folder}: ";
        CommandLine.Run("train", "--case", _folder).AssertFails(2, where + message);
    }

    [Theory]
    [InlineData("batches", 7, 64.0, "Batch 0 holds example 64, but the training set has the examples 0 … 47.")]
    [InlineData("batches", 7, 0.5, "the array batches holds 0.5 at position 7; it must hold whole numbers.")]
    [InlineData("W1", 3, double.NaN, "W1.npy: entry (0, 3) is NaN; every number must be finite.")]
    [InlineData("y", 3, double.PositiveInfinity, "y.npy: entry (0, 3) is Infinity; every number must be finite.")]
    [InlineData("x", 3, double.NegativeInfinity, "x.npy: entry (0, 0, 0, 3) is -Infinity; every number must be finite.")]
    public void Train_CaseWithABadEntry_NamesIt(string array, int index, double value, string message)
    {
        CopyInputs("fcn-erf-mse");
        string path = Path.Combine(_folder, array + ".npy");
        NpyArray read = NpyFile.Read(path);
        double[] values = read.ToDoubles();
        values[index] = value;
        NpyFile.Write(path, new NpyArray(values, [.. read.Shape]));
        string where = message.StartsWith(array, StringComparison.Ordinal) ? $"{_folder}{Path.DirectorySeparatorChar}" : $"{_folder}: ";
        CommandLine.Run("train", "--case", _folder).AssertFails(2, where + message);
    }

    [Fact]
    public void Train_TooLargeForAnyMemory_SaysSoBeforeItStarts()
    {
        string[] small = ["--train", "16", "--test", "16", "--size", "4", "--steps", "1"];
        CommandLine.Run(["train", "--width", "46000", .. small])
            .AssertFails(2, "A network of width 46000 and depth 3 has 4.235E+09 parameters; at most 2147483647 can be held, so take a smaller width or depth.");
        CommandLine.Run(["train", "--architecture", "cnn-p", "--width", "20000", .. small])
            .AssertFails(2, "A network of width 20000 and depth 3 has 7.201E+09 parameters; at most 2147483647 can be held, so take a smaller width or depth.");
    }

    [Fact]
    public void Train_OneImage_HasALargestRate()
    {
        CommandResult result = CommandLine.Run("train", "--train", "1", "--test", "1", "--size", "4", "--width", "8", "--depth", "1", "--steps", "1");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
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
