using WideNet.Data;
using WideNet.Report.Runs;
using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary>The folders of the repository that the command works in.</summary>
internal sealed record Repository(string Root)
{
    /// <summary>Where a run writes unless told otherwise; ignored by version control.</summary>
    public string RunFolder => Path.Combine(Root, "artifacts", "run");

    /// <summary>Where a verification writes; ignored by version control.</summary>
    public string VerifyFolder => Path.Combine(Root, "artifacts", "verify");

    /// <summary>Where a report goes unless told otherwise; ignored by version control.</summary>
    public string ReportFolder => Path.Combine(Root, "artifacts", "report");

    /// <summary>The folder whose package.json pins plotly.js.</summary>
    public string PlotlyFolder => Path.Combine(Root, "lib", "WideNet.Report", "npm");

    /// <summary>Where the cells of a sweep lie unless told otherwise; ignored by version control.</summary>
    public string SweepFolder(string figure, Preset preset) => Path.Combine(Root, "artifacts", "sweeps", $"{figure}-{preset.ToString().ToLowerInvariant()}");

    /// <summary>The recorded claims.</summary>
    public string ClaimsFile => ClaimsFileOf("quick");

    /// <summary>Recorded claims of a preset.</summary>
    public string ClaimsFileOf(string preset) => Path.Combine(Root, "data", "results", preset == "quick" ? "claims.json" : $"claims-{preset}.json");

    /// <summary>The record of the theory checks, which the tests write.</summary>
    public string TheoryChecksFile => Path.Combine(Root, "data", "results", "theory-checks.json");

    /// <summary>The figures that the page of the repository shows.</summary>
    public string GalleryFolder => Path.Combine(Root, "data", "results", "gallery");

    /// <summary>The page that shows the recorded claims.</summary>
    public string ReadMe => Path.Combine(Root, "README.md");

    /// <summary>A run with what is on record beside its notebooks: theory checks, and what <c>run external</c> kept unless it ran itself.</summary>
    /// <exception cref="ArgumentException">There is no run in the folder.</exception>
    /// <exception cref="DataFormatException">A file is missing or damaged.</exception>
    public RecordedRun Run(string folder)
    {
        RecordedRun run = RecordedRun.Read(folder);
        return run with
        {
            External = run.External ?? ExternalRun.Kept(Path.Combine(Root, "data", "results")),
            TheoryChecks = File.Exists(TheoryChecksFile) ? ClaimTable.Load(TheoryChecksFile) : null,
        };
    }

    /// <summary>Finds the repository above the working folder or the program.</summary>
    /// <exception cref="ArgumentException">Neither lies in a clone.</exception>
    public static Repository Find() => DataEnvironment.Current().RepositoryRoot is { } root
        ? new Repository(root)
        : throw new ArgumentException("There is no Reproduction.sln at or above this folder or the program; run the command inside a clone of the repository.");
}
