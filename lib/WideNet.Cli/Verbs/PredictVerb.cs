using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce predict</c>: what an infinitely wide network predicts in the course of its training, from a case folder.</summary>
internal static class PredictVerb
{
    // Of the largest output: kernels agree to 1e-10, and the gradient flow of a kernel of condition number κ adds about κ ε.
    private const double Tolerance = 1e-9;

    private static readonly string[] Arrays =
        ["ntk", "ntk21", "train", "test", "train_inf", "test_inf", "variance", "variance_inf", "nngp_mean", "nngp_variance"];

    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Option<string> folder = Options.Case(
            "Folder with case.json (depth, times, learning_rate), x1.npy and y.npy (training inputs and targets) and x2.npy (test inputs).");
        Option<string?> output = Options.Out(
            "Write ntk.npy (x1 with x1), ntk21.npy (x2 with x1), train.npy and test.npy (one slice per time), train_inf.npy and test_inf.npy here.");
        Option<bool> given = new("--kernels")
        {
            Description = "Take the kernels from ntk.npy and ntk21.npy of the folder in place of computing them; with --variance also nngp.npy, nngp21.npy "
                + "and nngp22.npy.",
        };
        Option<double?> ridge = Options.Number(
            "--ridge", "Ridge in units of the mean diagonal entry of the train-train kernel: descent on loss + ridge/2 |θ - θ_0|²; 0 unless given.");
        Option<bool> variance = new("--variance")
        {
            Description = "Also write variance.npy and variance_inf.npy, of one trained network over its initialisations at each test input, and the mean "
                + "and variance of Bayesian inference, nngp_mean.npy and nngp_variance.npy.",
        };
        Option<bool> check = Options.Check("Compare with the arrays in the case folder; exit code 1 when one is off.");
        Option<bool> verbose = new("--verbose") { Description = "With --check, print the error at every time." };
        Option<bool> json = Options.Json();
        var command = new Command(
            "predict", "Predicts with the NTK: gradient flow from f_0 = 0 on the loss ½ mean (f - y)² at the case's times and at infinity.")
        {
            folder, output, given, ridge, variance, check, verbose, json,
        };
        Options.KeepAnswers(command, folder, output, Arrays);
        command.SetAction(parse =>
        {
            CaseFile file = CaseFile.Open(parse.GetRequiredValue(folder));
            var prediction = new CasePrediction(session, file, parse.GetValue(ridge) ?? 0, parse.GetValue(given), parse.GetValue(variance));
            return Execute(session, file, prediction, parse.GetValue(output), parse.GetValue(check), parse.GetValue(verbose), parse.GetValue(json));
        });
        return command;
    }

    private static int Execute(Session session, CaseFile file, CasePrediction prediction, string? folder, bool check, bool verbose, bool json)
    {
        IReadOnlyList<PredictedArray> arrays = prediction.Compute();
        CheckReport? report = check ? Compare(file, prediction, arrays) : null;
        if (folder is not null)
        {
            foreach (PredictedArray array in arrays)
            {
                session.Cancellation.ThrowIfCancellationRequested();
                NpyFile.Write(Path.Combine(folder, array.Name + ".npy"), array.IsOne ? NpyArray.From(array.Matrices[0]) : NpyArray.Stack(array.Matrices));
            }
        }

        if (prediction.Undetermined is { } reason)
        {
            session.Error.WriteLine($"reproduce: the limits at t = ∞ are left out, for they are not determined: {Failure.OneLine(reason)}");
        }

        if (prediction.WithoutPosterior is { } singular)
        {
            session.Notice($"nngp_mean and nngp_variance are left out, for the NNGP kernel is singular: {Failure.OneLine(singular)}");
        }

        Print(session, file, prediction, report, verbose, json);
        return report is null or { Passed: true } ? ExitCode.Success : ExitCode.CheckFailed;
    }

    private static CheckReport Compare(CaseFile file, CasePrediction prediction, IEnumerable<PredictedArray> arrays)
    {
        if ((prediction.Undetermined ?? prediction.WithoutPosterior) is { } reason) throw new NumericalException(reason);
        var report = new CheckReport(Tolerance, "time", [.. prediction.Times.Select(time => time.ToString("R", CultureInfo.InvariantCulture))]);
        foreach (PredictedArray array in arrays)
        {
            report.Add(array.Name, ArrayError.Compare(array.Name, array.Matrices, file.Array(array.Name)));
        }

        return report;
    }

    private static void Print(Session session, CaseFile file, CasePrediction prediction, CheckReport? report, bool verbose, bool json)
    {
        if (json)
        {
            var root = new JsonObject
            {
                ["case"] = file.Folder,
                ["learning_rate"] = prediction.LearningRate,
                ["max_learning_rate"] = double.IsFinite(prediction.MaximumLearningRate) ? prediction.MaximumLearningRate : null,
            };
            if (report is not null)
            {
                root["check"] = report.ToJson();
            }

            session.Output.WriteLine(root.ToJsonString(Json.Indented));
            return;
        }

        string largest = double.IsFinite(prediction.MaximumLearningRate)
            ? Invariant($"the largest stable one of gradient descent is {prediction.MaximumLearningRate:G6}")
            : "every one is stable, for the kernel is zero";
        session.Output.WriteLine(Invariant($"learning rate {prediction.LearningRate:G6}; {largest}"));
        report?.Print(session.Output, verbose);
    }
}
