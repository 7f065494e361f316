namespace WideNet.Measurements;

/// <summary>RBF regression at one bandwidth.</summary>
public sealed record RbfPoint
{
    /// <summary>Name that the caller gives to the range of bandwidths which the point belongs to, or empty.</summary>
    public string Part { get; init; } = "";

    /// <summary>h.</summary>
    public required double Bandwidth { get; init; }

    /// <summary>κ - 1, κ = λ_max/λ_bulk, without cancellation for small h.</summary>
    public required double ConditionExcess { get; init; }

    /// <summary>Root mean square of P(K)Y over test images and outputs.</summary>
    public required double Predictor { get; init; }

    /// <summary>Largest |P(K)Y|.</summary>
    public required double LargestOutput { get; init; }

    /// <summary>Largest |P(K)Y - f| with f the limit h → ∞.</summary>
    public required double FlatDistance { get; init; }

    /// <summary>Test accuracy of P(K)Y.</summary>
    public required double MeanPredictorAccuracy { get; init; }

    /// <summary>Expected test accuracy of one draw f_0 + P(K)(Y - f_0) with f_0 a Gaussian process of kernel K.</summary>
    public required double OneNetworkAccuracy { get; init; }

    /// <summary>Share of test images that are answered as the nearest training image is labelled.</summary>
    public required double NearestShare { get; init; }
}
