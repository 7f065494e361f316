namespace WideNet.Networks;

/// <summary>One layer with parameters: z = WeightScale · W * φ + BiasScale · b, a matrix product or a convolution.</summary>
/// <remarks>
/// The weight is stored as [out, in] or [out, in, row, column], the bias as [out]; both lie in the network's one parameter vector.
/// WeightScale = √(σ_w²/fan-in) with fan-in = <see cref="Inputs"/> × <see cref="Taps"/>, BiasScale = √σ_b².
/// </remarks>
public sealed record LayerShape
{
    /// <summary>Number of the layer from 0, as in the array names W0, b0, ….</summary>
    public required int Index { get; init; }

    /// <summary>Input channels of a convolution, input features of a dense layer.</summary>
    public required int Inputs { get; init; }

    /// <summary>Output channels or features.</summary>
    public required int Outputs { get; init; }

    /// <summary>Rows of the filter; 1 for a dense layer.</summary>
    public required int FilterHeight { get; init; }

    /// <summary>Columns of the filter; 1 for a dense layer.</summary>
    public required int FilterWidth { get; init; }

    /// <summary>Whether the layer is a convolution.</summary>
    public required bool IsConvolution { get; init; }

    /// <summary>√(σ_w²/fan-in).</summary>
    public required double WeightScale { get; init; }

    /// <summary>√σ_b².</summary>
    public required double BiasScale { get; init; }

    /// <summary>Where the weight starts in the parameter vector.</summary>
    public required int WeightOffset { get; init; }

    /// <summary>Whether the layer is trained; one that is not adds nothing to the tangent kernel.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>Filter taps, rows × columns.</summary>
    public int Taps => FilterHeight * FilterWidth;

    /// <summary>Number of weights.</summary>
    public int WeightCount => Outputs * Inputs * Taps;

    /// <summary>Where the bias starts in the parameter vector.</summary>
    public int BiasOffset => WeightOffset + WeightCount;

    /// <summary>One past the layer's last parameter.</summary>
    public int End => BiasOffset + Outputs;

    /// <summary>Shape of the weight as an array: [out, in] or [out, in, row, column].</summary>
    public IReadOnlyList<int> WeightDimensions => IsConvolution ? [Outputs, Inputs, FilterHeight, FilterWidth] : [Outputs, Inputs];
}
