namespace WideNet.Experiments.TrainingTime;

/// <summary>How far training has come at one time.</summary>
/// <param name="Train">Accuracy on the training images.</param>
/// <param name="Test">Accuracy of the mean predictor on the test images, classes as the data have them.</param>
/// <param name="Residual">‖f_t(X) - Y‖/‖Y‖ on the training images, 1 at t = 0.</param>
public sealed record TrainingScore(double Train, double Test, double Residual);
