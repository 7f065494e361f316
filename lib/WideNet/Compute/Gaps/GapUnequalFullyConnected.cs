using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.Gaps;

/// <summary>The gap recursion of a fully-connected network on inputs of unequal norm (Erf and the ReLU family).</summary>
/// <remarks>
/// For each pair: D = K_aa + K_bb - 2K_ab, e = K_aa - K_bb, E = 4(K_aa K_bb - K_ab²), f = Θ_aa - Θ_bb, H = Θ_aa + Θ_bb - 2Θ_ab and Θ_ab, with
/// D' = σ_w²(T_aa + T_bb - 2T_ab), E' = 4σ_w⁴(T_aa T_bb - T_ab²) + 4σ_w²σ_b²(T_aa + T_bb - 2T_ab) and
/// H' = D' + σ_w²[Ṫ_ab H + ((Ṫ_aa + Ṫ_bb)/2 - Ṫ_ab)(p_a + p_b) + (Ṫ_aa - Ṫ_bb)f/2]: terms of first order in e do not occur.
/// The results are δ = D/2 and g = H/2 with the offsets of single examples beside them. Reference: the first example of the columns.
/// 1e-10 against 400-digit values (SpectrumCaseTests).
/// </remarks>
internal static class GapUnequalFullyConnected
{
    /// <summary>The kernels at all requested depths.</summary>
    /// <exception cref="ArgumentException">The activation has no formula for unequal variances, or the norms cannot be used.</exception>
    public static GapKernel[] Compute(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2, KernelOptions options) =>
        network.Activation switch
        {
            Erf => Compute(new GapUnequalErf(), network, depths, x1, x2, options),
            ReluFamily relu => Compute(new GapUnequalRelu(relu.NegativeSlope, relu.PositiveSlope), network, depths, x1, x2, options),
            _ => throw new ArgumentException(
                $"The inputs have unequal norms, for which gaps know erf and the ReLU family only, but the activation is {network.Activation.Name}; "
                    + "scale every example to the same x·x/n, or use InfiniteNetwork.Kernels."),
        };

    /// <summary>Whether <see cref="Compute(NetworkDescription, IReadOnlyList{int}, InputBatch, InputBatch, KernelOptions)"/> knows the activation.</summary>
    public static bool Knows(Activation activation) => activation is Erf or ReluFamily;

    private static GapKernel[] Compute<TFormula>(
        TFormula formula, NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2, KernelOptions options)
        where TFormula : struct, IGapUnequalFormula
    {
        var inputs = new GapUnequalInputs(x1, x2 ?? x1);
        var plan = new GapPlan(network, depths, inputs.ColumnSquares[0]);
        var reference = GapUnequalExamples.Run(network, plan, formula, [inputs.ColumnSquares[0]], [0.0], null);
        double[] columnDifferences = [.. Enumerable.Range(0, inputs.ColumnSquares.Length).Select(b => inputs.ColumnWithReference(b).Difference)];
        double[] rowDifferences = x2 is null
            ? columnDifferences
            : [.. Enumerable.Range(0, inputs.RowSquares.Length).Select(a => inputs.RowWithReference(a).Difference)];
        var columns = GapUnequalExamples.Run(network, plan, formula, inputs.ColumnSquares, columnDifferences, reference);
        GapUnequalExamples rows = x2 is null ? columns : GapUnequalExamples.Run(network, plan, formula, inputs.RowSquares, rowDifferences, reference);
        GapKernel[] results =
        [
            .. plan.Readouts.Select((readout, i) => readout.CreateKernel(rows.Count, columns.Count, x2 is null) with
            {
                Rows = new GapOffsets(rows.Offsets[i].Nngp, rows.Offsets[i].Ntk),
                Columns = new GapOffsets(columns.Offsets[i].Nngp, columns.Offsets[i].Ntk),
            }),
        ];
        int done = 0;
        ParallelTiles.For(
            rows.Count,
            options.MaxThreads,
            a =>
            {
                new GapUnequalRow<TFormula>(formula, network, plan, rows, columns, a, x2 is null ? a : columns.Count).Compute(inputs, results);
                options.Progress?.Report((double)Interlocked.Increment(ref done) / rows.Count);
            },
            options.Cancellation);
        return results;
    }
}
