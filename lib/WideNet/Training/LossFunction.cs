namespace WideNet.Training;

/// <summary>The loss that training minimises.</summary>
public enum LossFunction
{
    /// <summary>½ mean over examples and outputs of (f - y)².</summary>
    MeanSquaredError,

    /// <summary>Mean over examples of -Σ_j y_j log softmax(f)_j.</summary>
    CrossEntropy,
}
