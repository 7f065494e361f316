using System.Text.Json;
using WideNet.Kernels;

namespace WideNet.Cli.Cases;

/// <summary>One computed number of a <see cref="SpectrumCase"/> beside its expected value.</summary>
/// <param name="Key">Key in the file, with an index for a list.</param>
/// <param name="Actual">The number computed.</param>
/// <param name="Expected">The number in the file.</param>
/// <param name="Error">Error, relative to what <paramref name="Tolerance"/> is relative to.</param>
/// <param name="Tolerance">Largest error that passes.</param>
/// <param name="Estimate">Error estimate that came with the number, in the same unit as <paramref name="Error"/>; null where there is none.</param>
internal sealed record SpectrumCheck(string Key, double Actual, double Expected, double Error, double Tolerance, double? Estimate = null)
{
    /// <summary>Whether the number lies within the tolerance; false for NaN.</summary>
    public bool Passed => Error <= Tolerance;

    /// <summary>Compares a result with every value that the file gives at its depth.</summary>
    /// <param name="file">The case.</param>
    /// <param name="result">The result at one of its depths.</param>
    /// <remarks>
    /// Gaps, Θ_aa and mean predictor: 1e-10 relative, the mean predictor 1e-9 where κ - 1 &lt; 1e-3 or λ_bulk/λ_min &gt; 1e6. Eigenvalues: 1e-10 of max(λ,
    /// λ_bulk). κ: max(1e-10, 1e-14 λ_bulk/λ_min), the floor of double precision.
    /// </remarks>
    public static IReadOnlyList<SpectrumCheck> Compare(SpectrumCase file, SpectrumResult result)
    {
        var checks = new List<SpectrumCheck>();
        GapKernel kernel = result.Kernel;
        JsonElement expected = file.Expected(kernel.Depth);
        double[] eigenvalues = expected.TryGetProperty("eigenvalues", out JsonElement list)
            ? [.. list.EnumerateArray().Select(item => file.ToNumber("eigenvalues", item))]
            : [];
        double bulk = eigenvalues.Length > 1 ? eigenvalues[..^1].Average() : double.NaN;
        bool isHard = eigenvalues.Length > 1 && ((eigenvalues[^1] / bulk) - 1 < 1e-3 || bulk / eigenvalues[0] > 1e6);
        double floor = eigenvalues.Length > 1 ? Math.Max(1e-10, 1e-14 * bulk / eigenvalues[0]) : 1e-10;
        double Distance(Func<int, int, double> gap) => (2 * gap(0, 1)) - gap(0, 0) - gap(1, 1);

        foreach (JsonProperty entry in expected.EnumerateObject())
        {
            switch (entry.Name)
            {
                case "q": Relative(entry, kernel.Variance, 1e-10, kernel.CommonError); break;
                case "nngp_gap_01": Relative(entry, kernel.NngpGap(0, 1), 1e-10, kernel.EntryError + kernel.CommonError); break;
                case "ntk_gap_01": Relative(entry, kernel.NtkGap(0, 1), 1e-10, kernel.EntryError + kernel.CommonError); break;
                case "nngp_distance_01": Relative(entry, Distance(kernel.NngpGap), 1e-10, null); break;
                case "ntk_distance_01": Relative(entry, Distance(kernel.NtkGap), 1e-10, null); break;
                case "kappa": Relative(entry, result.Spectrum.ConditionNumberMin, floor, result.Spectrum.ConditionNumberMinError); break;
                case "kappa_bulk": Relative(entry, result.Spectrum.ConditionNumber, 1e-10, result.Spectrum.ConditionNumberError); break;
                case "mean_predictor_last":
                    Relative(
                        entry, result.Prediction.Values[0, 0], isHard ? 1e-9 : 1e-10,
                        result.Prediction.Errors[0, 0] / Math.Abs(result.Prediction.Values[0, 0]));
                    break;
                case "theta_diagonal" when entry.Value.ValueKind == JsonValueKind.Array:
                    checks.AddRange(
                        entry.Value.EnumerateArray().Select((item, a) => Check(Invariant($"theta_diagonal[{a}]"), kernel.DiagonalOf(a),
                            file.ToNumber(entry.Name, item), null, 1e-10, kernel.CommonError)));
                    break;
                case "theta_diagonal": Relative(entry, kernel.Diagonal, 1e-10, kernel.CommonError); break;
                case "eigenvalues":
                    for (int i = 0; i < eigenvalues.Length; i++)
                    {
                        double scale = Math.Max(Math.Abs(eigenvalues[i]), bulk);
                        checks.Add(
                            Check(Invariant($"eigenvalues[{i}]"), result.Spectrum.Eigenvalues[i], eigenvalues[i], scale, 1e-10,
                                result.Spectrum.EigenvalueErrors[i] / scale));
                    }

                    break;
                default: break;
            }
        }

        return checks;

        void Relative(JsonProperty entry, double actual, double tolerance, double? estimate) =>
            checks.Add(Check(entry.Name, actual, file.ToNumber(entry.Name, entry.Value), null, tolerance, estimate));
    }

    private static SpectrumCheck Check(string key, double actual, double expected, double? scale, double tolerance, double? estimate)
    {
        double error = actual == expected ? 0 : Math.Abs(actual - expected) / (scale ?? Math.Abs(expected));
        return new SpectrumCheck(key, actual, expected, error, tolerance, estimate);
    }
}
