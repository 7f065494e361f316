using WideNet.Data;
using WideNet.Report.Runs;
using WideNet.Results;

namespace WideNet.Report.Tests.Runs;

public sealed class RecordedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Run_HasWhatWasWritten()
    {
        RecordedRun run = RecordedRun.Read(SampleRun.Write(_folder.Path));
        RecordedNotebook notebook = Assert.Single(run.Notebooks);
        Assert.Equal(("99-sample", "A sample: $\\chi_1 = 1$", 1.25), (notebook.Name, notebook.Title, notebook.Seconds));
        Assert.Equal(["99-sample-lines", "99-sample-maps"], notebook.Figures.Select(figure => figure.Name));
        Assert.Equal(4, notebook.Claims.Count);
        RecordedFigure lines = notebook.Figures[0];
        Assert.Equal("Condition number κ & its rate χ₁^{−l}", lines.Title);
        Assert.Equal("Measured σ<sub>w</sub><sup>2</sup> &lt;against&gt; l.", lines.Caption);
        Assert.Equal("Data: theory, no data.", lines.Data);
        Assert.True(lines.Width > 300 && lines.Height > 200);
        Assert.StartsWith("{\"data\":", lines.Plotly, StringComparison.Ordinal);
        Assert.Equal("quick", run.Facts.Preset);
        Assert.Null(run.External);
        File.Copy(_folder[RecordedRun.ClaimsFile], _folder[RecordedRun.ExternalFile]);
        Assert.Equal(4, RecordedRun.Read(_folder.Path).External!.Claims.Count);
        Assert.DoesNotContain(run.Facts.Settings, setting => setting.Value.Contains("somebody", StringComparison.Ordinal));
        Assert.Equal(new RecordedDataFile("data_batch_1.bin", 3073000, "00ff"), Assert.Single(run.Facts.Data));
    }

    [Fact]
    public void Read_RunOfTwoNotebooks_GivesEachItsOwnClaims()
    {
        SampleRun.Write(_folder.Path);
        string file = Path.Combine(_folder.Path, RecordedRun.ClaimsFile);
        var other = new Provenance { Notebook = "98-other", Preset = Preset.Quick, Dataset = "theory, no data" };
        Claim claim = Claim.Within("other", "x is 1", "background", 1, 1, 0.1, "chosen") with { Run = other };
        ClaimTable.Join(ClaimTable.Load(file), new ClaimTable(claim)).Save(file);
        RecordedRun run = RecordedRun.Read(_folder.Path);
        Assert.Equal(4, Assert.Single(run.Notebooks).Claims.Count);
        Assert.Equal(5, run.Claims.Claims.Count);
    }

    [Fact]
    public void Read_FolderWithoutARun_SaysWhatToDo()
    {
        var error = Assert.Throws<ArgumentException>(() => RecordedRun.Read(_folder.Path));
        Assert.StartsWith(
            $"There is no run in {_folder.Path} (no run.json); make one with 'reproduce run all', or name the folder of another run.", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"notebooks\":[{\"name\":1}]}")]
    public void Read_BrokenManifest_IsADataFormatError(string manifest)
    {
        SampleRun.Write(_folder.Path);
        File.WriteAllText(_folder["run.json"], manifest);
        Assert.Contains(
            "is not the manifest of a run", Assert.Throws<DataFormatException>(() => RecordedRun.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingOrBrokenFigure_NamesIt()
    {
        SampleRun.Write(_folder.Path);
        File.WriteAllText(_folder["99-sample-maps.svg"], "<svg");
        Assert.Contains(
            "99-sample-maps.svg is not a figure", Assert.Throws<DataFormatException>(() => RecordedRun.Read(_folder.Path)).Message, StringComparison.Ordinal);
        File.Delete(_folder["99-sample-maps.svg"]);
        Assert.Contains(
            "99-sample-maps.svg is missing", Assert.Throws<DataFormatException>(() => RecordedRun.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NameThatLeavesTheFolder_IsRefused()
    {
        SampleRun.Write(_folder.Path);
        File.WriteAllText(_folder["run.json"], File.ReadAllText(_folder["run.json"]).Replace("99-sample-table.csv", "../secret.csv", StringComparison.Ordinal));
        Assert.Contains(
            "'../secret.csv', which lies outside", Assert.Throws<DataFormatException>(() => RecordedRun.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }
}
