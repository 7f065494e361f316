namespace WideNet.Compute.Vectors;

/// <summary>One or more doubles that are computed on together, so that a formula is written once and runs as a scalar or as a vector.</summary>
/// <remarks>
/// Every operation is correctly rounded and elementwise. A formula over <typeparamref name="TSelf"/> therefore gives the same bits
/// in every implementation, and <see cref="ScalarLanes"/> is the definition of all of them (<c>DualLoopsTests</c>).
/// </remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of doubles.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Broadcast(double value);

    /// <summary>The first <see cref="Count"/> values of a span.</summary>
    static abstract TSelf Load(ReadOnlySpan<double> source);

    /// <summary>Writes the lanes to the start of a span.</summary>
    void Store(Span<double> destination);

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Negation.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>Product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>x·y + z with one rounding.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>Square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Absolute value.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>Nearest whole number, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>left &gt; right ? ifGreater : otherwise, lane by lane; a comparison with NaN gives <paramref name="otherwise"/>.</summary>
    static abstract TSelf SelectGreater(TSelf left, TSelf right, TSelf ifGreater, TSelf otherwise);

    /// <summary>Whether every lane lies in [low, high]; false for NaN.</summary>
    static abstract bool AllWithin(TSelf value, double low, double high);

    /// <summary>2ⁿ for a whole number n in [-1022, 1023].</summary>
    static abstract TSelf PowerOfTwo(TSelf exponent);

    /// <summary>The whole number n with 2ⁿ ≤ value &lt; 2ⁿ⁺¹, for a positive normal value.</summary>
    static abstract TSelf Exponent(TSelf value);
}
