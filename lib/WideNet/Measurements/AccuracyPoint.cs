using System.ComponentModel;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Measurements;

/// <summary>What regression with one kernel of one network achieves on test images, three ways, and the size of the mean predictor behind it.</summary>
/// <remarks>
/// A row of the kept tables. Accuracies are NaN where double precision cannot solve the kernel. Tables of earlier runs end with <see cref="Classes"/>:
/// what comes after is then unknown, NaN or <see cref="ImageMarks.None"/>.
/// </remarks>
/// <param name="Kernel"><c>ntk</c>, or <c>nngp</c>: a network whose read-out alone is inferred.</param>
/// <param name="WeightVariance">σ_w².</param>
/// <param name="Depth">Depth l.</param>
/// <param name="MeanPredictor">Accuracy of P Y with the training images as the data come.</param>
/// <param name="Balanced">Accuracy of P Y with equally many training images of each class.</param>
/// <param name="OneNetwork">Expected accuracy of one trained network, f_0 + P(Y - f_0) with f_0 from the NNGP.</param>
/// <param name="PredictorSize">Root mean square of P Y for labels centred on the training set.</param>
/// <param name="ConstantSize">
/// Root mean square of what the mean label adds to P Y: P 1 ȳᵀ, the same for every image up to the size of P 1 and zero for balanced classes.
/// </param>
/// <param name="BalancedImages">Training images with equally many of each class.</param>
/// <param name="Classes">Number of classes k.</param>
public sealed record AccuracyPoint(
    string Kernel,
    double WeightVariance,
    [property: Unit("layers")] int Depth,
    double MeanPredictor,
    double Balanced,
    double OneNetwork,
    double PredictorSize,
    double ConstantSize,
    int BalancedImages,
    int Classes)
{
    /// <summary>λ_max of the train-train kernel.</summary>
    [DefaultValue(double.NaN)]
    public double LargestEigenvalue { get; init; } = double.NaN;

    /// <summary>λ_bulk, the mean of its other eigenvalues.</summary>
    [DefaultValue(double.NaN)]
    public double BulkEigenvalue { get; init; } = double.NaN;

    /// <summary>λ_min, to about m ε λ_max.</summary>
    [DefaultValue(double.NaN)]
    public double SmallestEigenvalue { get; init; } = double.NaN;

    /// <summary>Which test images P Y gets right, as <see cref="ImageMarks"/>.</summary>
    [DefaultValue(ImageMarks.None)]
    public string RightImages { get; init; } = ImageMarks.None;

    /// <summary>The same for <see cref="Balanced"/>.</summary>
    [DefaultValue(ImageMarks.None)]
    public string BalancedRightImages { get; init; } = ImageMarks.None;

    /// <summary>The word of a kernel in the tables.</summary>
    internal static string Word(RegressionKernel kernel) => kernel == RegressionKernel.Ntk ? "ntk" : "nngp";

    /// <summary>This point, without accuracies where λ_min is not above ε λ_max: a factorization of rounding errors may succeed all the same.</summary>
    /// <remarks>Less than <see cref="KernelSpectrum.RoundingError"/> m ε λ_max, which bounds the error and is seldom reached: above ε λ_max the kept
    /// accuracies still follow those of the depths before. Test: AccuracyPointTests.</remarks>
    internal AccuracyPoint WhereResolved() => SmallestEigenvalue <= Math.ScaleB(1, -52) * LargestEigenvalue ? Unresolved() : this;

    /// <summary>This point without accuracies: double precision cannot solve its kernel.</summary>
    internal AccuracyPoint Unresolved() => this with
    {
        MeanPredictor = double.NaN,
        Balanced = double.NaN,
        OneNetwork = double.NaN,
        PredictorSize = double.NaN,
        ConstantSize = double.NaN,
        RightImages = ImageMarks.None,
        BalancedRightImages = ImageMarks.None,
    };
}
