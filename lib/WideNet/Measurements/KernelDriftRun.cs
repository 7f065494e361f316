using WideNet.Kernels;

namespace WideNet.Measurements;

/// <summary>How far training moved the tangent kernel of one network, a row of <see cref="FiniteWidthSweeps.KernelDrift"/>.</summary>
/// <param name="Architecture">FCN, CNN-F or CNN-P.</param>
/// <param name="Width">Units or channels.</param>
/// <param name="Seed">Seed of the network.</param>
/// <param name="RelativeDrift">‖Θ_T - Θ_0‖/‖Θ_0‖ in the Frobenius norm.</param>
/// <param name="LossRatio">Training loss after T steps over that before.</param>
public sealed record KernelDriftRun(Architecture Architecture, int Width, int Seed, double RelativeDrift, double LossRatio);
