using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Regressions;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Spectra;
using WideNet.Sweeps;
using static WideNet.Cli.Json;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce regress</c>: test accuracy of kernel regression with infinite-width kernels at many depths.</summary>
internal static class RegressVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        var settings = new RegressOptions();
        Option<string> precision = Options.OneOf(
            "--precision", "Arithmetic of convolutional kernels; a fully-connected kernel is always computed in float64.", "float64", "float32");
        Option<int?> threads = Options.Whole("--threads", "Threads used at most; the result does not depend on it.");
        Option<bool> dryRun = LongJob.DryRunOption();
        Option<string?> output = Options.Out("Write results.json, labels.npy and predictions-ntk.npy or predictions-nngp.npy (one slice per depth) here.");
        Option<bool> kernels = new("--write-kernels")
        {
            Description = "With --out, also write ntk.npy or nngp.npy (train-train) and ntk21.npy or nngp21.npy (test-train), one slice per depth.",
        };
        Option<bool> json = Options.Json();
        Option<string?> checkpoint = LongJob.CheckpointOption();
        Option<bool> resume = LongJob.ResumeOption();
        Option<string?> shard = LongJob.ShardOption();
        var slurm = new SlurmOptions(dryRun);
        var command = new Command("regress", "Regresses labels on infinite-width kernels of images and prints the test accuracy at every depth.");
        foreach (Option option in (IEnumerable<Option>)[.. settings.All, precision, threads, checkpoint, resume, shard, output, kernels, json, .. slurm.All])
            command.Options.Add(option);
        command.SetAction(parse =>
        {
            if (parse.GetValue(kernels) && parse.GetValue(output) is null) throw new ArgumentException(
                "--write-kernels writes beside the predictions; name a folder with --out.");
            RegressionSettings request = settings.Read(parse);
            var job = new LongJob(
                session, parse.GetValue(checkpoint), parse.GetValue(resume), parse.GetValue(shard) is { } part ? SweepShard.Parse(part) : null);
            job.CheckOptions(request.Network);
            Preprocessing preprocessing = settings.Preprocessing(parse, request.Network);
            DatasetPair data = settings.Load(parse).Preprocess(preprocessing);
            var options = new KernelOptions
            {
                Precision = parse.GetRequiredValue(precision) == "float32" ? Precision.Float32 : Precision.Float64,
                Cancellation = session.Cancellation,
                Notice = session.Notice,
                Stripes = job.Stripes,
                MaxThreads = parse.GetValue(threads) ?? Environment.ProcessorCount,
            };
            var run = new Run(session, job, request, data, $"{data.Description}, {preprocessing}", options, parse.GetValue(output), parse.GetValue(kernels));
            if (slurm.AreAsked(parse, dryRun))
            {
                KernelBudget whole = run.Sweep.Budget(parse.GetValue(kernels));
                return job.Submit(parse, slurm, run.Sweep.Stripes, run.Sweep.ShardBudget, whole, threads, output, kernels, json);
            }

            if (parse.GetValue(dryRun)) return run.Print(job.Shard is { } of ? run.Sweep.ShardBudget(of.Count) : run.Sweep.Budget(parse.GetValue(kernels)));
            if (job.Shard is not null && parse.GetValue(output) is not null)
                throw new ArgumentException("A shard writes parts alone; leave --out to the command that puts them together.");
            return run.Execute(parse.GetValue(json));
        });
        return command;
    }

    private sealed class Run(
        Session session, LongJob job, RegressionSettings request, DatasetPair data, string images, KernelOptions options, string? output, bool writesKernels)
    {
        public RegressionSweep Sweep { get; } = new(request, data, options);

        public int Print(KernelBudget budget)
        {
            session.Output.WriteLine(budget);
            return ExitCode.Success;
        }

        public int Execute(bool json)
        {
            if (job.Shard is { } shard)
            {
                job.Begin(Sweep.ShardBudget(shard.Count), Sweep.Describe, Sweep.CheckpointBytes, null, 0);
                return job.RunShard("regression", progress => Sweep.ComputeParts(job.Folder!, progress));
            }

            long predictions = (long)request.Kernels.Count * request.Depths.Count * data.Test.Count * data.Test.ClassCount * sizeof(double);
            job.Begin(Sweep.Budget(writesKernels), Sweep.Describe, Sweep.CheckpointBytes, output, predictions + (writesKernels ? Sweep.CheckpointBytes : 0));
            RegressionResult result = job.Run("regression", progress => Sweep.Run(job.Folder, progress, writesKernels ? output : null));
            JsonObject root = ToJson(result);
            if (output is not null)
            {
                AtomicFile.WriteText(Path.Combine(output, "results.json"), root.ToJsonString(Json.Indented) + "\n");
                NpyFile.Write(
                    Path.Combine(output, "labels.npy"), new NpyArray(Array.ConvertAll(data.Test.Labels.ToArray(), label => (long)label), data.Test.Count));
                foreach (RegressionKernel kernel in request.Kernels)
                    NpyFile.Write(Path.Combine(output, $"predictions-{Name(kernel)}.npy"), result.PredictionsOf(kernel));
            }

            if (json) session.Output.WriteLine(root.ToJsonString(Json.Indented));
            else Print(result);
            return ExitCode.Success;
        }

        private static string Name(RegressionKernel kernel) => kernel == RegressionKernel.Ntk ? "ntk" : "nngp";

        private static JsonValue Value(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? JsonValue.Create(number) : JsonValue.Create(text);

        private void Print(RegressionResult result)
        {
            session.Output.WriteLine(images);
            session.Output.WriteLine(string.Join(", ", request.Network.Settings().Select(setting => $"{setting.Key} {setting.Value}")));
            session.Output.WriteLine("kernel  depth  test accuracy       mean squared error");
            foreach (RegressionRow row in result.Rows)
            {
                session.Output.WriteLine(row.Failure is null
                    ? Invariant($"{Name(row.Kernel),-6}  {row.Depth,5}  {row.Accuracy:F4} ± {row.StandardError:F4}     {row.MeanSquaredError:G6}")
                    : Invariant($"{Name(row.Kernel),-6}  {row.Depth,5}  not solved: {row.Failure}"));
            }
        }

        private JsonObject ToJson(RegressionResult result) => new()
        {
            ["images"] = images,
            ["train"] = data.Train.Count,
            ["test"] = data.Test.Count,
            ["network"] = new JsonObject(
                request.Network.Settings().Select(setting => KeyValuePair.Create(setting.Key.Replace(' ', '_').Replace('-', '_'),
                    (JsonNode?)Value(setting.Value)))),
            ["precision"] = options.Precision == Precision.Float64 ? "float64" : "float32",
            ["relative_ridge"] = request.RelativeRidge,
            ["results"] = new JsonArray([.. result.Rows.Select(row => new JsonObject
            {
                ["kernel"] = Name(row.Kernel),
                ["depth"] = row.Depth,
                ["accuracy"] = Finite(row.Accuracy),
                ["standard_error"] = Finite(row.StandardError),
                ["mean_squared_error"] = Finite(row.MeanSquaredError),
                ["failure"] = row.Failure,
            })]),
        };
    }
}
