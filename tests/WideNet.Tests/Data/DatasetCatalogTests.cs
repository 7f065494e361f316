using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class DatasetCatalogTests : IDisposable
{
    private static readonly string Sample = Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Load_FromTheNotebooksFolder_FindsTheSample()
    {
        var environment = new DataEnvironment([Path.Combine(RepositoryFiles.Root, "notebooks")], null);
        Assert.Equal(Path.Combine(RepositoryFiles.Root, "data"), environment.DataFolder);
        DatasetPair pair = DatasetCatalog.LoadFrom(environment, "cifar10", 4, 2, Sample);
        Assert.Equal((4, 2), (pair.Train.Count, pair.Test.Count));
    }

    [Fact]
    public void Locate_Cifar10_TakesTheFirstPlaceThatIsThere()
    {
        DataEnvironment nothing = Environment(null), variable = Environment(CopyOfSample("variable"));
        string explicitFolder = CopyOfSample("explicit");
        var missing = Assert.Throws<DatasetMissingException>(() => DatasetCatalog.Locate("cifar10", null, nothing));
        Assert.Equal(
            $"CIFAR-10 was not found: there is no {_folder["data", "raw", "cifar-10-batches-bin"]} and no {_folder["data", "cifar-10-sample"]}; get it "
                + "with 'reproduce data download cifar10', or name its folder with --data-dir or CIFAR10_DIR.",
            missing.Message);

        string sample = CopyOfSample(Path.Combine("data", "cifar-10-sample"));
        Assert.Equal(new DatasetLocation(sample, "sample"), DatasetCatalog.Locate("cifar10", null, nothing));
        string download = CopyOfSample(Path.Combine("data", "raw", "cifar-10-batches-bin"));
        Assert.Equal(new DatasetLocation(download, "download"), DatasetCatalog.Locate("cifar10", null, nothing));
        Assert.Equal(new DatasetLocation(variable.Cifar10Folder!, "CIFAR10_DIR"), DatasetCatalog.Locate("cifar10", null, variable));
        Assert.Equal(new DatasetLocation(explicitFolder, "--data-dir"), DatasetCatalog.Locate("cifar10", explicitFolder, variable));
    }

    [Fact]
    public void Locate_FolderAroundTheBatches_IsAccepted()
    {
        string inner = CopyOfSample(Path.Combine("outer", "cifar-10-batches-bin"));
        Assert.Equal(inner, DatasetCatalog.Locate("cifar10", _folder["outer"], Environment(null)).Folder);
    }

    [Fact]
    public void Locate_NamedFolderWithoutData_DoesNotFallBack()
    {
        CopyOfSample(Path.Combine("data", "cifar-10-sample"));
        Directory.CreateDirectory(_folder["empty"]);
        var error = Assert.Throws<DatasetMissingException>(() => DatasetCatalog.Locate("cifar10", null, Environment(_folder["empty"])));
        Assert.Equal(
            $"The folder {_folder["empty"]} that CIFAR10_DIR names has no data_batch_1.bin; it must be the folder cifar-10-batches-bin of the binary "
                + "version of CIFAR-10, or the folder around it.",
            error.Message);
        Assert.Throws<DatasetMissingException>(() => DatasetCatalog.Locate("cifar10", _folder["empty"], Environment(null)));
    }

    [Fact]
    public void Locate_NamedFolderThatDoesNotExist_SaysSo()
    {
        CopyOfSample(Path.Combine("data", "cifar-10-sample"));
        var error = Assert.Throws<DatasetMissingException>(() => DatasetCatalog.Locate("cifar10", _folder["none"], Environment(null)));
        Assert.Equal(
            $"The folder {_folder["none"]} that --data-dir names does not exist; it must be the folder cifar-10-batches-bin of the binary version of "
                + "CIFAR-10, or the folder around it.",
            error.Message);
    }

    [Fact]
    public void Locate_OutsideOfARepository_SaysSo()
    {
        var error = Assert.Throws<DatasetMissingException>(() => DatasetCatalog.Locate("mnist", null, new DataEnvironment([Path.GetTempPath()], null)));
        Assert.Equal(
            "MNIST was not found: no Reproduction.sln lies at or above the working folder; get it with 'reproduce data download mnist', or name its folder "
                + "with --data-dir.",
            error.Message);
    }

    [Fact]
    public void Load_UnknownName_ListsTheNames()
    {
        var error = Assert.Throws<ArgumentException>(() => DatasetCatalog.Load("imagenet", 1, 1));
        Assert.Equal($"The data set 'imagenet' is unknown; it must be one of {string.Join(", ", DatasetCatalog.Names)}. (Parameter 'name')", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetCatalog.Load("cifar10", 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetCatalog.Load("cifar10", 1, -1));
    }

    [Fact]
    public void Load_Synthetic_NeedsNoFilesAndSaysWhatItIs()
    {
        DatasetPair pair = DatasetCatalog.LoadFrom(new DataEnvironment([], null), "synthetic", 20, 3);
        Assert.Equal("synthetic images (seed 0), 20 for training and 3 for test", pair.Description);
        Assert.Equal(20, DatasetCatalog.Load("synthetic", 20, 0, subset: SubsetRule.Balanced).Train.Count);
        Assert.Throws<ArgumentException>(() => DatasetCatalog.Load("synthetic", 20, 3, subset: SubsetRule.Balanced));
        Assert.Throws<ArgumentException>(() => DatasetCatalog.Locate("synthetic"));
    }

    [Fact]
    public void Inspect_Sample_CountsImages()
    {
        DatasetSummary summary = DatasetCatalog.Inspect("cifar10", Sample, Environment(null));
        Assert.Equal((1000, 1000, 50_000, 10_000), (summary.TrainCount, summary.TestCount, summary.PublishedTrainCount, summary.PublishedTestCount));
    }

    public void Dispose() => _folder.Dispose();

    private DataEnvironment Environment(string? variable)
    {
        File.WriteAllText(_folder["Reproduction.sln"], "");
        Directory.CreateDirectory(_folder["notebooks"]);
        return new DataEnvironment([_folder["notebooks"]], variable);
    }

    private string CopyOfSample(string name)
    {
        Directory.CreateDirectory(_folder[name]);
        foreach (string file in (string[])["data_batch_1.bin", "test_batch.bin"])
        {
            File.Copy(Path.Combine(Sample, file), _folder[name, file]);
        }

        return _folder[name];
    }
}
