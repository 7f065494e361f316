using WideNet.Compute.Convolution;
using WideNet.Compute.FullyConnected;
using WideNet.Data;

namespace WideNet.Kernels;

/// <summary>Kernels of infinitely wide networks: the covariance K (NNGP) and the tangent kernel Θ (NTK) of one <see cref="NetworkDescription"/>.</summary>
/// <remarks>
/// Recursion (NTK parameterisation, variances, depth l counts nonlinearities): K⁰ = x_a·x_b/n; read-in K = σ_w² K⁰ + σ_b², Θ = K;
/// every layer K' = σ_w² T(K) + σ_b², Θ' = K' + σ_w² Ṫ(K)∘Θ (a layer that is not trained adds no K of its own to Θ), with a convolution's average over taps
/// where there is one (Jacot et al. 2018; Xiao et al. 2020, equations for FCN, CNN-F and CNN-P); residual and layer-normalised FCNs by the rules of
/// <see cref="HiddenBlock"/>. Train-train kernels come out exactly symmetric. Their diagonal is
/// propagated once, as scalars, and the other entries use those same variances, so Θ_aa follows χ_1^l in deep chaos.
/// Accuracy: 1e-10 of the largest entry of a depth against every reference case (InfiniteNetworkOracleTests).
/// </remarks>
public static class InfiniteNetwork
{
    /// <summary>Train-train kernels at <see cref="NetworkDescription.Depth"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">Inputs, m examples.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <returns>K and Θ, [m, m], exactly symmetric; dropout applies.</returns>
    /// <exception cref="ArgumentException">There are no inputs, or they do not fit the architecture.</exception>
    /// <exception cref="KernelOverflowException">An entry left the range of double.</exception>
    public static KernelPair Kernel(NetworkDescription network, InputBatch x, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Kernels(network, [network.Depth], x, options)[0];
    }

    /// <summary>Test-train kernels at <see cref="NetworkDescription.Depth"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x1">Inputs of the rows, m1 examples.</param>
    /// <param name="x2">Inputs of the columns, m2 examples of the same size.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <returns>K and Θ, [m1, m2]; dropout never applies, not even to an example that is in both sets.</returns>
    /// <exception cref="ArgumentException">There are no inputs, they differ in size, or they do not fit the architecture.</exception>
    /// <exception cref="KernelOverflowException">A diagonal entry left the range of double.</exception>
    public static KernelPair Kernel(NetworkDescription network, InputBatch x1, InputBatch x2, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Kernels(network, [network.Depth], x1, x2, options)[0];
    }

    /// <summary>Train-train kernels at several depths from one sweep.</summary>
    /// <param name="network">The network; its <see cref="NetworkDescription.Depth"/> is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing. The cost is that of the last one.</param>
    /// <param name="x">Inputs, m examples.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <returns>One pair [m, m] for each depth, in order.</returns>
    /// <exception cref="ArgumentException">The depths or inputs are not as described, or the inputs do not fit the architecture.</exception>
    /// <exception cref="KernelOverflowException">An entry left the range of double.</exception>
    public static IReadOnlyList<KernelPair> Kernels(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Compute(network, depths, x, null, options);
    }

    /// <summary>Test-train kernels at several depths from one sweep.</summary>
    /// <param name="network">The network; its <see cref="NetworkDescription.Depth"/> is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing. The cost is that of the last one.</param>
    /// <param name="x1">Inputs of the rows, m1 examples.</param>
    /// <param name="x2">Inputs of the columns, m2 examples of the same size.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <returns>One pair [m1, m2] for each depth, in order.</returns>
    /// <exception cref="ArgumentException">The depths or inputs are not as described, or the inputs do not fit the architecture.</exception>
    /// <exception cref="KernelOverflowException">A diagonal entry left the range of double.</exception>
    public static IReadOnlyList<KernelPair> Kernels(
        NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch x2, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(x1);
        ArgumentNullException.ThrowIfNull(x2);
        return Compute(network, depths, x1, x2, options);
    }

    /// <summary>Checks what does not depend on where a kernel is computed: depths, counts, blocks that the architecture has, room for the results.</summary>
    internal static void Validate(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2, bool holdsResults = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        ValidateDepths(depths);
        ValidateCount(x1, x2 is null ? "x" : nameof(x1));
        if (x2 is not null)
        {
            ValidateCount(x2, nameof(x2));
        }

        if (network.Architecture != Architecture.FullyConnected)
        {
            network.RequirePlain($"{network.Architecture}", $"use {nameof(Architecture.FullyConnected)} or {nameof(HiddenBlock.Plain)}");
        }

        if (depths[0] == 1 && !network.TrainsReadIn && !network.TrainsReadOut)
        {
            throw new ArgumentException(
                "At depth 1 there are a first and a last layer only, and neither is trained, so Θ is 0; ask for depths from 2, or train one of them.",
                nameof(network));
        }

        if (holdsResults) KernelRoom.RequireMemory(x1.Count, (x2 ?? x1).Count, depths.Count);
    }

    private static KernelPair[] Compute(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2, KernelOptions? options)
    {
        options ??= new KernelOptions();
        Validate(network, depths, x1, x2, options.Stripes is null);
        return network.Architecture switch
        {
            Architecture.FullyConnected => FullyConnectedKernel.Compute(network, depths, x1, x2, options),
            Architecture.ConvolutionalFlatten or Architecture.ConvolutionalPool => ConvolutionalKernel.Compute(network, depths, x1, x2, options),
            _ => throw new ArgumentException($"{network.Architecture} is not an architecture.", nameof(network)),
        };
    }

    /// <summary>Checks a list of depths.</summary>
    /// <param name="depths">Each at least 1, strictly increasing.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal static void ValidateDepths(IReadOnlyList<int> depths)
    {
        ArgumentNullException.ThrowIfNull(depths);
        if (depths.Count == 0)
        {
            throw new ArgumentException("No depth is asked for; give at least one.", nameof(depths));
        }

        for (int i = 0; i < depths.Count; i++)
        {
            int previous = i == 0 ? 0 : depths[i - 1];
            if (depths[i] <= previous)
            {
                string rule = i == 0 ? "depths count nonlinearities and start at 1" : Invariant($"depths must increase, and {previous} stands before it");
                throw new ArgumentException(Invariant($"Depth {i} of the list is {depths[i]}; {rule}."), nameof(depths));
            }
        }
    }

    private static void ValidateCount(InputBatch x, string name)
    {
        if (x.Count == 0)
        {
            throw new ArgumentException($"{name} holds no examples; a kernel needs at least one.", name);
        }
    }
}
