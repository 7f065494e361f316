using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>A Gaussian law of outputs on n test inputs: each of the k outputs is independent with its column of the mean and the same covariance.</summary>
/// <param name="Mean">[n, k].</param>
/// <param name="Covariance">[n, n], symmetric.</param>
public sealed record GaussianPrediction(Matrix Mean, Matrix Covariance);
