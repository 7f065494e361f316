namespace WideNet.Experiments.AccuracyMaps;

/// <summary>What kernel regression with one kernel achieves on test images, three ways, and the size of the mean predictor behind it.</summary>
/// <param name="MeanPredictor">Accuracy of P Y with the training images as the data come.</param>
/// <param name="Balanced">Accuracy of P Y with equally many training images of each class.</param>
/// <param name="OneNetwork">Expected accuracy of one trained network, f_0 + P(Y - f_0) with f_0 from the NNGP.</param>
/// <param name="PredictorSize">Root mean square of P Y for labels centred on the training set.</param>
public sealed record KernelAccuracy(double MeanPredictor, double Balanced, double OneNetwork, double PredictorSize)
{
    /// <summary>A cell whose kernel double precision cannot solve.</summary>
    public static KernelAccuracy Unresolved { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);
}
