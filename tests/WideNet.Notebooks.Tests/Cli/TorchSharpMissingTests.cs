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

    // Beside TorchSharp.dll lies a native library that cannot be loaded, in a process that has loaded no other.
    [Theory]
    [InlineData("08-sgd-cnn-f")]
    [InlineData("09-sgd-fcn")]
    public async Task Run_NotebookThatOnlyComparesWithTorchSharp_SaysSoAndGoesOn(string name)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "artifacts", "notebooks"), "*.dll"))
        {
            if (Path.GetFileName(file) is "WideNet.dll" or "WideNet.TorchSharp.dll" or "TorchSharp.dll" or "MathNet.Numerics.dll")
                File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        string native = OperatingSystem.IsWindows() ? "LibTorchSharp.dll" : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so";
        File.WriteAllText(Path.Combine(_folder, native), "no library");
        using TestNotebook test = ReaderEdits.Copy(name + ".ipynb", library: _folder.Replace('\\', '/') + "/");
        var few = new Dictionary<string, string>
        {
            ["width"] = "8",
            ["trainCount"] = "20",
            ["testCount"] = "50",
            ["steps"] = "10",
            ["seeds"] = "1",
            ["weightVariances"] = "0.5, 0.8, 1.376, 3",
            ["depths"] = "2, 8, 12",
            ["figure"] = "svg",
        };
        NotebookRunResult result = await test.RunAsync(options => options with { Parameters = few }, alone: true);

        Assert.Null(result.Error);
        string line = ReaderEdits.Output(result, "definition-check");
        Assert.StartsWith("Not compared, which needs TorchSharp. TorchSharp ", line, StringComparison.Ordinal);
        Assert.Contains("its native library LibTorchSharp with libtorch cannot be loaded", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Assert.Contains("width 8", ReaderEdits.Output(result, "train-maps"), StringComparison.Ordinal);
        Assert.Contains("chaos-test-", ReaderEdits.Output(result, "claims-table"), StringComparison.Ordinal);
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
