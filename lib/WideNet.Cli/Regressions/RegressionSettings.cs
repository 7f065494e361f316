using WideNet.Kernels;
using WideNet.Spectra;

namespace WideNet.Cli.Regressions;

/// <summary>What a kernel regression over depths computes: network, depths, kernels, ridge.</summary>
internal sealed record RegressionSettings
{
    /// <summary>The network; its depth is not used.</summary>
    public required NetworkDescription Network { get; init; }

    /// <summary>Depths l, at least 1, strictly increasing; one sweep serves all.</summary>
    public required IReadOnlyList<int> Depths
    {
        get;
        init
        {
            InfiniteNetwork.ValidateDepths(value);
            field = value;
        }
    }

    /// <summary>NTK, NNGP or both, each once.</summary>
    public IReadOnlyList<RegressionKernel> Kernels
    {
        get;
        init => field = value is { Count: > 0 } && value.Distinct().Count() == value.Count
            ? value
            : throw new ArgumentException($"The kernels are '{string.Join(", ", value ?? [])}'; name Ntk, Nngp or both, each once.", nameof(Kernels));
    } = [RegressionKernel.Ntk];

    /// <summary>Whether λ_max/λ_min of every train-train kernel is worked out besides: O(m³), seconds at 2,000 images.</summary>
    public bool MeasuresConditionNumber { get; init; }

    /// <summary>Ridge in units of the mean diagonal entry of the train-train kernel, so that one number serves all depths; finite and at least 0.</summary>
    public double RelativeRidge
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentException(
            Invariant($"The relative ridge is {value}; it must be finite and at least 0."), nameof(RelativeRidge));
    }
}
