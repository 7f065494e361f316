using System.CommandLine;
using WideNet.Cli.Running;
using WideNet.Results;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce sweep status</c>: how far a sweep, a grid of kernels or a kernel job is, and what in its folder is damaged.</summary>
internal static class SweepStatusVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Argument<string> place =
            new("place") { Description = "Folder of a sweep or of a --checkpoint, or a figure, whose folder is artifacts/sweeps/FIGURE-PRESET." };
        Option<string> preset = Options.OneOf("--preset", "Which sweep, when a figure is named.", "quick", "standard", "paper");
        var command = new Command(
            "status", "Counts the finished cells of a sweep or the parts of a kernel job, and names each damaged file; exit code 1 when there is one.")
        {
            place, preset,
        };
        command.SetAction(parse =>
        {
            string named = parse.GetRequiredValue(place);
            if (Directory.Exists(named)) return Print(session, Path.GetFullPath(named));
            Preset scale = Provenance.PresetOf(parse.GetRequiredValue(preset));
            string figure = AccuracySweeps.Find(named) ?? (SweepCatalog.Names.Any(name => name == named || name.Split('-')[0] == named.PadLeft(2, '0'))
                ? SweepCatalog.Find(named)
                : throw new ArgumentException($"'{named}' is neither a folder nor a sweep; the figures that are sweeps are "
                    + $"{string.Join(", ", SweepCatalog.AllNames)}, each also by its number."));
            string folder = Repository.Find().SweepFolder(figure, scale);
            if (!Directory.Exists(folder)) throw new ArgumentException($"There is no {folder}: the sweep was not begun, or lies in another folder; name that.");
            return Print(session, folder);
        });
        return command;
    }

    private static int Print(Session session, string folder)
    {
        int exit = FolderCheck.Of(folder).Print(session);
        if (SlurmArray.Queue(folder) is { } queue) session.Output.WriteLine(queue);
        return exit;
    }
}
