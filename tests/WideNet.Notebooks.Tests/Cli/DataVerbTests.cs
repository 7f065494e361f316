using System.Text.Json;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class DataVerbTests : IDisposable
{
    private static readonly string Sample = Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample");

    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void DataInfo_OfTheSample_CountsItsImages()
    {
        CommandResult result = CommandLine.Run("data", "info", "cifar10", "--data-dir", Sample);
        Assert.Equal($"cifar10: 1,000 of 50,000 training and 1,000 of 10,000 test images in {Sample} (--data-dir)\n", result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void DataList_AsJson_NamesEveryDataSet()
    {
        CommandResult result = CommandLine.Run("data", "list", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement sets = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(["cifar10", "fashion-mnist", "mnist"], sets.EnumerateArray().Select(set => set.GetProperty("name").GetString()));
        Assert.True(sets[0].GetProperty("present").GetBoolean());
    }

    [Fact]
    public void DataVerify_OfTheSample_PrintsTheChecksumsOfItsReadme()
    {
        CommandResult result = CommandLine.Run("data", "verify", "cifar10", "--data-dir", Sample);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string readme = File.ReadAllText(Path.Combine(Sample, "README.md"));
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines[..2], line => Assert.Contains(line[..64], readme, StringComparison.Ordinal));
        Assert.StartsWith("cifar10: sound; 1,000 of 50,000 training", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void DataVerify_TruncatedFile_FailsAndNamesIt()
    {
        File.WriteAllBytes(Path.Combine(_folder, "data_batch_1.bin"), new byte[3073 + 5]);
        File.WriteAllBytes(Path.Combine(_folder, "test_batch.bin"), new byte[3073]);
        CommandResult result = CommandLine.Run("data", "verify", "cifar10", "--data-dir", _folder);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Matches("^reproduce: .*data_batch_1\\.bin.*\n$", result.Error);
    }

    [Fact]
    public void DataInfo_FolderWithoutData_ExitsWith3()
    {
        CommandResult result = CommandLine.Run("data", "info", "cifar10", "--data-dir", _folder);
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Matches("^reproduce: The folder .* that --data-dir names has no data_batch_1\\.bin; .*\n$", result.Error);
    }

    [Theory]
    [InlineData("data", "info", "cifar10")]
    [InlineData("regress", "--activation", "relu", "--weight-variance", "2", "--bias-variance", "0.1", "--depths", "1")]
    [InlineData("train")]
    public void Verbs_DataFolderThatDoesNotExist_SaySoAndExitWith3(params string[] command)
    {
        string folder = Path.Combine(_folder, "none");
        CommandResult result = CommandLine.Run([.. command, "--data-dir", folder]);
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"reproduce: The folder {folder} that --data-dir names does not exist; it must be the folder cifar-10-batches-bin of the binary version of "
                + "CIFAR-10, or the folder around it.\n",
            result.Error);
    }

    [Fact]
    public void DataInfo_UnknownSet_ListsTheKnownOnes() => CommandLine.Run("data", "info", "imagenet")
        .AssertFails(2, "'imagenet' is not a data set with files; it must be one of cifar10, fashion-mnist, mnist.");

    [Fact]
    public void Data_WithoutVerb_ListsTheVerbs() =>
        CommandLine.Run("data").AssertFails(2, "'reproduce data' needs a verb: download, info, list, verify. See reproduce data --help.");
}
