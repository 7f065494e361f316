using WideNet.Activations;
using WideNet.Data;
using WideNet.Results;

namespace WideNet.Experiments.NearCriticality;

/// <summary>Curves and sequences near criticality as tables, and back. Test: NearCriticalityExperimentTests.</summary>
internal static class NearCriticalityTables
{
    /// <summary>Curves as a table, one row for each network and depth.</summary>
    /// <param name="run">Where they come from.</param>
    /// <param name="curves">The curves.</param>
    public static ResultTable Write(Provenance run, IReadOnlyList<CriticalCurve> curves)
    {
        var table = new ResultTable(
            run,
            ResultColumn.Number("log_chi_1"),
            ResultColumn.Number("weight_variance"),
            ResultColumn.WholeNumber("depth", "layers"),
            ResultColumn.Number("variance"),
            ResultColumn.Number("correlation_gap"),
            ResultColumn.Number("diagonal"),
            ResultColumn.Number("off_diagonal"),
            ResultColumn.Number("condition_number"),
            ResultColumn.Number("nngp_condition_number"),
            ResultColumn.Number("mean_predictor"));
        foreach (CriticalCurve curve in curves)
        {
            DepthCurves c = curve.Curves;
            for (int i = 0; i < c.Depths.Count; i++)
            {
                table.Add(
                    curve.LogChi1, curve.WeightVariance, c.Depths[i], c.Variance[i], c.CorrelationGap[i], c.Diagonal[i], c.OffDiagonal[i], c.ConditionNumber[i], c.NngpConditionNumber[i], c.MeanPredictor[i]);
            }
        }

        return table;
    }

    /// <summary>The curves of a table.</summary>
    /// <param name="table">What <see cref="Write(Provenance, IReadOnlyList{CriticalCurve})"/> gave.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="sizes">Depths and counts.</param>
    /// <exception cref="DataFormatException">The table has other rows.</exception>
    public static IReadOnlyList<CriticalCurve> ReadCurves(ResultTable table, Activation activation, double biasVariance, NearCriticalitySizes sizes) =>
    [
        .. from block in Blocks(table, (2 * sizes.Distances.Count) + 1, sizes.CurveDepths.Count)
           let weightVariance = block("weight_variance")[0]
           select new CriticalCurve(weightVariance, block("log_chi_1")[0], new DepthCurves
           {
               Network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, sizes.CurveDepths[^1]).Description,
               TrainCount = sizes.TrainCount,
               Depths = sizes.CurveDepths,
               Variance = block("variance"),
               CorrelationGap = block("correlation_gap"),
               Diagonal = block("diagonal"),
               OffDiagonal = block("off_diagonal"),
               ConditionNumber = block("condition_number"),
               NngpConditionNumber = block("nngp_condition_number"),
               MeanPredictor = block("mean_predictor"),
           }),
    ];

    /// <summary>Sequences as a table, one row for each x and depth.</summary>
    /// <param name="run">Where they come from.</param>
    /// <param name="sequences">The sequences.</param>
    public static ResultTable Write(Provenance run, IReadOnlyList<ScalingSequence> sequences)
    {
        var table = new ResultTable(
            run, ResultColumn.Number("x"), ResultColumn.WholeNumber("depth", "layers"), ResultColumn.Number("weight_variance"), ResultColumn.Number("condition_number"), ResultColumn.Number("scaled_predictor"));
        foreach (ScalingSequence sequence in sequences)
        {
            for (int i = 0; i < sequence.Depths.Count; i++)
            {
                table.Add(sequence.X, sequence.Depths[i], sequence.WeightVariances[i], sequence.ConditionNumber[i], sequence.ScaledPredictor[i]);
            }
        }

        return table;
    }

    /// <summary>The sequences of a table.</summary>
    /// <param name="table">What <see cref="Write(Provenance, IReadOnlyList{ScalingSequence})"/> gave.</param>
    /// <param name="sizes">Depths and counts.</param>
    /// <exception cref="DataFormatException">The table has other rows.</exception>
    public static IReadOnlyList<ScalingSequence> ReadSequences(ResultTable table, NearCriticalitySizes sizes) =>
    [
        .. from block in Blocks(table, sizes.Scaled.Count, sizes.ScalingDepths.Count)
           select new ScalingSequence
           {
               X = block("x")[0],
               TrainCount = sizes.TrainCount,
               DataLabel = table.Run.Dataset,
               Depths = sizes.ScalingDepths,
               WeightVariances = block("weight_variance"),
               ConditionNumber = block("condition_number"),
               ScaledPredictor = block("scaled_predictor"),
           },
    ];

    // The rows of one network or sequence after another: each block gives its part of a column.
    private static IEnumerable<Func<string, IReadOnlyList<double>>> Blocks(ResultTable table, int count, int depths) => table.Count == count * depths
        ? Enumerable.Range(0, count).Select(i => (Func<string, IReadOnlyList<double>>)(column => [.. table.Numbers(column).Skip(i * depths).Take(depths)]))
        : throw new DataFormatException($"A table of networks near criticality has {table.Count} rows, but {count * depths} were expected; compute it again.");
}
