using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests;

/// <summary>A notebook that trains a module of its own on TorchSharp, in this runner; tests/PublicTool/run.sh executes the same one in the public tool.</summary>
public sealed class TorchSharpNotebookTests
{
    private static readonly string Source = Path.Combine(RepositoryFiles.Root, "tests", "WideNet.Notebooks.Tests", "Notebooks", "torchsharp-module.ipynb");

    [Fact]
    public async Task RunAsync_ModuleInACell_TrainsAndSharesOneCopyOfTorchSharp()
    {
        Architecture supported = OperatingSystem.IsMacOS() ? Architecture.Arm64 : Architecture.X64;
        Assert.SkipUnless(RuntimeInformation.OSArchitecture == supported, "There is no package of libtorch for this platform.");
        NotebookRunResult result = await RunAsync();

        Assert.Null(result.Error);
        Assert.Equal(
            Notebook.Read(Source).Cells.SelectMany(cell => cell.Outputs).Select(Text),
            result.Executed.Cells.SelectMany(cell => cell.Outputs).Select(Text));
        string[] results = [.. result.Cells.SelectMany(cell => cell.Outputs).Select(output => output.Text)];
        double[] losses = [.. results[0].Split(", ").Select(loss => double.Parse(loss, CultureInfo.InvariantCulture))];
        Assert.Equal(5, losses.Length);
        Assert.All(losses.Zip(losses[1..]), pair => Assert.True(pair.Second < pair.First, results[0]));
        Assert.Equal(["same outputs as the library's network", "torchsharp on cpu, WideNet 1, WideNet.TorchSharp 1, TorchSharp 1"], results[1..]);
    }

    private static Task<NotebookRunResult> RunAsync() => NotebookRunner.RunAsync(
        new NotebookRunOptions { NotebookPath = Source, CellTimeout = TimeSpan.FromMinutes(5) },
        cancellation: TestContext.Current.CancellationToken);

    private static string Text(JsonObject output) => output["data"]!.ToJsonString();
}
