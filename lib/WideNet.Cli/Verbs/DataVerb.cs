using System.CommandLine;
using System.Text.Json.Nodes;
using WideNet.Cli.Downloads;
using WideNet.Cli.Running;
using WideNet.Data;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce data list|info|download|verify</c>: the data sets on this machine.</summary>
internal static class DataVerb
{
    private const string Results = "results";

    private static readonly string[] FileSets = [.. DatasetDownload.Names];

    /// <summary>Creates the command.</summary>
    public static Command Create(Session session) => new("data", "Lists, fetches and checks data sets.")
    {
        List(session), Info(session), Download(session), Verify(session),
    };

    private static Command List(Session session)
    {
        Option<bool> json = Options.Json();
        var command = new Command("list", "Shows which data sets are on this machine and where.") { json };
        command.SetAction(parse =>
        {
            (string Name, DatasetSummary? Summary, string Missing)[] sets = [.. FileSets.Select(Inspect)];
            if (parse.GetValue(json))
            {
                session.Output.WriteLine(new JsonArray([.. sets.Select(set => set.Summary is { } found ? ToJson(found) : new JsonObject { ["name"] = set.Name,
                    ["present"] = false })])
                    .ToJsonString(Json.Indented));
                return ExitCode.Success;
            }

            foreach ((string name, DatasetSummary? summary, string missing) in sets)
            {
                session.Output.WriteLine($"{name,-14} {(summary is null ? missing : Describe(summary))}");
            }

            session.Output.WriteLine($"{"synthetic",-14} any number of images, computed");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Info(Session session)
    {
        Argument<string> name = Name();
        Option<string?> folder = Folder();
        Option<bool> json = Options.Json();
        var command = new Command("info", "Shows where a data set comes from and how many images there are.") { name, folder, json };
        command.SetAction(parse =>
        {
            DatasetSummary summary = DatasetCatalog.Inspect(parse.GetRequiredValue(name), parse.GetValue(folder));
            session.Output.WriteLine(parse.GetValue(json) ? ToJson(summary).ToJsonString(Json.Indented) : $"{summary.Name}: {Describe(summary)}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Download(Session session)
    {
        Argument<string> name = Name();
        Option<string?> raw = new("--out") { Description = "Folder for downloads; data/raw of the repository by default.", HelpName = "DIR" };
        var command = new Command("download", "Fetches a data set, with resume and checksum; nothing is left half-written.") { name, raw };
        command.SetAction(parse =>
        {
            DownloadPlan plan = DatasetDownload.PlanFor(parse.GetRequiredValue(name));
            string folder = parse.GetValue(raw) ?? DataEnvironment.Current().DownloadFolder("")
                ?? throw new ArgumentException("No Reproduction.sln lies at or above the working folder; name a folder for the download with --out.");
            using var downloader = new Downloader();
            string target = session.WithProgress(plan.Name, progress => DatasetDownload
                .RunAsync(
                    plan, folder, downloader, progress is null ? null : new Relay<DownloadProgress>(value => progress.Report(Fraction(plan, value))),
                    session.Cancellation)
                .GetAwaiter().GetResult());
            session.Output.WriteLine($"{plan.Name} lies in {target}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Verify(Session session)
    {
        var name = new Argument<string?>("name")
        {
            Description = $"Data set ({string.Join(", ", FileSets)}), {Results} for the results kept in data/results, or a folder of results, cells or "
                + "parts; everything here unless given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> folder = Folder();
        var command = new Command(
            "verify", "Checks data sets and kept results against their checksums, with a line for each damaged file; exit code 1 when there is one.")
        {
            name, folder,
        };
        command.SetAction(parse =>
        {
            string? wanted = parse.GetValue(name), directory = parse.GetValue(folder);
            if (directory is not null && (wanted is null || !FileSets.Contains(wanted)))
                throw new ArgumentException("--data-dir is the folder of one data set; name the set.");
            if (wanted is not null && Directory.Exists(wanted) && !FileSets.Contains(wanted) && wanted != Results)
                return FolderCheck.Of(Path.GetFullPath(wanted)).Print(session);
            if (wanted is not null && wanted != Results && !FileSets.Contains(wanted))
            {
                throw new ArgumentException(
                    $"'{wanted}' is no folder and no data set with files; it must be one of {string.Join(", ", FileSets)}, {Results}, or a folder "
                        + "that there is.");
            }

            if (wanted is not null && wanted != Results) return Verify(session, wanted, directory);
            int exit = ExitCode.Success;
            foreach (string set in wanted is null ? FileSets.Where(set => DataChecksums.Locate(set) is not null) : [])
                exit = Math.Max(exit, Verify(session, set, null));
            string results = Path.GetDirectoryName(Repository.Find().ClaimsFile)!;
            return Math.Max(exit, FolderCheck.Of(results).Print(session));
        });
        return command;
    }

    private static int Verify(Session session, string name, string? folder)
    {
        DatasetSummary summary;
        try
        {
            summary = DatasetCatalog.Inspect(name, folder);
        }
        catch (DataFormatException damage)
        {
            session.Notice(Failure.OneLine(damage.Message));
            return ExitCode.CheckFailed;
        }

        DataChecksums.Verified[] files = [.. DataChecksums.Verify(summary.Location.Folder, name)];
        foreach (DataChecksums.Verified file in files) session.Output.WriteLine($"{file.Sha256}  {file.Name}");
        foreach (DataChecksums.Verified file in files.Where(file => file.Problem is not null))
        {
            session.Notice(
                $"{Path.Combine(summary.Location.Folder, file.Name)} {file.Problem}; fetch it again with 'reproduce data download {name}', or restore it "
                    + "from version control.");
        }

        if (files.Any(file => file.Problem is not null)) return ExitCode.CheckFailed;
        session.Output.WriteLine($"{summary.Name}: sound; {Describe(summary)}");
        return ExitCode.Success;
    }

    private static Argument<string> Name()
    {
        var argument = new Argument<string>("name") { Description = $"Data set: {string.Join(", ", FileSets)}." };
        argument.Validators.Add(result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (!FileSets.Contains(text))
            {
                result.AddError($"'{text}' is not a data set with files; it must be one of {string.Join(", ", FileSets)}.");
            }
        });
        return argument;
    }

    private static Option<string?> Folder() => new("--data-dir") { Description = "Folder of the data set; no other place is searched then.", HelpName = "DIR" };

    // Where a folder was named by the environment, downloading would not help: what the search says tells more.
    private static (string Name, DatasetSummary? Summary, string Missing) Inspect(string name)
    {
        try
        {
            return (name, DatasetCatalog.Inspect(name), "");
        }
        catch (DatasetMissingException error)
        {
            bool isNamed = name == "cifar10" && Environment.GetEnvironmentVariable("CIFAR10_DIR") is { Length: > 0 };
            return (name, null, isNamed ? $"not here; {Failure.OneLine(error.Message)}" : $"not here; get it with 'reproduce data download {name}'");
        }
    }

    private static string Describe(DatasetSummary summary) =>
        Invariant($"{summary.TrainCount:N0} of {summary.PublishedTrainCount:N0} training and {summary.TestCount:N0} of {summary.PublishedTestCount:N0} ")
            + $"test images in {summary.Location.Folder} ({summary.Location.Origin})";

    private static JsonObject ToJson(DatasetSummary summary) => new()
    {
        ["name"] = summary.Name,
        ["present"] = true,
        ["folder"] = summary.Location.Folder,
        ["origin"] = summary.Location.Origin,
        ["train"] = summary.TrainCount,
        ["test"] = summary.TestCount,
        ["published_train"] = summary.PublishedTrainCount,
        ["published_test"] = summary.PublishedTestCount,
    };

    // Files come one after the other, in the plan's order.
    private static double Fraction(DownloadPlan plan, DownloadProgress value)
    {
        int index = Math.Max(0, plan.Files.Select(file => file.FileName).ToList().IndexOf(value.FileName));
        double part = value.Total is > 0 ? (double)value.Received / value.Total.Value : 0;
        return (index + part) / plan.Files.Count;
    }
}
