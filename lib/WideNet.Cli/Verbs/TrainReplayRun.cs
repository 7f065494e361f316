using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce train --case</c>.</summary>
internal sealed class TrainReplayRun(Session session, string folder, Precision precision, int? threads)
{
    public int Execute(string? output, bool check, bool json)
    {
        CaseFile file = CaseFile.Open(folder);
        TrainingReplay replay = TrainingReplay.Read(file, precision, threads);
        IReadOnlyDictionary<string, NpyArray> arrays = replay.Run(session.Cancellation);
        IReadOnlyList<TrainingReplayCheck>? checks = check ? TrainingReplayCheck.Compare(file, arrays, precision) : null;
        if (output is not null)
        {
            foreach ((string name, NpyArray array) in arrays) NpyFile.Write(Path.Combine(output, name + ".npy"), array);
        }

        double[] losses = arrays["loss"].ToDoubles();
        bool passed = checks is null || checks.All(one => one.Passes);
        if (json) PrintJson(file, losses, checks, passed);
        else Print(file, replay, losses, checks, passed);
        return passed ? ExitCode.Success : ExitCode.CheckFailed;
    }

    private string PrecisionName => precision == Precision.Float64 ? "float64" : "float32";

    private void Print(CaseFile file, TrainingReplay replay, double[] losses, IReadOnlyList<TrainingReplayCheck>? checks, bool passed)
    {
        int parameters = replay.Problem.Shape.ParameterCount;
        string loss = losses.Length == 0 ? "no steps" : Invariant($"loss {losses[0]:G6} → {losses[^1]:G6}");
        session.Output.WriteLine(
            Invariant($"{file.Text("architecture")}, {file.Text("activation")}, {parameters:N0} parameters, {losses.Length} steps in ")
                + Invariant($"{PrecisionName}: {loss}"));
        if (checks is null) return;
        foreach (TrainingReplayCheck one in checks)
        {
            string verdict = one.Tolerance is double bound ? $"{(one.Passes ? "ok" : "FAILED")} (at most {Format(bound)})" : "";
            session.Output.WriteLine($"{one.Array,-16} largest error {Format(one.Error)}  {verdict}".TrimEnd());
        }

        session.Output.WriteLine(passed ? "passed" : "FAILED");
    }

    private void PrintJson(CaseFile file, double[] losses, IReadOnlyList<TrainingReplayCheck>? checks, bool passed)
    {
        var root = new JsonObject
        {
            ["case"] = file.Folder,
            ["precision"] = PrecisionName,
            ["steps"] = losses.Length,
            ["loss"] = new JsonArray([.. losses.Select(value => (JsonNode)value)]),
        };
        if (checks is not null)
        {
            var arrays = new JsonObject();
            foreach (TrainingReplayCheck one in checks)
            {
                arrays[one.Array] =
                    new JsonObject { ["max_error"] = double.IsFinite(one.Error) ? one.Error : null, ["tolerance"] = one.Tolerance, ["passed"] = one.Passes };
            }

            root["check"] = new JsonObject { ["passed"] = passed, ["arrays"] = arrays };
        }

        session.Output.WriteLine(root.ToJsonString(Json.Indented));
    }

    private static string Format(double value) => value.ToString("0.0e+00", CultureInfo.InvariantCulture);
}
