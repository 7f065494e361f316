using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Cli.Cases;

/// <summary>One array of a replayed run beside its reference.</summary>
/// <param name="Array">Name of the array.</param>
/// <param name="Error">Largest error: relative to each loss, relative to the largest entry of any other array.</param>
/// <param name="Tolerance">Largest error accepted, or null where the precision has no bound for this array.</param>
internal sealed record TrainingReplayCheck(string Array, double Error, double? Tolerance)
{
    /// <summary>Largest relative error of float64 arrays: rounding of 1e-16 an operation through 100 steps, with a factor 1e4 to spare.</summary>
    public const double Float64Tolerance = 1e-9;

    /// <summary>Largest relative error of float32 losses; PyTorch's own float32 runs stay within 7e-7.</summary>
    public const double Float32LossTolerance = 1e-5;

    /// <summary>Largest error of float32 outputs after training, relative to the largest; PyTorch's own stay within 1.4e-6.</summary>
    public const double Float32OutputTolerance = 2e-5;

    /// <summary>Whether the error lies within the tolerance; NaN does not.</summary>
    public bool Passes => Tolerance is null || Error <= Tolerance;

    /// <summary>Compares replayed arrays with those of the case folder.</summary>
    /// <exception cref="FileNotFoundException">The folder lacks an array.</exception>
    /// <exception cref="DataFormatException">A shape differs.</exception>
    public static IReadOnlyList<TrainingReplayCheck> Compare(CaseFile file, IReadOnlyDictionary<string, NpyArray> arrays, Precision precision) =>
        [.. arrays.Select(pair => Compare(pair.Key, pair.Value, file.Array(pair.Key), precision))];

    private static TrainingReplayCheck Compare(string name, NpyArray actual, NpyArray reference, Precision precision)
    {
        if (!actual.Shape.SequenceEqual(reference.Shape))
        {
            throw new DataFormatException(
                $"The reference array {name} has the shape ({string.Join(", ", reference.Shape)}), but ({string.Join(", ", actual.Shape)}) was computed.");
        }

        double? tolerance = (precision, name) switch
        {
            (Precision.Float64, _) => Float64Tolerance,
            (_, "loss") => Float32LossTolerance,
            (_, "outputs_final") => Float32OutputTolerance,
            _ => null,
        };
        double[] computed = actual.ToDoubles(), expected = reference.ToDoubles();
        double largest = expected.Max(Math.Abs);
        double error = computed.Zip(expected, (a, b) => Math.Abs(a - b) / (name == "loss" ? Math.Abs(b) : largest > 0 ? largest : 1)).Aggregate(0.0, Math.Max);
        return new TrainingReplayCheck(name, error, tolerance);
    }
}
