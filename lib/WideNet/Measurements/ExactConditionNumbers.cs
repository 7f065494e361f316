using System.Globalization;
using System.Text.Json;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Measurements;

/// <summary>Condition numbers of one fully-connected network in 400-digit arithmetic, from <c>data/high-precision/condition-numbers.json</c>.</summary>
public sealed record ExactConditionNumbers
{
    private const string FileName = "condition-numbers.json";

    private ExactConditionNumbers()
    {
    }

    /// <summary>The network; its depth is the last one, its filters have one tap if it is read as a convolutional network.</summary>
    public required NetworkDescription Network { get; init; }

    /// <summary>Inputs of entries ±1, so that x·x/n = 1 in any arithmetic.</summary>
    public required InputBatch Inputs { get; init; }

    /// <summary>Depths, increasing.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>κ = λ_max/λ_bulk at each depth, rounded to double.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Relative errors of computed condition numbers; 1, not a digit, at most and for those that are not positive numbers.</summary>
    /// <param name="found">κ at each depth.</param>
    public double[] Errors(IEnumerable<double> found) => [.. found.Zip(Values, (kappa, exact) =>
        double.IsFinite(kappa) && kappa > 0 ? Math.Min(1, Math.Abs((kappa / exact) - 1)) : 1)];

    /// <summary>What the repository's data folder holds, an ordered smooth network first and an ordered one with a kink behind it.</summary>
    /// <exception cref="DatasetMissingException">The working folder is not inside the repository, or the file is missing.</exception>
    public static IReadOnlyList<ExactConditionNumbers> Load()
    {
        string path = Path.Combine(DataEnvironment.Current().DataFolder ?? "data", "high-precision", FileName);
        if (!File.Exists(path))
        {
            throw new DatasetMissingException(
                $"The high-precision condition numbers were not found at {path}; run inside the repository, which carries them.");
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        double[][] rows = [.. document.RootElement.GetProperty("x").EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray())];
        var inputs = new InputBatch(rows.Length, 1, 1, rows[0].Length, [.. rows.SelectMany(row => row)]);
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(item => Read(item, inputs))];
    }

    private static ExactConditionNumbers Read(JsonElement item, InputBatch inputs)
    {
        SortedDictionary<int, double> values = [];
        foreach (JsonProperty entry in item.GetProperty("kappa_bulk").EnumerateObject())
        {
            values.Add(int.Parse(entry.Name, CultureInfo.InvariantCulture), Number(entry.Value));
        }

        return new ExactConditionNumbers
        {
            Network = new NetworkDescription
            {
                Architecture = Architecture.FullyConnected,
                Activation = ActivationCatalog.Parse(item.GetProperty("activation").GetString()!),
                Depth = values.Keys.Last(),
                WeightVariance = Number(item.GetProperty("weight_variance")),
                BiasVariance = Number(item.GetProperty("bias_variance")),
                ReadInWeightVariance = 1,
                ReadInBiasVariance = 0,
                FilterHeight = 1,
                FilterWidth = 1,
            },
            Inputs = inputs,
            Depths = [.. values.Keys],
            Values = [.. values.Values],
        };
    }

    private static double Number(JsonElement value) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture);
}
