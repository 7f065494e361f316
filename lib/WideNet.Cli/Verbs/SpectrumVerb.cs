using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Cases;
using WideNet.Kernels;
using WideNet.Spectra;
using static WideNet.Cli.Json;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce spectrum</c>: gaps, eigenvalues, κ and mean predictor of a case file at all its depths.</summary>
internal static class SpectrumVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        var file = new Option<string>("--case")
        {
            Description = "JSON file with network, inputs of one norm, labels and depths, as in tests/reference/high-precision.",
            HelpName = "FILE",
            Required = true,
        };
        Option<bool> check = Options.Check("Compare with the values in the file; exit code 1 when one is off.");
        Option<bool> json = Options.Json();
        var command = new Command(
            "spectrum", "Computes gaps, eigenvalues, condition numbers and the mean predictor of a case file at any depth; all but the gaps carry an "
                + "error estimate.") { file, check, json };
        command.SetAction(parse =>
        {
            var input = SpectrumCase.Read(parse.GetRequiredValue(file));
            return new Run(session, input).Execute(parse.GetValue(check), parse.GetValue(json));
        });
        return command;
    }

    private sealed class Run(Session session, SpectrumCase input)
    {
        public int Execute(bool check, bool json)
        {
            IReadOnlyList<GapKernel> kernels = session.WithProgress(
                "kernels", p => input.Kernels(new KernelOptions { Cancellation = session.Cancellation, Progress = p }));
            IReadOnlyList<double> labels = input.Labels;
            SpectrumResult[] results = [.. kernels.Select(kernel => SpectrumResult.Of(kernel, labels))];
            IReadOnlyList<SpectrumCheck>[] checks = check ? [.. results.Select(result => SpectrumCheck.Compare(input, result))] : [];
            bool passed = checks.All(list => list.All(item => item.Passed));
            if (json)
            {
                session.Output.WriteLine(ToJson(results, checks, check, passed).ToJsonString(Json.Indented));
            }
            else
            {
                Print(results, checks, check, passed);
            }

            return passed ? ExitCode.Success : ExitCode.CheckFailed;
        }

        private void Print(SpectrumResult[] results, IReadOnlyList<SpectrumCheck>[] checks, bool check, bool passed)
        {
            NetworkDescription network = input.Network();
            session.Output.WriteLine(
                Invariant($"{network.Architecture}, {network.Activation}, weight variance {network.WeightVariance}, bias variance ")
                    + Invariant($"{network.BiasVariance}, {results[0].Kernel.ScaledNtkGaps.Rows} inputs"));
            session.Output.WriteLine(
                "depth            q         Θ_aa       q-K_01   Θ_aa-Θ_01        λ_min       λ_bulk        λ_max   λ_max/λ_min  (error)  route    P(Θ)Y "
                    + "last  (error)");
            for (int i = 0; i < results.Length; i++)
            {
                (GapKernel k, GapSpectrum s, GapPrediction p) = (results[i].Kernel, results[i].Spectrum, results[i].Prediction);
                IReadOnlyList<double> values = s.Eigenvalues;
                session.Output.WriteLine(
                    Invariant($"{k.Depth,5} {k.Variance,12:G7} {k.DiagonalOf(0),12:G7} {k.NngpGap(0, 1),12:G6} {k.NtkGap(0, 1),11:G6} ")
                        + Invariant($"{values[0],12:G6} {values.SkipLast(1).Average(),12:G6} {values[^1],12:G6} {s.ConditionNumberMin,13:G7}  ")
                        + Invariant($"{s.ConditionNumberMinError:0.0e+00}  {s.Route,-7} {p.Values[0, 0],12:G8}  {p.Errors[0, 0]:0.0e+00}"));
            }

            if (!check)
            {
                return;
            }

            for (int i = 0; i < results.Length; i++)
            {
                SpectrumCheck worst = checks[i].MaxBy(item => double.IsNaN(item.Error) ? double.PositiveInfinity : item.Error / item.Tolerance)!;
                string verdict = checks[i].All(item => item.Passed) ? "ok" : "FAILED";
                session.Output.WriteLine(
                    Invariant($"depth {results[i].Kernel.Depth}: {checks[i].Count} values, nearest to its tolerance {worst.Key}: error ")
                        + Invariant($"{worst.Error:0.0e+00} of {worst.Tolerance:0.0e+00}  {verdict}"));
            }

            session.Output.WriteLine(passed ? "passed" : "FAILED");
        }

        private JsonObject ToJson(SpectrumResult[] results, IReadOnlyList<SpectrumCheck>[] checks, bool check, bool passed)
        {
            var depths = new JsonObject();
            bool hasOneDiagonal = input.Network().Architecture == Architecture.FullyConnected && results.All(result => result.Kernel.Rows is null);
            foreach (SpectrumResult result in results)
            {
                depths[result.Kernel.Depth.ToString(CultureInfo.InvariantCulture)] = ToJson(result, hasOneDiagonal);
            }

            var root = new JsonObject { ["depths"] = depths };
            if (check)
            {
                root["check"] = new JsonObject
                {
                    ["passed"] = passed,
                    ["largest_error_over_tolerance"] = Finite(checks.SelectMany(list => list).Max(item => item.Error / item.Tolerance)),
                    ["failed"] = new JsonArray(
                        [.. results.Zip(checks).SelectMany(pair =>
                            pair.Second.Where(item => !item.Passed).Select(item => (JsonNode)Invariant($"depth {pair.First.Kernel.Depth}: {item.Key}")))]),
                };
            }

            return root;
        }

        // The keys of the case files, then what this program knows beyond them.
        private static JsonObject ToJson(SpectrumResult result, bool hasOneDiagonal)
        {
            (GapKernel k, GapSpectrum s) = (result.Kernel, result.Spectrum);
            double Distance(Func<int, int, double> gap) => (2 * gap(0, 1)) - gap(0, 0) - gap(1, 1);
            int count = k.ScaledNtkGaps.Rows;
            return new JsonObject
            {
                ["q"] = Finite(k.Variance),
                ["theta_diagonal"] = hasOneDiagonal ? Finite(k.Diagonal) : new JsonArray([.. Enumerable.Range(0, count).Select(a => Finite(k.DiagonalOf(a)))]),
                [hasOneDiagonal ? "nngp_gap_01" : "nngp_distance_01"] = Finite(hasOneDiagonal ? k.NngpGap(0, 1) : Distance(k.NngpGap)),
                [hasOneDiagonal ? "ntk_gap_01" : "ntk_distance_01"] = Finite(hasOneDiagonal ? k.NtkGap(0, 1) : Distance(k.NtkGap)),
                ["eigenvalues"] = new JsonArray([.. s.Eigenvalues.Select(value => Finite(value))]),
                ["kappa"] = Finite(s.ConditionNumberMin),
                ["kappa_bulk"] = Finite(s.ConditionNumber),
                ["mean_predictor_last"] = Finite(result.Prediction.Values[0, 0]),
                ["eigenvalue_errors"] = new JsonArray([.. s.EigenvalueErrors.Select(value => Finite(value))]),
                ["kappa_relative_error"] = Finite(s.ConditionNumberMinError),
                ["kappa_bulk_relative_error"] = Finite(s.ConditionNumberError),
                ["mean_predictor_error"] = Finite(result.Prediction.Errors[0, 0]),
                ["log10_kappa"] = Finite(s.Log10ConditionNumberMin),
                ["log_theta_diagonal"] = Finite(k.LogDiagonal),
                ["spectrum_route"] = s.Route.ToString(),
                ["predictor_route"] = result.Prediction.Route.ToString(),
            };
        }
    }
}
