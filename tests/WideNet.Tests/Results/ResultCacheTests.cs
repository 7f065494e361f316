using WideNet.Data;
using WideNet.Results;
using WideNet.Tests.Data;

namespace WideNet.Tests.Results;

public sealed class ResultCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Get_RecordedThenCached_IsTheSameTableWithoutTheImages()
    {
        ResultTable table = Cache.Get("record", Identity(), Table);
        Assert.Equal(["98-sample/standard.csv", "98-sample/standard.json"], _folder.Files());
        // More images than there are: a cached figure must not look for them.
        ResultIdentity elsewhere = Identity() with { Data = new DatasetRequest("synthetic", 20, 10, "no-such-folder") };
        Assert.Equal(table.ToCsv(), Cache.Get("cached", elsewhere, () => throw new InvalidOperationException()).ToCsv());
    }

    [Fact]
    public void Get_Record_SaysWhereTheResultsComeFrom()
    {
        Cache.Get("record", Identity(), Table);
        string json = File.ReadAllText(_folder["98-sample", "standard.json"]);
        Assert.Contains($"\"data_sha256\": \"{new DatasetRequest("synthetic", 20, 10).Checksum}\"", json, StringComparison.Ordinal);
        Assert.Contains("\"training_images\": \"20\"", json, StringComparison.Ordinal);
        Assert.Contains("\"width\": \"8\"", json, StringComparison.Ordinal);
        Assert.Contains("-bit vectors", json, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, json, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.FullName, json, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_Compute_WritesNothing()
    {
        Assert.Equal(Table().ToCsv(), Cache.Get("compute", Identity(), Table).ToCsv());
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void GetAll_SeveralTables_ComeBackByName()
    {
        var tables = new Dictionary<string, ResultTable> { [""] = Table(), ["cnn-p"] = Table() };
        Cache.GetAll("record", Identity(), () => tables);
        Assert.Equal(["98-sample/standard-cnn-p.csv", "98-sample/standard.csv", "98-sample/standard.json"], _folder.Files());
        Assert.Equal(["", "cnn-p"], Cache.Read(Identity()).Keys);
    }

    [Fact]
    public void Get_OtherSettings_NamesTheDifference()
    {
        Cache.Get("record", Identity(), Table);
        Refused("width is 8 there and 9 here", Identity(width: 9));
        Refused("training_images is 20 there and 30 here", Identity() with { Data = new DatasetRequest("synthetic", 30, 10) });
        Refused("dataset is synthetic there and cifar10 here", Identity() with { Data = new DatasetRequest("cifar10", 20, 10) });

        void Refused(string difference, ResultIdentity identity) => Assert.Equal(
            $"The cached results data/results/98-sample/standard.json were made with other settings: {difference}; take the same settings, or compute the "
                + "figure with results = \"compute\".",
            Assert.Throws<ArgumentException>(() => Cache.Get("cached", identity, Table)).Message);
    }

    [Fact]
    public void Get_NothingCachedOrUnknownWord_SaysWhatToDo()
    {
        Assert.Equal(
            "There are no cached results data/results/98-sample/standard.csv; compute the figure with results = \"compute\", or take a preset that is cached.",
            Assert.Throws<ArgumentException>(() => Cache.Get("cached", Identity(), Table)).Message);
        Assert.StartsWith(
            "results is 'cache'; it must be compute, cached or record.", Assert.Throws<ArgumentException>(() => Cache.Get("cache", Identity(), Table)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EditedOrMissingTable_IsDamaged()
    {
        Cache.Get("record", Identity(), Table);
        string path = _folder["98-sample", "standard.csv"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("0.5", "0.6", StringComparison.Ordinal));
        Assert.Equal(
            "data/results/98-sample/standard.csv was changed since it was computed; restore it from version control or compute it again.",
            Assert.Throws<DataFormatException>(() => Cache.Read(Identity())).Message);
        File.Delete(path);
        Assert.Equal(
            "data/results/98-sample/standard.json names the table standard.csv, but it is not there; restore it from version control or compute it again.",
            Assert.Throws<DataFormatException>(() => Cache.Read(Identity())).Message);
        File.WriteAllText(_folder["98-sample", "standard.json"], "{}");
        Assert.StartsWith(
            "data/results/98-sample/standard.json does not say where cached results come from (",
            Assert.Throws<DataFormatException>(() => Cache.Read(Identity())).Message,
            StringComparison.Ordinal);
    }

    private ResultCache Cache => new(_folder.FullName);

    private static ResultIdentity Identity(int width = 8) => new()
    {
        Figure = "98-sample",
        Preset = Preset.Standard,
        Settings = new ResultSettings { { "width", width } },
        Data = new DatasetRequest("synthetic", 20, 10),
    };

    private static ResultTable Table() =>
        new ResultTable(
            new Provenance { Notebook = "98-sample", Preset = Preset.Standard, Dataset = "synthetic" }, ResultColumn.WholeNumber("depth"),
            ResultColumn.Number("accuracy")).Add(3, 0.5);
}
