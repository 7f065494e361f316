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

/// <summary>What the mean predictor of one kernel at one depth achieves on the test images.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Depth">Number of nonlinearities l.</param>
/// <param name="Accuracy">Fraction of test images whose largest output is that of their class; NaN if the kernel could not be solved.</param>
/// <param name="StandardError">Half the 68 % Wilson interval of the accuracy, <see cref="Spectra.TrainedNetworkAccuracy.StandardError"/>.</param>
/// <param name="MeanSquaredError">Mean over test images and outputs of (f - y)², with labels y one-hot minus 1/k.</param>
/// <param name="Failure">Why the kernel could not be solved, or null.</param>
/// <param name="ConditionNumber">λ_max/λ_min of the train-train kernel, infinite where λ_min is not above its rounding error, or null where it was not asked
/// for.</param>
internal sealed record RegressionRow(
    RegressionKernel Kernel, int Depth, double Accuracy, double StandardError, double MeanSquaredError, string? Failure, double? ConditionNumber = null);
