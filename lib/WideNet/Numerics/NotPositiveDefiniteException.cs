namespace WideNet.Numerics;

/// <summary>A Cholesky factorization met a pivot that is not positive beyond rounding.</summary>
/// <param name="size">Size n of the matrix.</param>
/// <param name="pivotIndex">Row of the failing pivot, from 0.</param>
/// <param name="pivotValue">Value of the pivot.</param>
/// <param name="conditionNumber">Estimate of λ_max/|λ_min|.</param>
/// <param name="suggestedRidge">A ridge from which to start.</param>
public sealed class NotPositiveDefiniteException(int size, int pivotIndex, double pivotValue, double conditionNumber, double suggestedRidge)
    : NumericalException(
        Invariant($"The {size}×{size} matrix is not positive definite in double precision: pivot {pivotIndex} is {pivotValue:G3} and ")
            + Invariant($"the condition number κ is about {conditionNumber:G3}; pass an explicit ridge, starting at {suggestedRidge:G3}, or a better ")
            + "conditioned matrix.")
{
    /// <summary>Row of the failing pivot, from 0: the leading block of this size is positive definite, one row more is not.</summary>
    public int PivotIndex { get; } = pivotIndex;

    /// <summary>The pivot: the variance of this row that the rows before it leave unexplained, negative or lost in rounding.</summary>
    public double PivotValue { get; } = pivotValue;

    /// <summary>Estimate of the condition number κ = λ_max/|λ_min|, the ridge included.</summary>
    /// <remarks>λ_max from power iteration; |λ_min| from the Rayleigh quotient of the vector that exposed the pivot, at least its rounding error.</remarks>
    public double ConditionNumber { get; } = conditionNumber;

    /// <summary>|pivot| + n ε λ_max: the size of ridge from which the factorization can be expected to succeed if the failure is due to rounding.</summary>
    public double SuggestedRidge { get; } = suggestedRidge;
}
