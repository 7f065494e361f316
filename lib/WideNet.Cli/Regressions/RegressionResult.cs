using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Cli.Regressions;

/// <summary>Kernel regressions of all kernels and depths asked for.</summary>
/// <param name="Rows">One row for each kernel and depth, depths of a kernel in order.</param>
/// <param name="Predictions">f on the test images [n, k] for each row; NaN where it could not be solved.</param>
internal sealed record RegressionResult(IReadOnlyList<RegressionRow> Rows, IReadOnlyList<Matrix> Predictions)
{
    /// <summary>The predictions of one kernel at all depths, in order.</summary>
    public IReadOnlyList<Matrix> PredictionsOf(RegressionKernel kernel) => [.. Predictions.Where((_, i) => Rows[i].Kernel == kernel)];
}
