using System.CommandLine;
using System.Text.Json.Nodes;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Training;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce bench engines</c>: training on the built-in engine and on another, side by side.</summary>
internal static class BenchEnginesVerb
{
    private const string Description =
        "Trains FCN, CNN-F and CNN-P from the same weights on the engine cpu and on another, in turn, and compares rates and losses.";

    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Option<string> engine = EngineOptions.Engine();
        Option<string?> device = EngineOptions.Device();
        Option<string> architecture = Options.OneOf("--architecture", "The network.", ["all", .. Architectures.Words]);
        Option<int?> width = Options.Whole("--width", "Units or channels of a trained network; 512 or 32 unless given.");
        Option<int?> depth = Options.Whole("--depth", "Number of nonlinearities; 4 unless given.");
        Option<int?> size = Options.Whole("--size", "Rows and columns of the images; 16 (FCN) or 8 unless given.");
        Option<int?> batch = Options.Whole("--batch", "Images of a batch; 64 unless given.");
        Option<int?> steps = Options.Whole("--steps", "Steps of a training run; 100 unless given.");
        Option<int?> turns = Options.Whole("--turns", "Turns of each engine, of which the best counts; at least three unless given.");
        Option<bool> json = Options.Json();
        var command = new Command("engines", Description) { engine, device, architecture, width, depth, size, batch, steps, turns, json };
        command.SetAction(parse =>
        {
            IComputeEngine other = EngineCatalog.Open(parse.GetRequiredValue(engine));
            var comparison = new EngineComparison
            {
                Steps = parse.GetValue(steps) ?? 100,
                Width = parse.GetValue(width),
                Batch = parse.GetValue(batch) ?? 64,
                Depth = parse.GetValue(depth) ?? 4,
                Side = parse.GetValue(size),
                Turns = parse.GetValue(turns),
                Cancellation = session.Cancellation,
            };
            Architecture[] networks = Architectures.Find(parse.GetRequiredValue(architecture)) is { } one ? [one] : Enum.GetValues<Architecture>();

            // Opened before a line is printed: a device that is not there is told alone.
            ITrainingEngine training = other.Training(parse.GetValue(device));

            // Lazy: a table grows row by row.
            IEnumerable<EngineComparison.Row> rows = networks.Select(architecture => comparison.Train(architecture, training));
            if (parse.GetValue(json))
            {
                session.Output.WriteLine(new JsonArray([.. rows.Select(row => row.ToJson())]).ToJsonString(Json.Indented));
                return ExitCode.Success;
            }

            session.Output.WriteLine(
                $"rates per second; cpu | {other.Name}{(parse.GetValue(device) is { } name ? " on " + name : "")} | largest difference of a loss");
            foreach (EngineComparison.Row row in rows) session.Output.WriteLine(row.ToString());
            return ExitCode.Success;
        });
        return command;
    }
}
