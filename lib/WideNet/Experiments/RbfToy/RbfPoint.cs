namespace WideNet.Experiments.RbfToy;

/// <summary>RBF regression at one bandwidth.</summary>
/// <param name="Bandwidth">h.</param>
/// <param name="ConditionExcess">κ - 1, κ = λ_max/λ_bulk, without cancellation for small h.</param>
/// <param name="Predictor">Root mean square of P(K)Y over test images and outputs.</param>
/// <param name="LargestOutput">Largest |P(K)Y|.</param>
/// <param name="FlatDistance">Largest |P(K)Y - f| with f the limit h → ∞.</param>
/// <param name="Mean">Test accuracy of P(K)Y.</param>
/// <param name="OneNetwork">Expected test accuracy of one draw f_0 + P(K)(Y - f_0) with f_0 a Gaussian process of kernel K.</param>
/// <param name="NearestShare">Share of test images that are answered as the nearest training image is labelled.</param>
public sealed record RbfPoint(
    double Bandwidth, double ConditionExcess, double Predictor, double LargestOutput, double FlatDistance, double Mean, double OneNetwork, double NearestShare);
