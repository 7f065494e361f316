namespace WideNet.Measurements;

/// <summary>One depth of a <see cref="DepthScan"/>: entries, eigenvalues, condition number and mean predictor of one network's NTK.</summary>
/// <remarks>
/// Logarithms stand where a number may leave the range of double. Every error is an estimate relative to the number itself, infinite where no digit
/// is known. The rows are columns of a table by <see cref="Results.ResultRows"/>, which keeps every property that can be set.
/// </remarks>
public sealed record DepthRow
{
    /// <summary>l, the number of nonlinearities.</summary>
    public required int Depth { get; init; }

    /// <summary>Θ_aa; of a pixel, where the read-out averages over pixels.</summary>
    public required double Diagonal { get; init; }

    /// <summary>Θ_ab, the mean over pairs of different training examples.</summary>
    public required double OffDiagonal { get; init; }

    /// <summary>log₁₀ of the mean Θ_aa - Θ_ab.</summary>
    public required double Log10Gap { get; init; }

    /// <summary>log₁₀ λ_max of Θ(X_train, X_train).</summary>
    public required double Log10LambdaMax { get; init; }

    /// <summary>log₁₀ λ_bulk, the mean of the other m - 1 eigenvalues; -∞ where it is not above its error.</summary>
    public required double Log10LambdaBulk { get; init; }

    /// <summary>log₁₀ λ_min; -∞ where it is not above its error.</summary>
    public required double Log10LambdaMin { get; init; }

    /// <summary>log₁₀ κ, κ = λ_max/λ_bulk; ∞ where λ_bulk is not above its error.</summary>
    public required double Log10ConditionNumber { get; init; }

    /// <summary>Error of κ.</summary>
    public required double ConditionNumberError { get; init; }

    /// <summary>log₁₀(κ - 1), without cancellation; log₁₀ κ where κ leaves the range of double.</summary>
    public required double Log10ConditionExcess { get; init; }

    /// <summary>Error of κ - 1.</summary>
    public required double ConditionExcessError { get; init; }

    /// <summary>log₁₀ of the root mean square of P(Θ)Y over test examples and outputs, Y mean-free; -∞ if it is 0 or there are no test examples.</summary>
    public required double Log10MeanPredictor { get; init; }

    /// <summary>Error of P(Θ)Y, root mean square over root mean square; 0 if all of it is 0 or there are no test examples.</summary>
    public required double MeanPredictorError { get; init; }

    /// <summary>λ_max; infinite beyond the range of double.</summary>
    public double LambdaMax => Math.Pow(10, Log10LambdaMax);

    /// <summary>λ_bulk; 0 below the range of double.</summary>
    public double LambdaBulk => Math.Pow(10, Log10LambdaBulk);

    /// <summary>κ; infinite beyond the range of double.</summary>
    public double ConditionNumber => Math.Pow(10, Log10ConditionNumber);

    /// <summary>Root mean square of P(Θ)Y; 0 below the range of double.</summary>
    public double MeanPredictor => Math.Pow(10, Log10MeanPredictor);

    /// <summary>Whether κ, κ - 1 and P(Θ)Y are known to 1 %.</summary>
    public bool IsResolved => ConditionNumberError < 0.01 && ConditionExcessError < 0.01 && MeanPredictorError < 0.01;
}
