using WideNet.Kernels;

namespace WideNet.Measurements;

/// <summary>How far the tangent kernel of one untrained network is from the analytic one, a row of <see cref="FiniteWidthSweeps.KernelErrors"/>.</summary>
/// <param name="Architecture">FCN, CNN-F or CNN-P.</param>
/// <param name="Width">Units or channels.</param>
/// <param name="Seed">Seed of the network.</param>
/// <param name="RelativeError">‖Θ_emp - Θ‖/‖Θ‖ in the Frobenius norm.</param>
public sealed record KernelError(Architecture Architecture, int Width, int Seed, double RelativeError);
