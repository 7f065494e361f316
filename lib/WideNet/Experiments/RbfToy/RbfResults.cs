namespace WideNet.Experiments.RbfToy;

/// <summary>RBF regression of one set of images with where it comes from.</summary>
/// <param name="Run">Where it comes from.</param>
/// <param name="Scales">Distances that the laws need.</param>
/// <param name="Curve">All bandwidths of the figure, increasing.</param>
/// <param name="Small">The two of <see cref="RbfScales.SmallBandwidths"/>.</param>
/// <param name="Nearest"><see cref="RbfScales.NearestBandwidth"/>.</param>
/// <param name="Large">Those of <see cref="RbfScales.LargeBandwidths"/>.</param>
public sealed record RbfResults(Provenance Run, RbfScales Scales, IReadOnlyList<RbfPoint> Curve, IReadOnlyList<RbfPoint> Small, RbfPoint Nearest, IReadOnlyList<RbfPoint> Large);
