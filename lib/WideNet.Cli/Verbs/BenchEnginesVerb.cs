using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce bench engines</c>: training steps per second of the built-in engine and of another, side by side, with the largest difference of their losses.</summary>
internal static class BenchEnginesVerb
{
    private const int Steps = 100;
    private const int Repetitions = 3;

    /// <summary>Creates the command.</summary>
    /// <param name="session">What it may talk to.</param>
    public static Command Create(Session session)
    {
        Option<string> engine = EngineOptions.Engine();
        Option<string?> device = EngineOptions.Device();
        Option<bool> json = Options.Json();
        var command = new Command("engines", $"Trains FCN, CNN-F and CNN-P for {Steps} steps from the same weights on the engine cpu and on another, in turn, and compares rates and losses.") { engine, device, json };
        command.SetAction(parse =>
        {
            ITrainingEngine other = EngineCatalog.Open(parse.GetValue(engine)!).Training(parse.GetValue(device));
            JsonObject[] rows = [.. Enum.GetValues<Architecture>().Select(architecture => Compare(session, architecture, other))];
            if (parse.GetValue(json))
            {
                session.Output.WriteLine(new JsonArray([.. rows]).ToJsonString(Json.Indented));
                return ExitCode.Success;
            }

            session.Output.WriteLine($"steps per second, Erf, float32; cpu | {other.Name} | largest difference of a loss");
            foreach (JsonObject row in rows)
            {
                session.Output.WriteLine(FormattableString.Invariant($"{(string)row["work"]!,-62} {(double)row["cpu_steps_per_second"]!,8:F1} | {(double)row["steps_per_second"]!,8:F1} | {(double)row["largest_difference"]!:E1}"));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static JsonObject Compare(Session session, Architecture architecture, ITrainingEngine other)
    {
        bool isDense = architecture == Architecture.FullyConnected;
        int side = isDense ? 16 : 8, width = isDense ? 512 : 32, examples = 256, batch = 64;
        var network = new NetworkDescription { Architecture = architecture, Activation = new Erf(), Depth = 4, WeightVariance = 1.5, BiasVariance = 0.05 };
        LabeledDataset images = SyntheticImages.Create(examples, 0, side: side).Train;
        RandomStream stream = new RandomStream(0).Split("bench engines");
        TrainingProblem problem = TrainingProblem.Draw(NetworkShape.For(network, images.Inputs, width, images.ClassCount), stream, new TrainingSet(images.Inputs, images.CentredLabels()));
        var options = new TrainingOptions { Steps = Steps, LearningRate = LearningRate.Absolute(0.5), BatchSize = batch, Stream = stream.Split("batches") };
        var cpu = new CpuTrainingEngine();
        double least = double.PositiveInfinity, otherLeast = double.PositiveInfinity, difference = 0;

        // In turn, so that both see the machine's good and bad moments; the first pass of each also compiles.
        for (int i = 0; i < Repetitions; i++)
        {
            TrainingResult one = Timed(cpu, problem, options, session.Cancellation, ref least);
            TrainingResult two = Timed(other, problem, options, session.Cancellation, ref otherLeast);
            difference = one.BatchLosses.Zip(two.BatchLosses, (a, b) => Math.Abs(a - b)).Append(difference).Max();
        }

        return new JsonObject
        {
            ["work"] = $"{architecture} {side}×{side}×3, width {width}, depth 4, batch {batch}",
            ["engine"] = other.Name,
            ["cpu_steps_per_second"] = Steps / least,
            ["steps_per_second"] = Steps / otherLeast,
            ["largest_difference"] = difference,
        };
    }

    private static TrainingResult Timed(ITrainingEngine engine, TrainingProblem problem, TrainingOptions options, CancellationToken cancellation, ref double least)
    {
        long start = Stopwatch.GetTimestamp();
        TrainingResult result = engine.Train(problem, options, null, cancellation);
        least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        return result;
    }
}
