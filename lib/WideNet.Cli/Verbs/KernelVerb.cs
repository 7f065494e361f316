using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Sweeps;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce kernel</c>: NNGP and NTK of a case folder at all its depths.</summary>
internal static class KernelVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Option<string> folder = Options.Case("Folder with case.json, x1.npy (training inputs) and x2.npy (test inputs); see tests/reference/README.md.");
        Option<string?> output = Options.Out("Write nngp.npy, ntk.npy (x1 with x1), nngp12.npy and ntk12.npy (x1 with x2) here, one slice per depth.");
        Option<bool> check = Options.Check("Compare with the arrays in the case folder; exit code 1 when one is off.");
        Option<string> precision = Options.OneOf(
            "--precision", "Arithmetic of convolutional kernels; a fully-connected kernel is always computed in float64.", "float64", "float32");
        Option<bool> verbose = new("--verbose") { Description = "With --check, print the error at every depth." };
        Option<bool> json = Options.Json();
        Option<string?> checkpoint = LongJob.CheckpointOption();
        Option<bool> resume = LongJob.ResumeOption(), dryRun = LongJob.DryRunOption();
        Option<string?> shard = LongJob.ShardOption();
        var command = new Command("kernel", "Computes the infinite-width kernels NNGP and NTK of a case folder.")
        {
            folder, output, check, precision, verbose, json, checkpoint, resume, shard, dryRun,
        };
        var slurm = new SlurmOptions(dryRun);
        foreach (Option option in slurm.All.Except([dryRun])) command.Options.Add(option);
        Options.KeepAnswers(command, folder, output, "nngp", "ntk", "nngp12", "ntk12");
        command.SetAction(parse =>
        {
            var run = new Run(
                session,
                CaseFile.Open(parse.GetRequiredValue(folder)),
                parse.GetValue(precision) == "float32" ? Precision.Float32 : Precision.Float64,
                new LongJob(session, parse.GetValue(checkpoint), parse.GetValue(resume), parse.GetValue(shard) is { } text ? SweepShard.Parse(text) : null));
            if (slurm.AreAsked(parse, dryRun)) return run.Submit(parse, slurm, output, check, verbose, json);
            if (parse.GetValue(dryRun)) return run.PrintBudget();
            if (parse.GetValue(shard) is not null && (parse.GetValue(output) is not null || parse.GetValue(check)))
            {
                throw new ArgumentException("A shard writes parts alone; leave --out and --check to the command that puts them together.");
            }

            return run.Execute(parse.GetValue(output), parse.GetValue(check), parse.GetValue(verbose), parse.GetValue(json));
        });
        return command;
    }

    private sealed class Run(Session session, CaseFile file, Precision precision, LongJob job)
    {
        // Double: the references are double computations, off by up to 3e-13 themselves. Single: 6e-8 a layer, amplified over tens of layers.
        private readonly double _tolerance = precision == Precision.Float64 ? 1e-10 : 1e-4;

        public int PrintBudget()
        {
            Work work = Measure();
            session.Output.WriteLine(job.Shard is { } shard ? work.OfShard(shard.Count) : work.Whole);
            return ExitCode.Success;
        }

        public int Submit(ParseResult parse, SlurmOptions slurm, params Option[] own)
        {
            Work work = Measure();
            return job.Submit(parse, slurm, Math.Max(work.Square.Stripes, work.Cross.Stripes), work.OfShard, work.Whole, own);
        }

        public int Execute(string? folder, bool check, bool verbose, bool json)
        {
            Work work = Measure();
            (NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch x2, _, _, _) = work;
            job.Begin(
                job.Shard is { } shard ? work.OfShard(shard.Count) : work.Whole, () => Settings(network, depths, x1, x2), work.Whole.OutputBytes, folder,
                work.Whole.OutputBytes);
            if (job.Shard is not null) return job.RunShard("kernel", progress => Compute(work, progress));
            (IReadOnlyList<KernelPair> square, IReadOnlyList<KernelPair> cross) = job.Run("kernel", progress => Compute(work, progress));
            (string Name, IReadOnlyList<Matrix> Matrices)[] arrays =
            [
                ("nngp", [.. square.Select(k => k.Nngp)]),
                ("ntk", [.. square.Select(k => k.Ntk)]),
                ("nngp12", [.. cross.Select(k => k.Nngp)]),
                ("ntk12", [.. cross.Select(k => k.Ntk)]),
            ];
            CheckReport? report = check ? Compare(depths, arrays) : null;
            if (folder is not null)
            {
                foreach ((string name, IReadOnlyList<Matrix> matrices) in arrays)
                {
                    session.Cancellation.ThrowIfCancellationRequested();
                    NpyFile.Write(Path.Combine(folder, name + ".npy"), matrices);
                }
            }

            Print(x1, x2, square, report, verbose, json);
            return report is null or { Passed: true } ? ExitCode.Success : ExitCode.CheckFailed;
        }

        private IReadOnlyList<KeyValuePair<string, string>> Settings(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch x2) =>
        [
            new("job", "kernel"),
            .. network.Settings(),
            new("depths", string.Join(',', depths)),
            new("precision", $"{precision}"),
            new("x1", JobFolder.Fingerprint(x1)),
            new("x2", JobFolder.Fingerprint(x2)),
        ];

        private Work Measure()
        {
            IReadOnlyList<int> depths = file.WholeNumbers("depths");
            NetworkDescription network = file.Network(depths.DefaultIfEmpty(1).Max());
            InputBatch x1 = file.Inputs("x1"), x2 = file.Inputs("x2");
            KernelOptions options = new() { Precision = precision, Cancellation = session.Cancellation, Notice = session.Notice, Stripes = job.Stripes };
            job.CheckOptions(network);
            return new Work(
                network, depths, x1, x2, options, KernelEstimate.Measure(network, depths, x1, options: options),
                KernelEstimate.Measure(network, depths, x1, x2, options));
        }

        // Both kernels, with a checkpoint if there is one.
        private (IReadOnlyList<KernelPair> Square, IReadOnlyList<KernelPair> Cross) Compute(Work work, IProgress<double>? progress)
        {
            double squareShare = (double)work.Square.Entries / work.Whole.Entries;
            return (
                InfiniteNetwork.Kernels(
                    work.Network, work.Depths, work.X1,
                    work.Options with { Progress = ProgressShare.Of(progress, 0, squareShare), CheckpointFolder = job.Folder?.Part("x1-x1") }),
                InfiniteNetwork.Kernels(
                    work.Network, work.Depths, work.X1, work.X2,
                    work.Options with { Progress = ProgressShare.Of(progress, squareShare, 1), CheckpointFolder = job.Folder?.Part("x1-x2") }));
        }

        private CheckReport Compare(IReadOnlyList<int> depths, IEnumerable<(string Name, IReadOnlyList<Matrix> Matrices)> arrays)
        {
            var report = new CheckReport(_tolerance, "depth", [.. depths.Select(depth => depth.ToString(CultureInfo.InvariantCulture))]);
            foreach ((string name, IReadOnlyList<Matrix> matrices) in arrays)
            {
                report.Add(name, ArrayError.Compare(name, matrices, file.Array(name)));
            }

            return report;
        }

        private void Print(InputBatch x1, InputBatch x2, IReadOnlyList<KernelPair> kernels, CheckReport? report, bool verbose, bool json)
        {
            if (json)
            {
                var root = new JsonObject
                {
                    ["case"] = file.Folder,
                    ["architecture"] = file.Text("architecture"),
                    ["activation"] = file.Text("activation"),
                    ["precision"] = precision == Precision.Float64 ? "float64" : "float32",
                    ["x1"] = x1.Count,
                    ["x2"] = x2.Count,
                    ["depths"] = new JsonArray([.. kernels.Select(k => (JsonNode)k.Depth)]),
                    ["mean_diagonal_nngp"] = new JsonArray([.. kernels.Select(k => (JsonNode)MeanDiagonal(k.Nngp))]),
                    ["mean_diagonal_ntk"] = new JsonArray([.. kernels.Select(k => (JsonNode)MeanDiagonal(k.Ntk))]),
                };
                if (report is not null)
                {
                    root["check"] = report.ToJson();
                }

                session.Output.WriteLine(root.ToJsonString(Json.Indented));
                return;
            }

            session.Output.WriteLine($"{file.Text("architecture")}, {file.Text("activation")}, {x1.Count} training and {x2.Count} test inputs");
            session.Output.WriteLine("depth     mean K_aa     mean Θ_aa");
            foreach (KernelPair kernel in kernels)
            {
                session.Output.WriteLine(Invariant($"{kernel.Depth,5}  {MeanDiagonal(kernel.Nngp),12:G6}  {MeanDiagonal(kernel.Ntk),12:G6}"));
            }

            report?.Print(session.Output, verbose);
        }

        private static double MeanDiagonal(Matrix kernel) => Enumerable.Range(0, kernel.Rows).Average(i => kernel[i, i]);
    }

    private sealed record Work(
        NetworkDescription Network, IReadOnlyList<int> Depths, InputBatch X1, InputBatch X2, KernelOptions Options, KernelEstimate Square, KernelEstimate Cross)
    {
        public KernelBudget Whole => KernelBudget.Of([Square, Cross], X1, X2);

        public KernelBudget OfShard(int shards) => KernelBudget.OfShard([Square, Cross], [X1, X2], shards);
    }
}
