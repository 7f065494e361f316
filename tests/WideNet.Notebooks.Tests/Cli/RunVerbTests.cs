using System.Text.Json;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class RunVerbTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "widenet-run-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void Run_TwoNotebooks_WritesCopiesFiguresTablesClaimsAndAPage()
    {
        CommandResult result = CommandLine.Run("run", "02", "00", "--out", _folder);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        string[] files = [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "00-conventions-description.csv",
                "00-conventions-losses.csv",
                "00-conventions.ipynb",
                "02-depth-scales-convergence-rate.plotly.json",
                "02-depth-scales-convergence-rate.svg",
                "02-depth-scales-correlations.plotly.json",
                "02-depth-scales-correlations.svg",
                "02-depth-scales-depth-scales.plotly.json",
                "02-depth-scales-depth-scales.svg",
                "02-depth-scales-divergence.plotly.json",
                "02-depth-scales-divergence.svg",
                "02-depth-scales.ipynb",
                "claims.json",
                "index.html",
                "run.json",
            ],
            files);
        Assert.Contains("5 reproduced, 0 not reproduced, 0 not tested at this scale", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "CIFAR-10, 8 of 50,000 training images", File.ReadAllText(Path.Combine(_folder, "02-depth-scales-correlations.svg")), StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(_folder, "index.html"));
        Assert.All(
            files.Where(file => file.EndsWith(".svg", StringComparison.Ordinal)),
            figure => Assert.Contains($"src=\"{figure}\"", page, StringComparison.Ordinal));
        JsonElement manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "run.json"))).RootElement;
        Assert.Equal(2, manifest.GetProperty("data").GetArrayLength());
        Assert.Equal("data_batch_1.bin", manifest.GetProperty("data")[0].GetProperty("file").GetString());
        Assert.Equal(1000 * 3073, manifest.GetProperty("data")[0].GetProperty("bytes").GetInt64());
        CommandResult verified = CommandLine.Run("data", "verify", _folder);
        Assert.Equal((0, $"{_folder}: 2 tables in 1 records\n", ""), (verified.ExitCode, verified.Output, verified.Error));
        string table = Path.Combine(_folder, "00-conventions-losses.csv");
        File.AppendAllText(table, "\n");
        CommandResult changed = CommandLine.Run("data", "verify", _folder);
        Assert.Equal(
            (1, $"reproduce: {table} was changed since it was computed; restore it from version control or compute it again.\n"),
            (changed.ExitCode, changed.Error));
    }

    [Fact]
    public void Run_SyntheticImagesAndAParameter_AreNamedInEveryResult()
    {
        CommandResult result = CommandLine.Run("run", "02", "--dataset", "synthetic", "-p", "depth=150", "--out", _folder, "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement manifest = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("synthetic", manifest.GetProperty("settings").GetProperty("dataset").GetString());
        Assert.Equal("150", manifest.GetProperty("settings").GetProperty("depth").GetString());
        Assert.Contains("synthetic images", File.ReadAllText(Path.Combine(_folder, "02-depth-scales-correlations.svg")), StringComparison.Ordinal);
        Assert.All(
            JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "claims.json"))).RootElement.GetProperty("claims").EnumerateArray(),
            claim => Assert.StartsWith("synthetic images", claim.GetProperty("run").GetProperty("dataset").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Run_FileInPlaceOfTheOutputFolder_IsToldOnOneLine()
    {
        string file = Path.Combine(RepositoryFiles.Root, "README.md");
        CommandResult result = CommandLine.Run("run", "0", "--out", file);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"reproduce: The file '{file}' already exists; what is read must exist, and results go to a folder that exists or can be made.",
            result.Error.TrimEnd());
    }

    [Fact]
    public void Run_MoreImagesThanThereAre_SaysHowManyAndExitsWithThree()
    {
        CommandResult result = CommandLine.Run(
            "run", "03", "-p", "trainCount=5000", "--data-dir", Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample"), "--out", _folder);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(
            "reproduce: 03-ntk-spectrum: cell 6, line 7: DatasetTooSmallException: ../data/cifar-10-sample has 1,000 training images of CIFAR-10, but "
                + "5,000 were asked for; "
            + "get all 50,000 + 10,000 with 'reproduce data download cifar10', or name a folder that has more with --data-dir or CIFAR10_DIR.\n",
            result.Error);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    [Theory]
    [InlineData("'99' is not a figure; there are 00-conventions, ", "run", "99")]
    [InlineData("-p is 'depth'; it must be name=value.", "run", "02", "-p", "depth")]
    [InlineData("No chosen notebook has a parameter 'deepness'; there are preset, dataset, dataDir, figure.", "run", "00", "-p", "deepness=1")]
    [InlineData("parameter depth: 'deep' must be a whole number that fits an int", "run", "02", "-p", "depth=deep")]
    [InlineData("--preset is 'big'; it must be quick or standard or paper.", "run", "00", "--preset", "big")]
    [InlineData("--dataset is 'imagenet'; it must be cifar10 or fashion-mnist or mnist or synthetic.", "run", "00", "--dataset", "imagenet")]
    public void Run_BadInput_IsOneLineAndWritesNothing(string message, params string[] args)
    {
        CommandResult result = CommandLine.Run([.. args, "--out", _folder]);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"reproduce: {message}", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Count(character => character == '\n'));
        Assert.True(!Directory.Exists(_folder) || Directory.GetFiles(_folder).Length == 0);
    }

    [Fact]
    public void Run_Cancelled_WritesNoNotebook()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));
        CommandResult result = CommandLine.Run(cancellation.Token, "run", "02", "--out", _folder);
        Assert.Equal((130, "reproduce: interrupted.\n"), (result.ExitCode, result.Error));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void List_OfTheSeries_NamesEveryNotebookWithItsRecordedVerdicts()
    {
        CommandResult result = CommandLine.Run("list", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement[] rows = [.. JsonDocument.Parse(result.Output).RootElement.EnumerateArray()];
        Assert.Equal(RepositoryFiles.Notebooks.Select(Path.GetFileNameWithoutExtension), rows.Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(2, rows[1].GetProperty("reproduced").GetInt32());
        Assert.Equal("A line χ₁ = 1 divides random networks into an ordered and a chaotic phase", rows[1].GetProperty("title").GetString());
    }
}
