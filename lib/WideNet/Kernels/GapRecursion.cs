using WideNet.Compute.Gaps;
using WideNet.Data;

namespace WideNet.Kernels;

/// <summary>Kernels of infinitely wide networks as gaps from their common diagonal: exact digits at any depth, in both phases.</summary>
/// <remarks>
/// Any activation, for inputs of one norm: δ_0 = |x_a - x_b|²/2n; δ' = σ_w² (T_aa - T_ab), g' = δ' + σ_w² [Ṫ_aa g + (Ṫ_aa - Ṫ_ab) Θ_ab], Θ_ab' = q' - δ' +
/// σ_w² Ṫ_ab Θ_ab, with differences of duals in closed form (Erf, ReLU family) or by a Hermite series (smooth activations); convolutions average all three
/// over the taps. A fully-connected network with Erf or a ReLU takes inputs of unequal norm, too: distances (K_aa + K_bb)/2 - K_ab and differences K_aa -
/// K_bb are propagated then. A plain recursion in double returns rounding noise for κ above 1e13 (Erf) or 1e8 (ReLU).
/// Checked against 140-digit values up to κ = 5e110 (GapRecursionTests). The number of threads changes no bit; train-train results are exactly symmetric.
/// </remarks>
public static class GapRecursion
{
    /// <summary>Train-train kernels at several depths from one sweep.</summary>
    /// <param name="network">The network; its <see cref="NetworkDescription.Depth"/> is not used. Circular padding, no dropout.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="x">m inputs; for a CNN, and for activations other than Erf and the ReLU family, every pixel, or example, has the same norm.</param>
    /// <param name="options">Threads and cancellation; null for the defaults.</param>
    /// <returns>One kernel [m, m] for each depth, in order.</returns>
    /// <exception cref="ArgumentException">The norms differ where they must not, the network has zero padding or dropout, or the depths are not as
    /// described.</exception>
    /// <exception cref="GapSeriesException">The activation has no closed form and its series does not converge.</exception>
    public static IReadOnlyList<GapKernel> Kernels(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        Validate(network, depths);
        KernelRoom.RequireMemory(x.Count, x.Count, depths.Count);
        options ??= new KernelOptions();
        if (network.Architecture == Architecture.FullyConnected)
        {
            return GapNorms.AreCommon(x, null)
                ? Kernels(network, depths, GapInputs.Of(x, options.MaxThreads), options)
                : GapUnequalFullyConnected.Compute(network, depths, x, null, options);
        }

        return new GapConvolutional(network, new GapPlan(network, depths, GapNorms.Common(x, x.Channels, "pixel")), x, null).Compute(options);
    }

    /// <summary>Test-train kernels at several depths from one sweep.</summary>
    /// <param name="network">The network; its <see cref="NetworkDescription.Depth"/> is not used. Circular padding, no dropout.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="x1">m1 inputs of the rows.</param>
    /// <param name="x2">m2 inputs of the columns, of the same size, with the same rule for norms.</param>
    /// <param name="options">Threads and cancellation; null for the defaults.</param>
    /// <returns>One kernel [m1, m2] for each depth, in order.</returns>
    /// <exception cref="ArgumentException">The sizes differ, the norms differ where they must not, the network has zero padding or dropout, or the depths are
    /// not as described.</exception>
    /// <exception cref="GapSeriesException">The activation has no closed form and its series does not converge.</exception>
    public static IReadOnlyList<GapKernel> Kernels(
        NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch x2, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(x1);
        ArgumentNullException.ThrowIfNull(x2);
        Validate(network, depths);
        KernelRoom.RequireMemory(x1.Count, x2.Count, depths.Count);
        options ??= new KernelOptions();
        if (network.Architecture == Architecture.FullyConnected)
        {
            return x1.FeatureCount != x2.FeatureCount || GapNorms.AreCommon(x1, x2)
                ? Kernels(network, depths, GapInputs.Between(x1, x2, options.MaxThreads), options)
                : GapUnequalFullyConnected.Compute(network, depths, x1, x2, options);
        }

        if (x1.Height != x2.Height || x1.Width != x2.Width || x1.Channels != x2.Channels)
        {
            throw new ArgumentException($"x1 holds {x1}, but x2 holds {x2}; the images must have one size.", nameof(x2));
        }

        return new GapConvolutional(network, new GapPlan(network, depths, GapNorms.Common(x1, x2, x1.Channels, "pixel")), x1, x2).Compute(options);
    }

    /// <summary>Kernels of a fully-connected network from the gaps of its inputs.</summary>
    /// <param name="network">A fully-connected network without dropout; its <see cref="NetworkDescription.Depth"/> is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="inputs">Common x·x/n and gaps of the input kernel.</param>
    /// <param name="options">Threads and cancellation; null for the defaults.</param>
    /// <returns>One kernel of the inputs' shape for each depth, in order.</returns>
    /// <exception cref="ArgumentException">The inputs, depths or network are not as described.</exception>
    /// <exception cref="GapSeriesException">The activation has no closed form and its series does not converge.</exception>
    internal static IReadOnlyList<GapKernel> Kernels(NetworkDescription network, IReadOnlyList<int> depths, GapInputs inputs, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Validate(network, depths);
        if (network.Architecture != Architecture.FullyConnected)
        {
            throw new ArgumentException("Gaps of whole inputs fit a fully-connected network only; give a convolutional one its images.", nameof(network));
        }

        inputs.Validate();
        return new GapFullyConnected(new GapPlan(network, depths, inputs.Variance), inputs).Compute(options ?? new KernelOptions());
    }

    /// <summary>Kernels of all pixels of all images before any read-out, at several depths from one sweep: what a CNN-F averages over equal pixels and a
    /// CNN-P over all pairs.</summary>
    /// <param name="network">A convolutional network; its <see cref="NetworkDescription.Depth"/> is not used. Circular padding, no dropout.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="images">m images of d pixels, every pixel of the same norm.</param>
    /// <param name="options">Threads and cancellation; null for the defaults.</param>
    /// <returns>One kernel [m d, m d] for each depth, in order; pixel α of image a is row a d + α, pixels counted along the rows of the image.</returns>
    /// <exception cref="ArgumentException">The norms differ, the network is fully connected or has zero padding or dropout, or the depths are not as
    /// described.</exception>
    public static IReadOnlyList<GapKernel> PixelKernels(NetworkDescription network, IReadOnlyList<int> depths, InputBatch images, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        Validate(network, depths);
        if (network.Architecture == Architecture.FullyConnected)
        {
            throw new ArgumentException("Pixels belong to a convolutional network; a fully-connected one has a kernel of whole inputs only.", nameof(network));
        }

        long pixels = (long)images.Count * images.Height * images.Width;
        KernelRoom.RequireMemory(pixels, pixels, depths.Count);

        return new GapConvolutional(
            network, new GapPlan(network, depths, GapNorms.Common(images, images.Channels, "pixel")), images, null, byPixel: true)
                .Compute(options ?? new KernelOptions());
    }

    /// <summary>Adds what a mean predictor needs in deep chaos (<see cref="GapDeviations"/>): for a chaotic, fully-connected Erf network on inputs of one
    /// norm; otherwise the kernels come back as they are.</summary>
    /// <param name="kernels">Kernels of <see cref="Kernels(NetworkDescription, IReadOnlyList{int}, InputBatch, InputBatch, KernelOptions)"/>.</param>
    /// <param name="network">The network they belong to.</param>
    /// <param name="x1">Inputs of the rows.</param>
    /// <param name="x2">Inputs of the columns, or null for train-train kernels.</param>
    /// <param name="options">Threads and cancellation; null for the defaults.</param>
    public static IReadOnlyList<GapKernel> WithDeviations(
        IReadOnlyList<GapKernel> kernels, NetworkDescription network, InputBatch x1, InputBatch? x2, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(x1);
        options ??= new KernelOptions();
        if (kernels.Count == 0 || kernels[0].Rows is not null || !GapDeviationRecursion.Serves(network, kernels[^1].Variance))
        {
            return kernels;
        }

        GapInputs inputs = x2 is null ? GapInputs.Of(x1, options.MaxThreads) : GapInputs.Between(x1, x2, options.MaxThreads);
        return WithDeviations(kernels, network, inputs, options);
    }

    /// <summary>Adds deviations to kernels that came from gaps of their inputs.</summary>
    /// <param name="kernels">Kernels of <see cref="Kernels(NetworkDescription, IReadOnlyList{int}, GapInputs, KernelOptions)"/>.</param>
    /// <param name="network">The network they belong to.</param>
    /// <param name="inputs">The gaps of the inputs.</param>
    /// <param name="options">Threads and cancellation; null for the defaults.</param>
    internal static IReadOnlyList<GapKernel> WithDeviations(
        IReadOnlyList<GapKernel> kernels, NetworkDescription network, GapInputs inputs, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        if (kernels.Count == 0 || !GapDeviationRecursion.Serves(network, kernels[^1].Variance))
        {
            return kernels;
        }

        GapDeviations[] deviations = new GapDeviationRecursion(network, kernels[^1].Depth, inputs).Compute(
            [.. kernels.Select(kernel => kernel.Depth)], options ?? new KernelOptions());
        return [.. kernels.Zip(deviations, (kernel, deviation) => kernel with { Deviations = deviation })];
    }

    /// <summary>Why a network on these inputs has no gaps, in one line; null if it has.</summary>
    internal static string? WhyNot(NetworkDescription network, InputBatch x1, InputBatch? x2)
    {
        ArgumentNullException.ThrowIfNull(network);
        bool isDense = network.Architecture == Architecture.FullyConnected;
        return network.Block != HiddenBlock.Plain ? $"gaps are for plain blocks, and Block is {network.Block}"
            : !network.TrainsReadIn
                || !network.TrainsReadOut ? $"gaps are for networks of which all layers are trained, and this one trains {network.TrainedLayers}"
            : network.DropoutKeep != 1 ? Invariant($"gaps are for networks without dropout, and DropoutKeep is {network.DropoutKeep}")
            : !isDense && network.Padding != Padding.Circular ? $"gaps need one variance at every pixel, and padding is {network.Padding}"
            : !isDense && !GapNorms.AreCommon(x1, x2, x1.Channels) ? "gaps need pixels of one norm"
            : isDense && !GapNorms.AreCommon(x1, x2)
                && !GapUnequalFullyConnected.Knows(network.Activation) ? "gaps of inputs of unequal norm exist for erf and the ReLU family, and the "
                    + $"activation is {network.Activation.Name}"
            : null;
    }

    private static void Validate(NetworkDescription network, IReadOnlyList<int> depths)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(depths);
        network.RequirePlain("A network with gaps", "use InfiniteNetwork.Kernels");
        network.RequireAllTrained("A network with gaps", "use InfiniteNetwork.Kernels");
        if (network.DropoutKeep != 1)
        {
            throw new ArgumentException(
                Invariant($"Gaps are for networks without dropout, but DropoutKeep is {network.DropoutKeep}; with dropout κ stays moderate and ")
                    + "InfiniteNetwork.Kernels is exact.", nameof(network));
        }

        if (network.Architecture != Architecture.FullyConnected && network.Padding != Padding.Circular)
        {
            throw new ArgumentException(
                $"Gaps need one variance at every pixel, but padding is {network.Padding}; use circular padding, or InfiniteNetwork.Kernels.", nameof(network));
        }

        for (int i = 0, previous = 0; i < depths.Count; previous = depths[i++])
        {
            if (depths[i] <= previous)
            {
                throw new ArgumentException(
                    Invariant($"Depth {i} of the list is {depths[i]}; depths count nonlinearities from 1 and must increase."), nameof(depths));
            }
        }

        if (depths.Count == 0)
        {
            throw new ArgumentException("No depth is asked for; give at least one.", nameof(depths));
        }
    }
}
