using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce kernel</c>: NNGP and NTK of a case folder at all its depths.</summary>
internal static class KernelVerb
{
    /// <summary>Creates the command.</summary>
    /// <param name="session">What it may talk to.</param>
    public static Command Create(Session session)
    {
        Option<string> folder = Options.Case("Folder with case.json, x1.npy (training inputs) and x2.npy (test inputs); see tests/reference/README.md.");
        Option<string?> output = Options.Out("Write nngp.npy, ntk.npy (x1 with x1), nngp12.npy and ntk12.npy (x1 with x2) here, one slice per depth.");
        Option<bool> check = Options.Check("Compare with the arrays in the case folder; exit code 1 when one is off.");
        Option<string> precision = Options.OneOf("--precision", "Arithmetic of convolutional kernels; a fully-connected kernel is always computed in float64.", "float64", "float32");
        Option<bool> verbose = new("--verbose") { Description = "With --check, print the error at every depth." };
        Option<bool> json = Options.Json();
        Option<string?> checkpoint = LongJob.CheckpointOption();
        Option<bool> resume = LongJob.ResumeOption();
        var command = new Command("kernel", "Computes the infinite-width kernels NNGP and NTK of a case folder.")
        {
            folder, output, check, precision, verbose, json, checkpoint, resume,
        };
        Options.KeepAnswers(command, folder, output, "nngp", "ntk", "nngp12", "ntk12");
        command.SetAction(parse =>
        {
            var run = new Run(
                session,
                CaseFile.Open(parse.GetRequiredValue(folder)),
                parse.GetValue(precision) == "float32" ? Precision.Float32 : Precision.Float64,
                new LongJob(session, parse.GetValue(checkpoint), parse.GetValue(resume)));
            return run.Execute(parse.GetValue(output), parse.GetValue(check), parse.GetValue(verbose), parse.GetValue(json));
        });
        return command;
    }

    private sealed class Run(Session session, CaseFile file, Precision precision, LongJob job)
    {
        // Double: the references are double computations, off by up to 3e-13 themselves. Single: 6e-8 a layer, amplified over tens of layers.
        private readonly double _tolerance = precision == Precision.Float64 ? 1e-10 : 1e-4;

        public int Execute(string? folder, bool check, bool verbose, bool json)
        {
            IReadOnlyList<int> depths = file.WholeNumbers("depths");
            NetworkDescription network = file.Network(depths.DefaultIfEmpty(1).Max());
            InputBatch x1 = file.Inputs("x1"), x2 = file.Inputs("x2");
            KernelOptions options = new() { Precision = precision, Cancellation = session.Cancellation, Notice = session.Notice };
            job.CheckOptions(network);
            (IReadOnlyList<KernelPair> square, IReadOnlyList<KernelPair> cross) = Compute(network, depths, x1, x2, options, folder);
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

        // Both kernels with their budget, and with a checkpoint if there is one.
        private (IReadOnlyList<KernelPair> Square, IReadOnlyList<KernelPair> Cross) Compute(
            NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch x2, KernelOptions options, string? folder)
        {
            KernelEstimate squareWork = KernelEstimate.Measure(network, depths, x1, options: options), crossWork = KernelEstimate.Measure(network, depths, x1, x2, options);
            KernelBudget budget = KernelBudget.Of([squareWork, crossWork], x1, x2);
            job.Begin(budget, () => Settings(network, depths, x1, x2), budget.OutputBytes, folder, budget.OutputBytes);
            double squareShare = (double)squareWork.Entries / budget.Entries;
            return job.Run("kernel", progress => (
                InfiniteNetwork.Kernels(network, depths, x1, options with { Progress = ProgressShare.Of(progress, 0, squareShare), CheckpointFolder = job.Folder?.Part("x1-x1") }),
                InfiniteNetwork.Kernels(network, depths, x1, x2, options with { Progress = ProgressShare.Of(progress, squareShare, 1), CheckpointFolder = job.Folder?.Part("x1-x2") })));
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
                session.Output.WriteLine(FormattableString.Invariant($"{kernel.Depth,5}  {MeanDiagonal(kernel.Nngp),12:G6}  {MeanDiagonal(kernel.Ntk),12:G6}"));
            }

            report?.Print(session.Output, verbose);
        }

        private static double MeanDiagonal(Matrix kernel) => Enumerable.Range(0, kernel.Rows).Average(i => kernel[i, i]);
    }
}
