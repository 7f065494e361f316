using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce predict</c>: what an infinitely wide network predicts in the course of its training, from a case folder.</summary>
internal static class PredictVerb
{
    // Of the largest output: kernels agree to 1e-10, and the gradient flow of a kernel of condition number κ adds about κ ε.
    private const double Tolerance = 1e-9;

    /// <summary>Creates the command.</summary>
    /// <param name="session">What it may talk to.</param>
    public static Command Create(Session session)
    {
        Option<string> folder = Options.Case("Folder with case.json (depth, times, learning_rate), x1.npy and y.npy (training inputs and targets) and x2.npy (test inputs).");
        Option<string?> output = Options.Out("Write ntk.npy (x1 with x1), ntk21.npy (x2 with x1), train.npy and test.npy (one slice per time), train_inf.npy and test_inf.npy here.");
        Option<bool> check = Options.Check("Compare with the arrays in the case folder; exit code 1 when one is off.");
        Option<bool> verbose = new("--verbose") { Description = "With --check, print the error at every time." };
        Option<bool> json = Options.Json();
        var command = new Command("predict", "Predicts with the NTK: gradient flow from f_0 = 0 on the loss ½ mean (f - y)² at the case's times and at infinity.")
        {
            folder, output, check, verbose, json,
        };
        Options.KeepAnswers(command, folder, output, "ntk", "ntk21", "train", "test", "train_inf", "test_inf");
        command.SetAction(parse => Execute(
            session, CaseFile.Open(parse.GetRequiredValue(folder)), parse.GetValue(output), parse.GetValue(check), parse.GetValue(verbose), parse.GetValue(json)));
        return command;
    }

    private static int Execute(Session session, CaseFile file, string? folder, bool check, bool verbose, bool json)
    {
        NetworkDescription network = file.Network(file.WholeNumber("depth"));
        IReadOnlyList<double> times = file.Numbers("times");
        double learningRate = file.Number("learning_rate");
        InputBatch x1 = file.Inputs("x1"), x2 = file.Inputs("x2");
        Matrix targets = file.Matrix("y");
        KernelOptions options = new() { Cancellation = session.Cancellation };
        Matrix ntk = session.WithProgress("x1 with x1", p => InfiniteNetwork.Kernel(network, x1, options with { Progress = p })).Ntk;
        Matrix ntk21 = session.WithProgress("x2 with x1", p => InfiniteNetwork.Kernel(network, x2, x1, options with { Progress = p })).Ntk;
        var flow = new GradientFlow(ntk, targets, learningRate, SquaredLoss.Mean);
        (string Name, IReadOnlyList<Matrix> Matrices, bool IsOne)[] arrays =
        [
            ("ntk", [ntk], true),
            ("ntk21", [ntk21], true),
            ("train", [.. times.Select(flow.Train)], false),
            ("test", [.. times.Select(t => flow.Test(ntk21, t))], false),
            ("train_inf", [flow.Train(double.PositiveInfinity)], true),
            ("test_inf", [flow.Test(ntk21, double.PositiveInfinity)], true),
        ];
        CheckReport? report = null;
        if (check)
        {
            report = new CheckReport(Tolerance, "time", [.. times.Select(time => time.ToString("R", CultureInfo.InvariantCulture))]);
            foreach ((string name, IReadOnlyList<Matrix> matrices, _) in arrays)
            {
                report.Add(name, ArrayError.Compare(name, matrices, file.Array(name)));
            }
        }

        if (folder is not null)
        {
            foreach ((string name, IReadOnlyList<Matrix> matrices, bool isOne) in arrays)
            {
                session.Cancellation.ThrowIfCancellationRequested();
                NpyFile.Write(Path.Combine(folder, name + ".npy"), isOne ? NpyArray.From(matrices[0]) : NpyArray.Stack(matrices));
            }
        }

        double maximum = KernelSpectrum.Of(ntk).MaximumLearningRateOfMeanLoss(targets.Columns);
        Print(session, file, learningRate, maximum, report, verbose, json);
        return report is null or { Passed: true } ? ExitCode.Success : ExitCode.CheckFailed;
    }

    private static void Print(Session session, CaseFile file, double learningRate, double maximum, CheckReport? report, bool verbose, bool json)
    {
        if (json)
        {
            var root = new JsonObject { ["case"] = file.Folder, ["learning_rate"] = learningRate, ["max_learning_rate"] = maximum };
            if (report is not null)
            {
                root["check"] = report.ToJson();
            }

            session.Output.WriteLine(root.ToJsonString(Json.Indented));
            return;
        }

        session.Output.WriteLine(FormattableString.Invariant($"learning rate {learningRate:G6}; the largest stable one of gradient descent is {maximum:G6}"));
        report?.Print(session.Output, verbose);
    }
}
