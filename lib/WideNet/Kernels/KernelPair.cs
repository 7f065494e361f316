using WideNet.Numerics;

namespace WideNet.Kernels;

/// <summary>The NNGP and NTK kernel matrices of one network at one depth.</summary>
/// <param name="Depth">Number of nonlinearities L.</param>
/// <param name="Nngp">K, the covariance of the outputs at initialisation, [m1, m2].</param>
/// <param name="Ntk">Θ, the tangent kernel of the layers that the network trains, all unless it says otherwise, [m1, m2].</param>
public sealed record KernelPair(int Depth, Matrix Nngp, Matrix Ntk);
