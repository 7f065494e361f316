using WideNet.Cli;
using WideNet.Cli.Running;
using WideNet.Cli.Verbs;
using WideNet.Results;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary>A host without TorchSharp: its first cell stops a companion with one named exception, which is no failure of the run.</summary>
public sealed class TorchSharpMissingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-torchless-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_NotebookThatNeedsTorchSharp_SaysSoAndTheNextOneRuns()
    {
        string library = Path.Combine(RepositoryFiles.Root, "artifacts", "notebooks", "WideNet.TorchSharp.dll").Replace('\\', '/');
        NotebookEntry[] notebooks =
        [
            Write(
                "15-without", $"#r \"{library}\"\nthrow new WideNet.TorchSharp.TorchSharpMissingException(\"This notebook needs TorchSharp. It is "
                    + "not here.\");"),
            Write("16-other", "1 + 1"),
            Write("17-broken", "throw new System.InvalidOperationException(\"no\");"),
        ];
        using var words = new StringWriter();
        var session = new Session(words, words, IsTerminal: false, TestContext.Current.CancellationToken);

        IReadOnlyList<NotebookOutcome> outcomes = new NotebookExecutor(session, _folder).Run(notebooks);

        Assert.Equal([true, false, false], outcomes.Select(outcome => outcome.NeedsTorchSharp));
        Assert.Equal([ExitCode.Success, ExitCode.Success, ExitCode.BadInput], outcomes.Select(outcome => outcome.ExitCode));
        Assert.EndsWith("This notebook needs TorchSharp. It is not here.", outcomes[0].Error, StringComparison.Ordinal);
        Assert.Null(outcomes[1].Error);
    }

    [Fact]
    public void Renew_NotebooksThatRan_TakeTheirPlaceAndTheOthersStay()
    {
        ClaimTable recorded = new(
            Claim("a", "01-x", 1), Claim("b", "02-y", 1), Claim("c", "03-z", 1)), measured = new(Claim("b", "02-y", 2), Claim("d", "02-y", 3));
        ClaimTable renewed = VerifyVerb.Renew(recorded, measured, ["02-y"]);
        Assert.Equal(["a 1", "b 2", "d 3", "c 1"], renewed.Claims.Select(claim => $"{claim.Id} {claim.Measurement}"));
    }

    private static Claim Claim(string id, string notebook, double value)
    {
        var run = new Provenance { Notebook = notebook, Preset = Preset.Quick, Dataset = "none" };
        return WideNet.Results.Claim.Within(id, "s", "source", 1, value, 0.1, "reason") with { Run = run };
    }

    private NotebookEntry Write(string name, string source)
    {
        Notebook notebook = NotebookBuilder.Create();
        notebook.AddMarkdown("# Title");
        notebook.AddCode(source);
        string path = Path.Combine(_folder, $"source-{name}.ipynb");
        File.WriteAllText(path, notebook.ToJson());
        return new NotebookEntry(name, path);
    }
}
