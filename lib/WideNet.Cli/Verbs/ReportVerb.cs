using System.CommandLine;
using WideNet.Cli.Running;
using WideNet.Report;
using WideNet.Report.Runs;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce report</c>: static pages of the last run, with interactive views where npm can fetch plotly.js.</summary>
internal static class ReportVerb
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(2);

    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Option<string?> output = Options.Out("Where the pages go; artifacts/report unless given.");
        Option<string?> run = new("--run") { Description = "Folder of the run; artifacts/run unless given.", HelpName = "DIR" };
        Option<bool> bare = new("--static") { Description = "Leave out the interactive views, which need plotly.js from npm." };
        var command = new Command("report", "Writes the last run as static pages: figures, claims, executed notebooks, manifest.") { output, run, bare };
        command.SetAction(parse =>
        {
            Repository repository = Repository.Find();
            RecordedRun recorded = repository.Run(parse.GetValue(run) ?? Short(repository.RunFolder));
            PlotlyPackage? plotly = parse.GetValue(bare) ? null : FindOrInstall(repository, session);
            string page = HtmlReport.Write(recorded, parse.GetValue(output) ?? repository.ReportFolder, plotly);
            if (plotly is null && !parse.GetValue(bare))
            {
                session.Error.WriteLine(
                    "reproduce: the report has no interactive views, because plotly.js is not here; with Node and a network, run 'npm ci --prefix "
                        + $"{Short(repository.PlotlyFolder)}' and then report again.");
            }

            session.Output.WriteLine($"Report: {Path.GetFullPath(page)}");
            return ExitCode.Success;
        });
        return command;
    }

    private static string Short(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static PlotlyPackage? FindOrInstall(Repository repository, Session session)
    {
        if (PlotlyPackage.Find(repository.PlotlyFolder) is { } here)
        {
            return here;
        }

        string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000"];
        return Tool.Run(npm, arguments, repository.PlotlyFolder, InstallLimit, session.Cancellation) is { ExitCode: 0 }
            ? PlotlyPackage.Find(repository.PlotlyFolder)
            : null;
    }
}
