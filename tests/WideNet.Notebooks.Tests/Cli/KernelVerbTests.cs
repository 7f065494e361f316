using System.Text.Json;
using System.Text.RegularExpressions;
using WideNet.Data;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class KernelVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("fcn-erf-2", 8)]
    [InlineData("fcn-residual-erf", 5)]
    [InlineData("fcn-residual-relu", 4)]
    [InlineData("fcn-layernorm-erf", 5)]
    [InlineData("fcn-layernorm-relu", 4)]
    public void Kernel_CheckOfAReference_Passes(string name, int depths)
    {
        CommandResult result = CommandLine.Run("kernel", "--case", CommandLine.Reference("neural-tangents", name), "--check", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement check = JsonDocument.Parse(result.Output).RootElement.GetProperty("check");
        Assert.True(check.GetProperty("passed").GetBoolean());
        Assert.Equal(["nngp", "ntk", "nngp12", "ntk12"], check.GetProperty("arrays").EnumerateObject().Select(array => array.Name));
        Assert.All(check.GetProperty("arrays").EnumerateObject(), array => Assert.InRange(array.Value.GetProperty("max_error").GetDouble(), 0, 1e-10));
        Assert.Equal(depths, check.GetProperty("arrays").GetProperty("ntk").GetProperty("max_errors").GetArrayLength());
    }

    // Before anything is computed, and whatever way the folder is written; folders without answers yet take them.
    [Theory]
    [InlineData("kernel", "nngp12.npy")]
    [InlineData("predict", "train.npy")]
    [InlineData("train", "loss.npy")]
    public void Kernel_OutputOverTheAnswersOfTheCase_IsRefused(string verb, string answer)
    {
        string written = Path.Combine(_folder, "..", Path.GetFileName(_folder)) + "/", file = Path.Combine(_folder, answer);
        File.WriteAllText(file, "kept");
        CommandLine.Run(verb, "--case", _folder, "--out", written).AssertFails(
            2, $"--out is the case folder itself, whose {answer} it would replace: {written}; name another folder.");
        Assert.Equal("kept", File.ReadAllText(file));
    }

    [Fact]
    public void Kernel_CaseWithoutAName_SaysWhatItMustBe() =>
        CommandLine.Run("kernel", "--case", "").AssertFails(
            2, "The name of the case folder is empty; it must be a folder that holds case.json with the parameters and its arrays as .npy files.");

    [Fact]
    public void Kernel_WithoutAnswers_WritesTheArraysThatTheCheckCompares()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "fcn-relu"), _folder);
        string written = Path.Combine(_folder, "out");
        CommandResult result = CommandLine.Run("kernel", "--case", _folder, "--out", written);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("fcn, relu, 5 training and 3 test inputs\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["nngp.npy", "nngp12.npy", "ntk.npy", "ntk12.npy"],
            Directory.GetFiles(written).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal([6, 5, 3], NpyFile.Read(Path.Combine(written, "ntk12.npy")).Shape);

        foreach (string file in Directory.GetFiles(written))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        CommandResult check = CommandLine.Run("kernel", "--case", _folder, "--check", "--verbose");
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Contains("\nntk12     largest error 0.0e+00 (depth 1)  ok\n          depth 1        0.0e+00\n", check.Output, StringComparison.Ordinal);
        Assert.EndsWith("passed: max |error| / max |entry| must be at most 1.0e-10\n", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernel_WrongAnswer_FailsTheCheckAndNamesArrayAndDepth()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "fcn-relu"), _folder);
        Assert.Equal(0, CommandLine.Run("kernel", "--case", _folder, "--out", _folder).ExitCode);
        NpyArray ntk = NpyFile.Read(Path.Combine(_folder, "ntk.npy"));
        double[] values = ntk.ToDoubles();
        values[25 * 3] *= 1.001;
        NpyFile.Write(Path.Combine(_folder, "ntk.npy"), new NpyArray(values, [.. ntk.Shape]));
        CommandResult result = CommandLine.Run("kernel", "--case", _folder, "--check");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Matches("\nntk +largest error [0-9.]+e-0[34] \\(depth 5\\)  FAILED\n", result.Output);
        Assert.Matches("\nFAILED: max ", result.Output);
    }

    [Fact]
    public void Kernel_CheckWithoutAnswers_NamesTheMissingFile()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "fcn-relu"), _folder);
        CommandLine.Run("kernel", "--case", _folder, "--check", "--out", Path.Combine(_folder, "out"))
            .AssertFails(2, $"{Path.Combine(_folder, "nngp.npy")} does not exist; the case needs the array nngp.");
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [Theory]
    [InlineData("\"weight_variance\": 2.0", "\"weight_variance\": -2.0", "WeightVariance is -2; a variance must be finite and at least 0.")]
    [InlineData("\"weight_variance\": 2.0", "\"weight_variance\": \"NaN\"", "\"weight_variance\" is \"NaN\"; it must be finite.")]
    [InlineData("\"weight_variance\": 2.0", "\"note\": 2.0", "\"weight_variance\" is missing.")]
    [InlineData("\"depths\": [", "\"depths\": 7, \"note\": [", "\"depths\" is 7; it must be a list of numbers.")]
    public void Kernel_BadParameter_IsOneLine(string old, string changed, string message)
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "fcn-relu"), _folder);
        string path = Path.Combine(_folder, "case.json");
        string json = File.ReadAllText(path);
        Assert.Contains(old, json, StringComparison.Ordinal);
        File.WriteAllText(path, json.Replace(old, changed, StringComparison.Ordinal));
        CommandLine.Run("kernel", "--case", _folder).AssertFails(2, $"{path}: {message}");
    }

    [Fact]
    public void Kernel_UnknownActivation_IsOneLineThatListsTheKnownOnes()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "fcn-relu"), _folder);
        string path = Path.Combine(_folder, "case.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"relu\"", "\"swish\"", StringComparison.Ordinal));
        CommandResult result = CommandLine.Run("kernel", "--case", _folder);
        Assert.Equal(2, result.ExitCode);
        Assert.Matches($"^reproduce: {path}: The activation 'swish' is not known; it must be one of .*erf.*\n$", result.Error);
    }

    [Fact]
    public void Kernel_DifferentFeatureCounts_NamesBoth()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "fcn-relu"), _folder);
        NpyFile.Write(Path.Combine(_folder, "x2.npy"), new NpyArray(new double[30], 2, 15));
        CommandLine.Run("kernel", "--case", _folder).AssertFails(2, "x1 has 16 features per example, but x2 has 15; both must have the same.");
    }

    [Fact]
    public void Kernel_EmptyArrayFile_SaysSo()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "fcn-relu"), _folder);
        string path = Path.Combine(_folder, "x1.npy");
        File.WriteAllBytes(path, []);
        CommandLine.Run("kernel", "--case", _folder).AssertFails(2, $"{path} is empty.");
    }

    [Fact]
    public void Kernel_TruncatedArrayFile_NamesTheBytes()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "fcn-relu"), _folder);
        string path = Path.Combine(_folder, "x1.npy");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^8]);
        CommandLine.Run("kernel", "--case", _folder).AssertFails(
            2, $"{path} declares the shape (5, 16) of Float64, 640 bytes, but 632 bytes of data follow: it is cut off or its header is wrong.");
    }

    [Fact]
    public void Kernel_NoSuchFolder_SaysWhatItMustHold() => CommandLine.Run("kernel", "--case", Path.Combine(_folder, "absent")).AssertFails(
        2, $"The case folder {Path.Combine(_folder, "absent")} does not exist; it must hold case.json with the parameters and its arrays as .npy files.");

    [Fact]
    public void Kernel_NoCase_SaysThatItIsRequired() => CommandLine.Run("kernel").AssertFails(2, "Option '--case' is required.");

    [Fact]
    public void Kernel_UnknownOption_IsOneLine() =>
        CommandLine.Run("kernel", "--case", _folder, "--fast").AssertFails(2, "'--fast' is not understood by 'reproduce kernel'; see reproduce kernel --help.");

    [Fact]
    public void Kernel_UnknownPrecision_ListsTheWords() =>
        CommandLine.Run("kernel", "--case", _folder, "--precision", "float16").AssertFails(2, "--precision is 'float16'; it must be float64 or float32.");

    [Theory]
    [InlineData("cnn-p-relu", "\"filter\": [3, 3]", "\"filter\": [4, 3]", "FilterHeight is 4; a filter size must be odd, from 1 to 9999.", true)]
    [InlineData("cnn-p-relu", "\"filter\": [3, 3]", "\"filter\": [3, 7]",
        "The filter is 3×7, but the images are 6×6; with circular padding an image must be at least as large as the filter.", false)]
    public void Kernel_BadFilter_IsOneLine(string name, string old, string changed, string message, bool isInFile)
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", name), _folder);
        string path = Path.Combine(_folder, "case.json");
        string json = Regex.Replace(File.ReadAllText(path), @"\[\s*3,\s*3\s*\]", "[3, 3]");
        Assert.Contains(old, json, StringComparison.Ordinal);
        File.WriteAllText(path, json.Replace(old, changed, StringComparison.Ordinal));
        CommandLine.Run("kernel", "--case", _folder).AssertFails(2, isInFile ? $"{path}: {message}" : message);
    }

    [Theory]
    [InlineData(6, 5, 3, "x1 has images of 6×6×3, but x2 of 6×5×3; height, width and channels must agree.")]
    [InlineData(6, 6, 1, "x1 has images of 6×6×3, but x2 of 6×6×1; height, width and channels must agree.")]
    public void Kernel_ImagesOfTwoShapes_NamesBoth(int height, int width, int channels, string message)
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "cnn-p-relu"), _folder);
        NpyFile.Write(Path.Combine(_folder, "x2.npy"), new NpyArray([.. Enumerable.Repeat(0.5, 2 * height * width * channels)], 2, height, width, channels));
        CommandLine.Run("kernel", "--case", _folder).AssertFails(2, message);
    }

    [Fact]
    public void Kernel_ImageOfZeros_IsNamedBeforeTheJobStarts()
    {
        CommandLine.CopyInputs(CommandLine.Reference("neural-tangents", "cnn-p-relu"), _folder);
        string path = Path.Combine(_folder, "case.json");
        File.WriteAllText(path, Regex.Replace(File.ReadAllText(path), "\"bias_variance\": [0-9.]+", "\"bias_variance\": 0"));
        double[] values = [.. Enumerable.Repeat(0.5, 2 * 6 * 6 * 3)];
        values.AsSpan(108).Clear();
        NpyFile.Write(Path.Combine(_folder, "x2.npy"), new NpyArray(values, 2, 6, 6, 3));
        string checkpoint = Path.Combine(_folder, "checkpoint");
        CommandLine.Run("kernel", "--case", _folder, "--checkpoint", checkpoint).AssertFails(
            2, "Image 1 of x2 is all zeros and the bias variance of the first layer is 0, so its variance is 0; leave the image out or use a bias "
                + "variance above 0.");
        Assert.False(Directory.Exists(checkpoint));
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--checkpoint")]
    public void Kernel_FolderThatCannotBeMade_IsRefusedBeforeTheJobStarts(string option)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc, a file system that takes no folders.");
        CommandLine.Run("kernel", "--case", CommandLine.Reference("neural-tangents", "cnn-p-relu"), option, "/proc/results").AssertFails(
            2, $"{option}: the folder /proc/results cannot be made; name one that exists or can be made.");
    }

    [Fact]
    public void Kernel_CheckpointOfAnotherJob_NamesWhatDiffers()
    {
        string checkpoint = Path.Combine(_folder, "checkpoint");
        CommandResult first = CommandLine.Run(
            "kernel", "--case", CommandLine.Reference("neural-tangents", "cnn-p-erf-0"), "--checkpoint", checkpoint, "--json");
        Assert.Equal(0, first.ExitCode);
        Assert.Matches(
            $@"^18 entries, .* of memory \(inputs .*\), about \d+ s; finished parts are kept in {checkpoint}\nkernel: done in \d+ s, at most \d+ MB of "
                + @"memory in use\n$", first.Error);
        CommandLine.Run("kernel", "--case", CommandLine.Reference("neural-tangents", "cnn-p-erf-0"), "--checkpoint", checkpoint)
            .AssertFails(2, $"{checkpoint} holds a job already; resume it, or give another folder.");
        CommandResult again = CommandLine.Run(
            "kernel", "--case", CommandLine.Reference("neural-tangents", "cnn-p-erf-0"), "--checkpoint", checkpoint, "--resume", "--json");
        Assert.Equal((0, first.Output), (again.ExitCode, again.Output));
        CommandLine.Run("kernel", "--case", CommandLine.Reference("neural-tangents", "cnn-p-relu"), "--checkpoint", checkpoint, "--resume").AssertFails(
            2, $"{checkpoint} is a checkpoint of another job: it has 'activation: erf' where this one has 'activation: relu'; resume with the settings it "
                + "was started with, or give another folder.");
    }

    // Parts that were computed elsewhere, in any order, make the kernel of one process.
    [Fact]
    public void Kernel_InShards_HasTheBitsOfOneProcess()
    {
        string checkpoint = Path.Combine(_folder, "parts"), whole = Path.Combine(_folder, "whole"), merged = Path.Combine(_folder, "merged");
        string[] kernel = ["kernel", "--case", CommandLine.Reference("neural-tangents", "cnn-f-relu"), "--checkpoint", checkpoint];
        Assert.Equal(0, CommandLine.Run([.. kernel[..3], "--out", whole]).ExitCode);
        foreach (int shard in (int[])[2, 1])
        {
            CommandResult part = CommandLine.Run([.. kernel, "--shard", $"{shard}/2"]);
            Assert.Equal(
                (0, $"kernel: shard {shard}/2 is done; when all are, the same command with --resume in place of --shard puts the parts in "
                    + $"{checkpoint} together\n"), (part.ExitCode, part.Output));
        }

        string[] parts = Directory.GetFiles(checkpoint, "stripe-*.bin", SearchOption.AllDirectories);
        DateTime[] written = [.. parts.Select(File.GetLastWriteTimeUtc)];
        Assert.Equal(0, CommandLine.Run([.. kernel, "--resume", "--out", merged]).ExitCode);
        Assert.Equal(written, parts.Select(File.GetLastWriteTimeUtc));
        foreach (string name in (string[])["nngp", "ntk", "nngp12", "ntk12"])
            Assert.Equal(File.ReadAllBytes($"{whole}/{name}.npy"), File.ReadAllBytes($"{merged}/{name}.npy"));
        CommandLine.Run([.. kernel, "--shard", "1/2", "--out", merged]).AssertFails(
            2, "A shard writes parts alone; leave --out and --check to the command that puts them together.");
        CommandLine.Run([.. kernel[..3], "--shard", "1/2"]).AssertFails(
            2, "--shard computes parts of a checkpoint; name a folder that all shards share with --checkpoint.");
    }

    [Fact]
    public void Kernel_SlurmDryRun_TellsWhatATaskTakesAndPrintsTheScripts()
    {
        string checkpoint =
            Path.Combine(_folder, "parts"), written = Path.Combine(_folder, "out"), reference = CommandLine.Reference("neural-tangents", "cnn-p-relu");
        CommandResult result = CommandLine.Run(
            "kernel", "--case", reference, "--checkpoint", checkpoint, "--precision", "float32", "--out", written, "--check", "--slurm", "--dry-run");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^each of 1 tasks: \d+ entries, .* of memory \(inputs .*\), about \d+ s\n$", result.Error);
        Assert.Contains(
            $" kernel --case {reference} --precision float32 --checkpoint {checkpoint} --shard \"$SLURM_ARRAY_TASK_ID/1\"\n", result.Output,
            StringComparison.Ordinal);
        Assert.EndsWith(
            $" kernel --case {reference} --precision float32 --out {written} --check --checkpoint {checkpoint} --resume\n", result.Output,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(checkpoint));
        CommandResult budget = CommandLine.Run("kernel", "--case", reference, "--dry-run");
        Assert.Equal((0, ""), (budget.ExitCode, budget.Error));
        Assert.Matches(@"^\d+ entries, .* of memory \(inputs .*, outputs .*, scratch .*\), about \d+ s\n$", budget.Output);
    }

    [Theory]
    [InlineData("--resume goes on with the job of a checkpoint; name its folder with --checkpoint.", "cnn-p-relu", "--resume")]
    [InlineData("--checkpoint is for convolutional networks; a fully-connected kernel takes seconds and keeps no parts, so leave it out.", "fcn-relu",
        "--checkpoint", "anywhere")]
    public void Kernel_CheckpointOptionsThatDoNotFit_AreOneLine(string message, string name, params string[] options) =>
        CommandLine.Run(["kernel", "--case", CommandLine.Reference("neural-tangents", name), .. options]).AssertFails(2, message);

    [Fact]
    public void Kernel_Interrupted_Returns130AndWritesNothing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        string written = Path.Combine(_folder, "out");
        CommandLine.Run(
            source.Token, "kernel", "--case", CommandLine.Reference("neural-tangents", "fcn-relu"), "--out", written).AssertFails(130, "interrupted.");
        Assert.False(Directory.Exists(written));
    }
}
