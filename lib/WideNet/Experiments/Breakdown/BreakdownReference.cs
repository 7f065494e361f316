using System.Globalization;
using System.Text.Json;
using WideNet.Activations;
using WideNet.Data;

namespace WideNet.Experiments.Breakdown;

/// <summary>Condition numbers of one fully-connected network in 400-digit arithmetic, from <c>data/high-precision/condition-numbers.json</c>.</summary>
public sealed record BreakdownReference
{
    private const string FileName = "condition-numbers.json";

    private BreakdownReference()
    {
    }

    /// <summary>The nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_w².</summary>
    public required double WeightVariance { get; init; }

    /// <summary>σ_b².</summary>
    public required double BiasVariance { get; init; }

    /// <summary>Inputs of entries ±1, so that x·x/n = 1 in any arithmetic.</summary>
    public required InputBatch Inputs { get; init; }

    /// <summary>Depths, increasing.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>κ = λ_max/λ_bulk at each depth, rounded to double.</summary>
    public required IReadOnlyList<double> ConditionNumbers { get; init; }

    /// <summary>The references in the repository's data folder.</summary>
    /// <exception cref="DatasetMissingException">The working folder is not inside the repository, or the file is missing.</exception>
    public static IReadOnlyList<BreakdownReference> Load()
    {
        string? folder = DataEnvironment.Current().DataFolder;
        string path = Path.Combine(folder ?? "data", "high-precision", FileName);
        if (!File.Exists(path))
        {
            throw new DatasetMissingException($"The high-precision condition numbers were not found at {path}; run inside the repository, which carries them.");
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        double[][] rows = [.. document.RootElement.GetProperty("x").EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())];
        var inputs = new InputBatch(rows.Length, 1, 1, rows[0].Length, [.. rows.SelectMany(row => row)]);
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(item => Read(item, inputs))];
    }

    private static BreakdownReference Read(JsonElement item, InputBatch inputs)
    {
        (int Depth, double Kappa)[] values =
            [.. item.GetProperty("kappa_bulk").EnumerateObject().Select(entry => (int.Parse(entry.Name, CultureInfo.InvariantCulture), Number(entry.Value))).OrderBy(entry => entry.Item1)];
        return new BreakdownReference
        {
            Activation = ActivationCatalog.Parse(item.GetProperty("activation").GetString()!),
            WeightVariance = Number(item.GetProperty("weight_variance")),
            BiasVariance = Number(item.GetProperty("bias_variance")),
            Inputs = inputs,
            Depths = [.. values.Select(value => value.Depth)],
            ConditionNumbers = [.. values.Select(value => value.Kappa)],
        };
    }

    private static double Number(JsonElement value) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture);
}
