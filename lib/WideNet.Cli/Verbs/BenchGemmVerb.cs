using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Timing;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce bench gemm</c>: products of square matrices.</summary>
internal static class BenchGemmVerb
{
    private static readonly int[] Sizes = [512, 1024, 2048];

    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Option<int?> size = Options.Whole("--size", "Rows and columns; 512, 1024 and 2048 unless given.");
        Option<string> precision = Options.OneOf("--precision", "Arithmetic.", "float32", "float64");
        Option<int?> threads = Options.Whole("--threads", "Threads used at most; one per processor unless given.");
        Option<bool> json = Options.Json();
        var command = new Command(
            "gemm", "Times products of square matrices. OpenBLAS runs beside it in tests/WideNet.Benchmarks: budget gemm.") { size, precision, threads, json };
        command.SetAction(parse =>
        {
            bool isSingle = parse.GetRequiredValue(precision) == "float32";
            int? workers = parse.GetValue(threads);
            double peak = isSingle ? PeakRate.Measure<float>(workers) : PeakRate.Measure<double>(workers);
            ProductTiming[] timings =
            [
                .. (parse.GetValue(size) is int one ? [one] : Sizes).Select(
                    n => isSingle ? ProductTiming.Measure<float>(n, peak, workers) : ProductTiming.Measure<double>(n, peak, workers)),
            ];
            if (parse.GetValue(json))
                session.Output.WriteLine(new JsonArray([.. timings.Select(timing => ToJson(timing, isSingle))]).ToJsonString(Json.Indented));
            else Print(session, timings, isSingle);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(Session session, ProductTiming[] timings, bool isSingle)
    {
        int threads = timings[0].Threads;
        session.Output.WriteLine(
            Invariant($"{(isSingle ? "float32" : "float64")}, {threads} thread{(threads == 1 ? "" : "s")}; measured peak ")
                + Invariant($"{Format(timings[0].PeakOperationsPerSecond * 1e-9)} GFLOP/s"));
        session.Output.WriteLine($"{"size",6}{"ms",10}{"median",10}{"GFLOP/s",10}{"of peak",10}");
        foreach (ProductTiming timing in timings)
        {
            session.Output.WriteLine(
                Invariant($"{timing.Size,6}{Format(timing.Milliseconds[0]),10}{Format(timing.Milliseconds[timing.Milliseconds.Count / 2]),10}")
                    + $"{Format(timing.OperationsPerSecond * 1e-9),10}{Format(100 * timing.PeakFraction) + " %",10}");
        }
    }

    private static JsonObject ToJson(ProductTiming timing, bool isSingle) => new()
    {
        ["size"] = timing.Size,
        ["precision"] = isSingle ? "float32" : "float64",
        ["threads"] = timing.Threads,
        ["milliseconds"] = timing.Milliseconds[0],
        ["milliseconds_median"] = timing.Milliseconds[timing.Milliseconds.Count / 2],
        ["operations_per_second"] = timing.OperationsPerSecond,
        ["peak_operations_per_second"] = timing.PeakOperationsPerSecond,
        ["fraction_of_peak"] = timing.PeakFraction,
    };

    private static string Format(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
