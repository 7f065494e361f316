using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Cases;
using static WideNet.Cli.Json;

namespace WideNet.Cli;

/// <summary>Computed arrays beside reference arrays: the largest error of each, and whether all lie within a tolerance.</summary>
/// <param name="tolerance">Largest max |error| / max |entry| of a slice that passes.</param>
/// <param name="sliceName">What a slice is, such as <c>depth</c>.</param>
/// <param name="slices">Name of each slice, such as the depths.</param>
internal sealed class CheckReport(double tolerance, string sliceName, IReadOnlyList<string> slices)
{
    private readonly List<(string Name, ArrayError Error)> _arrays = [];

    /// <summary>Whether every slice of every array lies within the tolerance.</summary>
    public bool Passed => _arrays.All(array => array.Error.IsWithin(tolerance));

    /// <summary>Adds an array.</summary>
    public void Add(string name, ArrayError error) => _arrays.Add((name, error));

    /// <summary>Prints one line per array, and one per slice when asked for.</summary>
    /// <param name="output">Where to print.</param>
    /// <param name="verbose">Whether to print every slice.</param>
    public void Print(TextWriter output, bool verbose)
    {
        foreach ((string name, ArrayError error) in _arrays)
        {
            string where = error.BySlice.Count > 1 ? $" ({sliceName} {slices[error.WorstSlice]})" : "";
            output.WriteLine($"{name,-9} largest error {Format(error.Largest)}{where}  {(error.IsWithin(tolerance) ? "ok" : "FAILED")}");
            for (int i = 0; verbose && error.BySlice.Count > 1 && i < error.BySlice.Count; i++)
            {
                output.WriteLine($"          {sliceName} {slices[i],-8} {Format(error.BySlice[i])}");
            }
        }

        output.WriteLine($"{(Passed ? "passed" : "FAILED")}: max |error| / max |entry| must be at most {Format(tolerance)}");
    }

    /// <summary>The same as JSON: tolerance, passed, and for each array its errors.</summary>
    public JsonObject ToJson()
    {
        var arrays = new JsonObject();
        foreach ((string name, ArrayError error) in _arrays)
        {
            arrays[name] = new JsonObject
            {
                ["max_error"] = Finite(error.Largest),
                ["max_errors"] = new JsonArray([.. error.BySlice.Select(value => Finite(value))]),
            };
        }

        return new JsonObject { ["tolerance"] = tolerance, ["passed"] = Passed, ["arrays"] = arrays };
    }

    // JSON has no NaN.
    private static string Format(double value) => value.ToString("0.0e+00", CultureInfo.InvariantCulture);
}
