using System.Text.Json;
using WideNet.Engines;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class EngineTests
{
    [Fact]
    public void List_Engines_NamesThemWithTheirPackagesAndDevices()
    {
        CommandResult result = CommandLine.Run("list", "engines", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement[] engines = [.. JsonDocument.Parse(result.Output).RootElement.EnumerateArray()];
        Assert.Equal(["cpu", "torchsharp", "interactive"], engines.Select(engine => engine.GetProperty("name").GetString()));
        Assert.Equal(["cpu", "cpu"], engines.Take(2).Select(engine => engine.GetProperty("devices")[0].GetString()));
        Assert.Equal("WideNet.TorchSharp 0.1.0 (TorchSharp 0.107.0)", engines[1].GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Null, engines[1].GetProperty("problem").ValueKind);
    }

    // What the build has put beside the notebooks' library.
    [Fact]
    public void Open_TorchSharp_ComesFromThePublishedFolderOnce()
    {
        IComputeEngine engine = EngineCatalog.Open("torchsharp");
        Assert.Equal("TorchSharp 0.107.0", engine.Description);
        Assert.Same(engine.GetType(), EngineCatalog.Open("torchsharp").GetType());
        Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "TorchSharp");
    }

    [Fact]
    public void List_UnknownThing_SaysWhatCanBeListed() =>
        CommandLine.Run("list", "weights").AssertFails(2, "'weights' cannot be listed; it must be notebooks or engines.");

    [Fact]
    public void Train_TorchSharp_TrainsOnLibtorch()
    {
        string[] command = ["train", "--dataset", "synthetic", "--width", "16", "--depth", "2", "--train", "32", "--test", "16", "--steps", "3"];
        double[] losses = LossesOf([.. command, "--engine", "torchsharp"]);
        Assert.Equal(4, losses.Length);
        foreach ((double expected, double loss) in LossesOf(command).Zip(losses)) Assert.Equal(expected, loss, 1e-5 * expected);
    }

    [Theory]
    [InlineData("sweep", "08")]
    [InlineData("run", "08")]
    [InlineData("verify", "--preset", "quick")]
    public void LongVerbs_DeviceThatIsNotThere_SaySoBeforeTheyBegin(params string[] command)
    {
        Assert.SkipWhen(EngineCatalog.Open("torchsharp").Devices().Count > 1, "There is a CUDA device here.");
        CommandLine.Run([.. command, "--engine", "torchsharp", "--device", "cuda:1"]).AssertFails(
            2,
            "The device 'cuda:1' was asked for, but TorchSharp 0.107.0 sees no CUDA device here; build with -p:TorchSharpBackend=cuda on a machine with an "
                + "NVIDIA driver, or use the device cpu.");
    }

    // Nothing is computed: the parameter is not there.
    [Theory]
    [InlineData("--engine is 'torchsharp', but the chosen notebooks train no network on an engine; leave it out.", "--engine", "torchsharp")]
    [InlineData("--device is 'cuda', but the chosen notebooks train no network on an engine; leave it out.", "--device", "cuda")]
    [InlineData("No chosen notebook has a parameter 'depht'; there are ", "--preset", "paper")]
    public void Run_NotebooksWithoutAChoiceOfEngine_SaySoAndNoMore(string message, params string[] options)
    {
        CommandResult result = CommandLine.Run(["run", "02", "14", "-p", "depht=1", .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("reproduce: " + message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void LongVerbs_DeviceTheProcessorEngineLacks_SaySo() => CommandLine.Run("sweep", "08", "--device", "cuda").AssertFails(
        2, "The device 'cuda' was asked for, but the engine cpu computes on cpu only; the engine torchsharp has others.");

    [Theory]
    [InlineData("--engine is 'torchsharp', but the grid 05-cnn-p-versus-cnn-f trains no network; leave it out.", "--engine", "torchsharp")]
    [InlineData("--device is 'cuda', but the grid 05-cnn-p-versus-cnn-f trains no network; leave it out.", "--device", "cuda")]
    public void Sweep_GridOfKernelsWithAnEngine_SaysThatNoneIsUsed(string message, params string[] options) =>
        CommandLine.Run(["sweep", "05", .. options]).AssertFails(2, message);

    // A parameter that there is not ends the command before anything is computed.
    [Fact]
    public void Sweep_PaperWithoutADevice_SaysOnOneLineThatTheProcessorComputes()
    {
        Assert.SkipWhen(EngineCatalog.Open("torchsharp").Devices().Count > 1, "There is a CUDA device here.");
        string[] lines = CommandLine.Run("sweep", "07", "--preset", "paper", "-p", "depht=1").Error.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("reproduce: The preset paper is meant for a CUDA device, but computes on the engine cpu: ", lines[0], StringComparison.Ordinal);
        Assert.Single(CommandLine.Run("sweep", "07", "--preset", "paper", "--engine", "cpu", "-p", "depht=1").Error.TrimEnd().Split('\n'));
        Assert.Single(CommandLine.Run("sweep", "07", "--preset", "standard", "-p", "depht=1").Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Train_DeviceTheProcessorEngineLacks_SaysSo() =>
        CommandLine.Run("train", "--dataset", "synthetic", "--device", "cuda").AssertFails(
            2, "The device 'cuda' was asked for, but the engine cpu computes on cpu only; the engine torchsharp has others.");

    [Fact]
    public void Train_UnknownEngine_NamesThem() =>
        CommandLine.Run("train", "--dataset", "synthetic", "--engine", "jax").AssertFails(2, "--engine is 'jax'; it must be cpu or torchsharp.");

    // The engine compared with itself: the same bits, so every difference is 0.
    [Fact]
    public void Bench_EngineAgainstItself_FindsNoDifference()
    {
        CommandResult result = CommandLine.Run("bench", "engines", "--json", "--steps", "20", "--depth", "3", "--width", "16", "--turns", "2");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement[] rows = [.. JsonDocument.Parse(result.Output).RootElement.EnumerateArray()];
        Assert.Equal(["steps", "steps", "steps"], rows.Select(row => row.GetProperty("unit").GetString()));
        Assert.Equal("ConvolutionalPool 8×8×3, width 16, depth 3, batch 64, float32", rows[2].GetProperty("work").GetString());
        Assert.All(rows, row => Assert.Equal(0, row.GetProperty("largest_difference").GetDouble()));
        Assert.All(rows, row => Assert.True(row.GetProperty("per_second").GetDouble() > 0));
    }

    [Fact]
    public void Bench_WithoutJson_IsATableOfThreeRows()
    {
        CommandResult result = CommandLine.Run("bench", "engines", "--steps", "2", "--width", "8", "--turns", "1");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Matches(
            "^ConvolutionalFlatten 8×8×3, width 8, depth 4, batch 64, float32 +steps +[0-9.E+]+ \\| +[0-9.E+]+ \\| 0\\.0E\\+000$", lines[2].TrimEnd());
    }

    // Told alone, without the head of a table above it.
    [Fact]
    public void Bench_DeviceTheEngineLacks_SaysSoAndNoMore() => CommandLine.Run("bench", "engines", "--device", "cuda").AssertFails(
        2, "The device 'cuda' was asked for, but the engine cpu computes on cpu only; the engine torchsharp has others.");

    [Fact]
    public void Bench_NoSteps_SaysWhatTheyMustBe() =>
        CommandLine.Run("bench", "engines", "--steps", "0").AssertFails(2, "--steps is '0'; it must be a whole number from 1.");

    private static double[] LossesOf(string[] command)
    {
        CommandResult result = CommandLine.Run(command);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        IEnumerable<JsonElement> lines = result.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement);
        return [.. lines.Where(line => line.TryGetProperty("train_loss", out _)).Select(line => line.GetProperty("train_loss").GetDouble())];
    }
}
