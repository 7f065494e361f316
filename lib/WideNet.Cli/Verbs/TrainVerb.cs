using System.CommandLine;
using WideNet.Kernels;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce train</c>: one finite network, either a recorded run again (<c>--case</c>) or a new one on a data set.</summary>
internal static class TrainVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Option<string?> folder = new("--case")
        {
            Description = "Replay this folder: case.json, x.npy, y.npy, batches.npy, W0.npy, b0.npy, …; see tests/reference/pytorch/README.md.",
            HelpName = "DIR",
        };
        Option<string?> output = Options.Out(
            "With --case, write loss.npy, outputs_initial.npy, outputs_final.npy, gradient_*.npy, final_*.npy and empirical_ntk.npy here.");
        Option<bool> check = Options.Check("With --case, compare with the arrays in the folder; exit code 1 when one is off.");
        Option<string> precision = Options.OneOf(
            "--precision", "Arithmetic; the default is float64 with --case and float32 without.", "default", "float32", "float64");
        Option<bool> json = Options.Json();
        Option<int?> threads = Options.Whole("--threads", "Threads used at most; the result does not depend on it.");
        var command = new Command(
            "train", "Trains one finite network, or replays a recorded run on the processor.") { folder, output, check, precision, json, threads };
        var settings = new TrainSettings();
        foreach (Option option in settings.All) command.Options.Add(option);
        Options.KeepAnswers(command, folder, output, "loss", "outputs_initial", "outputs_final", "empirical_ntk");
        command.SetAction(parse =>
        {
            string? path = parse.GetValue(folder);
            bool single = parse.GetValue(precision) is string word && (word == "float32" || (word == "default" && path is null));
            Precision arithmetic = single ? Precision.Float32 : Precision.Float64;
            int? workers = parse.GetValue(threads);
            if (path is not null)
            {
                if (settings.All.FirstOrDefault(option => parse.GetResult(option) is { Implicit: false }) is { } extra)
                {
                    throw new ArgumentException($"{extra.Name} and --case are both given; a replay takes everything from its folder, so leave one out.");
                }

                return new TrainReplayRun(session, path, arithmetic, workers).Execute(parse.GetValue(output), parse.GetValue(check), parse.GetValue(json));
            }

            if (parse.GetValue(check) || parse.GetValue(output) is not null)
            {
                throw new ArgumentException("--check and --out belong to a replay; name its folder with --case.");
            }

            return new TrainRun(session, settings.Read(parse), arithmetic, workers).Execute();
        });
        return command;
    }
}
