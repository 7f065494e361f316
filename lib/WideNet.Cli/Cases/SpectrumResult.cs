using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Cli.Cases;

/// <summary>Everything a <see cref="SpectrumCase"/> asks for at one depth.</summary>
/// <param name="Kernel">Kernel of all examples with each other.</param>
/// <param name="Spectrum">Its spectrum.</param>
/// <param name="Prediction">Prediction for the last example from all others, 1×1.</param>
internal sealed record SpectrumResult(GapKernel Kernel, GapSpectrum Spectrum, GapPrediction Prediction)
{
    /// <summary>Computes spectrum and prediction from one kernel.</summary>
    /// <param name="kernel">Train-train kernel of all examples, at least two.</param>
    /// <param name="labels">One label for each example; the last is not used.</param>
    /// <exception cref="ArgumentException">There are fewer than two examples, or not as many labels.</exception>
    public static SpectrumResult Of(GapKernel kernel, IReadOnlyList<double> labels)
    {
        int m = kernel.ScaledNtkGaps.Rows - 1;
        if (labels.Count != m + 1 || m < 1)
        {
            throw new ArgumentException(
                Invariant($"There are {labels.Count} labels for {m + 1} examples; at least two examples are needed, with a label each."), nameof(labels));
        }

        GapKernel train = kernel.Block(0, m, 0, m), test = kernel.Block(m, 1, 0, m);
        GapPrediction prediction = new GapRegression(train).Predict(test, new Matrix(m, 1, [.. labels.Take(m)]));
        return new SpectrumResult(kernel, GapSpectrum.Of(kernel), prediction);
    }
}
