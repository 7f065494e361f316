namespace WideNet.Experiments.AccuracyMaps;

/// <summary>What kernel regression with one kernel achieves on test images, three ways, and the size of the mean predictor behind it.</summary>
/// <param name="MeanPredictor">Accuracy of P Y with the training images as the data come.</param>
/// <param name="Balanced">Accuracy of P Y with equally many training images of each class.</param>
/// <param name="OneNetwork">Expected accuracy of one trained network, f_0 + P(Y - f_0) with f_0 from the NNGP.</param>
/// <param name="PredictorSize">Root mean square of P Y for labels centred on the training set.</param>
/// <param name="ConstantSize">Root mean square of what the mean label adds to P Y: P 1 ȳᵀ, the same for every image up to the size of P 1 and zero for balanced classes.</param>
public sealed record KernelAccuracy(double MeanPredictor, double Balanced, double OneNetwork, double PredictorSize, double ConstantSize)
{
    /// <summary>A cell whose kernel double precision cannot solve.</summary>
    public static KernelAccuracy Unresolved { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Which test images P Y gets right, as <see cref="ImageMarks"/>.</summary>
    public string RightImages { get; init; } = ImageMarks.None;

    /// <summary>The same for <see cref="Balanced"/>.</summary>
    public string BalancedRightImages { get; init; } = ImageMarks.None;

    /// <summary>λ_max of the train-train kernel.</summary>
    public double LargestEigenvalue { get; init; } = double.NaN;

    /// <summary>λ_bulk, the mean of its other eigenvalues.</summary>
    public double BulkEigenvalue { get; init; } = double.NaN;

    /// <summary>λ_min, to about m ε λ_max.</summary>
    public double SmallestEigenvalue { get; init; } = double.NaN;

    /// <summary>This cell, without accuracies where λ_min is not above 0: a factorization of rounding errors may succeed all the same.</summary>
    internal KernelAccuracy WhereResolved() => SmallestEigenvalue > 0 || double.IsNaN(SmallestEigenvalue)
        ? this
        : Unresolved with { LargestEigenvalue = LargestEigenvalue, BulkEigenvalue = BulkEigenvalue, SmallestEigenvalue = SmallestEigenvalue };
}
