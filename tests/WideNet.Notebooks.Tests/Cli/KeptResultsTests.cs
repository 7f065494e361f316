using WideNet.Cli;
using WideNet.Cli.Running;
using WideNet.Cli.Verbs;
using WideNet.Results;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary>Every figure of the standard preset can be redrawn from data/results, or is computed in seconds.</summary>
public sealed class KeptResultsTests : IDisposable
{
    // Kept results that no notebook is named after: a second grid of 05 and of 10, and the comparison beside the paper.
    private static readonly string[] Beside = ["05-cnn-f-32x32", "10-width-in-chaos", "external"];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "widenet-kept-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Notebook_WithoutKeptResults_SaysWhy()
    {
        foreach (
            Notebook notebook in RepositoryFiles.Notebooks.Select(Notebook.Read).Where(notebook => !NotebookParameters.Names(notebook).Contains("results")))
        {
            Assert.Contains("nothing is cached", notebook.Cells.Single(cell => cell.Tags.Contains("parameters")).Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parameters_AsStored_AreThoseOfTheStandardPreset()
    {
        foreach (Notebook notebook in RepositoryFiles.Notebooks.Select(Notebook.Read))
        {
            string parameters = notebook.Cells.Single(cell => cell.Tags.Contains("parameters")).Source;
            Assert.DoesNotContain("string preset = \"quick\"", parameters, StringComparison.Ordinal);
            Assert.DoesNotContain("string results = \"compute\"", parameters, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void KeptResults_OfTheStandardPreset_BelongToWhatReadsThem()
    {
        Assert.Equal(
            Readers().Concat(Beside).Order(StringComparer.Ordinal).Select(name => Path.Combine(name, "standard.json")),
            Directory.GetFiles(Kept, "standard.json", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Kept, file))
                .Where(file => !file.StartsWith("partial" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));

        // Small enough to be kept beside the code; 8 MB hold the maps of Figure 1 with the test images that each point gets right, and the README's pictures.
        Assert.InRange(
            Directory.GetDirectories(Kept).Sum(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)),
            0,
            8_000_000);
    }

    [Fact]
    public void Run_StandardCached_DrawsEveryKeptFigure()
    {
        string[] readers = [.. Readers(), "20-figure-1"];
        CommandResult result = CommandLine.RunAlone(["run", .. readers, "--preset", "standard", "--cached", "--out", _folder]);
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        Assert.All(readers, name =>
        {
            string executed = File.ReadAllText(Path.Combine(_folder, name + ".ipynb"));
            Assert.Equal(name != "20-figure-1", executed.Contains("results = \\\"cached\\\";", StringComparison.Ordinal));
            Assert.NotEmpty(Directory.GetFiles(_folder, name + "-*.svg"));
            if (StoredOutputs.IsCompanion(name)) AssertStoredVerdicts(name);
            else AssertStoredOutputs(name);
        });
        Assert.Contains("\"preset\": \"standard\"", File.ReadAllText(Path.Combine(_folder, "claims.json")), StringComparison.Ordinal);
        ClaimTable recorded = ClaimTable.Load(Path.Combine(RepositoryFiles.Root, "data", "results", "claims-standard.json"));
        ClaimTable judged = ClaimTable.Load(Path.Combine(_folder, "claims.json"));
        Assert.Empty(VerifyVerb.Differences(new ClaimTable(recorded.Claims.Where(claim => readers.Contains(claim.Run!.Notebook))), judged));
        Claim Recorded(Claim claim) => recorded.Claims.Single(other => other.Id == claim.Id);
        Assert.All(
            judged.Claims.Where(claim => !StoredOutputs.IsCompanion(claim.Run!.Notebook)),
            claim => Assert.Equal($"{Recorded(claim)} {Recorded(claim).Note}", $"{claim} {claim.Note}"));
    }

    // The repository shows the standard preset; what is drawn from kept results is the same on every machine.
    private void AssertStoredOutputs(string name)
    {
        string[] stored = StoredOutputs.Of(Path.Combine(RepositoryFiles.Root, "notebooks", name + ".ipynb"));
        Assert.NotEmpty(stored);
        Assert.Equal(stored, StoredOutputs.Of(Path.Combine(_folder, name + ".ipynb")));
    }

    // Companions compute some cells anew on TorchSharp, whose last digits are those of the processor.
    private void AssertStoredVerdicts(string name)
    {
        string[] stored = StoredOutputs.Verdicts(Path.Combine(RepositoryFiles.Root, "notebooks", name + ".ipynb"));
        Assert.NotEmpty(stored);
        Assert.Equal(stored, StoredOutputs.Verdicts(Path.Combine(_folder, name + ".ipynb")));
    }

    [Fact]
    public void Kept_OfAllNotebooks_LeavesOutThoseWithoutResultsOfThePresetAndNamesThem()
    {
        using var words = new StringWriter();
        var session = new Session(TextWriter.Null, words, IsTerminal: false, TestContext.Current.CancellationToken);
        NotebookEntry[] notebooks = [.. NotebookCatalog.Open(RepositoryFiles.Root).Entries.Where(notebook => notebook.Number is "03" or "07" or "13")];

        Assert.Equal(notebooks, RunVerb.Kept(session, new Repository(RepositoryFiles.Root), notebooks, "standard"));
        Assert.Equal("", words.ToString());
        Assert.Equal(["03"], RunVerb.Kept(session, new Repository(RepositoryFiles.Root), notebooks, "quick").Select(notebook => notebook.Number));
        Assert.Equal("reproduce: no quick results are kept of 07-maximum-learning-rate, 13-rbf-toy; left out.", words.ToString().TrimEnd());
    }

    private static string Kept => Path.Combine(RepositoryFiles.Root, "data", "results");

    // A companion is among them once its standard results are kept.
    private static string[] Readers() =>
    [
        .. RepositoryFiles.Notebooks.Where(path => NotebookParameters.Names(Notebook.Read(path)).Contains("results"))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => !StoredOutputs.IsCompanion(name) || Directory.Exists(Path.Combine(Kept, name))),
    ];
}
