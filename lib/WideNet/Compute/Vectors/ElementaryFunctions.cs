using System.Runtime.CompilerServices;

namespace WideNet.Compute.Vectors;

/// <summary>Elementary functions over lanes, built from correctly rounded operations only: the same bits on every machine and vector width.</summary>
/// <remarks>
/// Each is a range reduction and a minimax polynomial (Remez, fitted in 40 digits). Errors against correctly rounded values
/// are measured in <c>ElementaryFunctionsTests</c>: at most 2 units in the last place for each function here.
/// </remarks>
internal static class ElementaryFunctions
{
    private const double TangentOfPi8 = 0.41421356237309503;
    private const double TangentOf3Pi8 = 2.414213562373095;
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;
    private const double SquareRootOfTwo = 1.4142135623730951;
    private const double Log2OfE = 1.4426950408889634;

    /// <summary>xy - zw with both products rounded together: accurate to 1.5 units in the last place, exactly 0 when the products are equal.</summary>
    /// <remarks>Kahan's difference of products. Where P - k² is needed near correlation ±1 the plain difference would lose half the digits.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DifferenceOfProducts<TLanes>(TLanes x, TLanes y, TLanes z, TLanes w)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes product = z * w;
        TLanes rounding = TLanes.FusedMultiplyAdd(-z, w, product);
        return TLanes.FusedMultiplyAdd(x, y, -product) + rounding;
    }

    /// <summary>max(value, 0); 0 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ClampToZero<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes zero = TLanes.Broadcast(0);
        return TLanes.SelectGreater(value, zero, value, zero);
    }

    /// <summary>The angle atan2(y, x) in [0, π/2] for y, x ≥ 0, not both 0, and its excess y - x·angle without cancellation.</summary>
    /// <param name="y">Opposite side, at least 0.</param>
    /// <param name="x">Adjacent side, at least 0.</param>
    /// <param name="excess">Receives y - x·angle, which is x·angle³/3 for small angles.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AcuteAngle<TLanes>(TLanes y, TLanes x, out TLanes excess)
        where TLanes : struct, ILanes<TLanes>
    {
        // Octants: tan α = y/x below π/8, (y - x)/(y + x) about π/4, -x/y about π/2.
        TLanes low = TLanes.Broadcast(TangentOfPi8) * x;
        TLanes high = TLanes.Broadcast(TangentOf3Pi8) * x;
        TLanes numerator = TLanes.SelectGreater(y, high, -x, TLanes.SelectGreater(y, low, y - x, y));
        TLanes denominator = TLanes.SelectGreater(y, high, y, TLanes.SelectGreater(y, low, y + x, x));
        TLanes offset = TLanes.SelectGreater(
            y, high, TLanes.Broadcast(1.5707963267948966), TLanes.SelectGreater(y, low, TLanes.Broadcast(0.7853981633974483), TLanes.Broadcast(0)));
        TLanes offsetRest = TLanes.SelectGreater(
            y, high, TLanes.Broadcast(6.123233995736766e-17), TLanes.SelectGreater(y, low, TLanes.Broadcast(3.061616997868383e-17), TLanes.Broadcast(0)));

        TLanes t = numerator / denominator;
        TLanes square = t * t;
        TLanes tail = t * square * ArctangentExcess(square);
        TLanes angle = offset + (offsetRest + (t - tail));
        excess = TLanes.SelectGreater(y, low, TLanes.FusedMultiplyAdd(-x, angle, y), x * tail);
        return angle;
    }

    /// <summary>eˣ for x ≤ 709; 0 below -708.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes floor = TLanes.Broadcast(-708);
        TLanes bounded = TLanes.SelectGreater(x, floor, x, floor);
        TLanes n = TLanes.Round(bounded * TLanes.Broadcast(Log2OfE));
        TLanes r = TLanes.FusedMultiplyAdd(n, TLanes.Broadcast(-Ln2High), bounded);
        r = TLanes.FusedMultiplyAdd(n, TLanes.Broadcast(-Ln2Low), r);
        TLanes result = TLanes.Broadcast(1) + TLanes.FusedMultiplyAdd(r * r, ExponentialTail(r), r);
        return TLanes.SelectGreater(floor, x, TLanes.Broadcast(0), result * TLanes.PowerOfTwo(n));
    }

    /// <summary>sinh x for |x| ≤ 1/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SmallHyperbolicSine<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes square = x * x;
        return TLanes.FusedMultiplyAdd(x * square, HyperbolicSineTail(square), x);
    }

    /// <summary>ln x for a positive normal x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        // x = 2ⁿ m with m in [√½, √2); ln m = 2 artanh s, s = (m - 1)/(m + 1).
        TLanes n = TLanes.Exponent(x * TLanes.Broadcast(SquareRootOfTwo));
        TLanes m = x * TLanes.PowerOfTwo(-n);
        TLanes one = TLanes.Broadcast(1);
        TLanes s = (m - one) / (m + one);
        TLanes square = s * s;
        TLanes small = TLanes.FusedMultiplyAdd(s * square, ArtanhTail(square), TLanes.FusedMultiplyAdd(n, TLanes.Broadcast(Ln2Low), s + s));
        return TLanes.FusedMultiplyAdd(n, TLanes.Broadcast(Ln2High), small);
    }

    /// <summary>cos(2πx) and sin(2πx) for |x| ≤ 2⁵⁰; exact at multiples of a quarter turn.</summary>
    /// <param name="turns">The angle x in turns.</param>
    /// <param name="sine">Receives sin(2πx).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes CosineOfTurns<TLanes>(TLanes turns, out TLanes sine)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes quarter = turns * TLanes.Broadcast(4);
        TLanes whole = TLanes.Round(quarter);
        TLanes r = (quarter - whole) * TLanes.Broadcast(Math.PI / 2);
        TLanes square = r * r;
        TLanes sin = TLanes.FusedMultiplyAdd(r * square, SineTail(square), r);
        TLanes cos = TLanes.FusedMultiplyAdd(square * square, CosineTail(square), TLanes.FusedMultiplyAdd(square, TLanes.Broadcast(-0.5), TLanes.Broadcast(1)));

        // The quadrant is whole - 4 round(whole/4), one of -2, -1, 0, 1, 2.
        TLanes quadrant = TLanes.FusedMultiplyAdd(TLanes.Round(whole * TLanes.Broadcast(0.25)), TLanes.Broadcast(-4), whole);
        TLanes half = TLanes.Broadcast(0.5);
        TLanes oneAndAHalf = TLanes.Broadcast(1.5);
        TLanes turned = TLanes.Abs(quadrant);
        TLanes opposite = TLanes.SelectGreater(turned, oneAndAHalf, -cos, cos);
        TLanes sideways = TLanes.SelectGreater(quadrant, half, cos, -cos);
        sine = TLanes.SelectGreater(turned, oneAndAHalf, -sin, TLanes.SelectGreater(turned, half, sideways, sin));
        TLanes sidewaysCosine = TLanes.SelectGreater(quadrant, half, -sin, sin);
        return TLanes.SelectGreater(turned, oneAndAHalf, opposite, TLanes.SelectGreater(turned, half, sidewaysCosine, cos));
    }

    // (t - atan t)/t³ as a polynomial in t² for t ≤ tan(π/8); relative error 1e-16.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ArctangentExcess<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.Broadcast(0.01919448900588621);
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-0.03924679412438614));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.050860030409036826));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-0.05858260930327289));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.06664525157237365));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-0.07692184229819653));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.09090904626086833));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-0.11111111016529022));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.1428571428468371));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-0.1999999999999561));
        return TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.3333333333333333));
    }

    // (eʳ - 1 - r)/r² as a polynomial in r for |r| ≤ ln(2)/2; error in eʳ below 1e-19.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExponentialTail<TLanes>(TLanes r)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.Broadcast(2.0828445965841416e-09);
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(2.5111832313226318e-08));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(2.7557573564828696e-07));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(2.7557235526613083e-06));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(2.480158694077915e-05));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(0.00019841269895613236));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(0.001388888888910446));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(0.008333333333317407));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(0.04166666666666614));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(0.16666666666666682));
        return TLanes.FusedMultiplyAdd(sum, r, TLanes.Broadcast(0.5));
    }

    // (sinh x - x)/x³ as a polynomial in x²: the Taylor series, exact to rounding for |x| ≤ 1/2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes HyperbolicSineTail<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.Broadcast(1.0 / 1307674368000);
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(1.0 / 6227020800));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(1.0 / 39916800));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(1.0 / 362880));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(1.0 / 5040));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(1.0 / 120));
        return TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(1.0 / 6));
    }

    // (2 artanh s - 2s)/s³ as a polynomial in s² for s ≤ (√2 - 1)/(√2 + 1); error in the logarithm below 2e-20.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ArtanhTail<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.Broadcast(0.13246938449786969);
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.13250652156046028));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.15387064203094644));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.1818177635856093));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.22222222636677127));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.2857142856916703));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.40000000000005925));
        return TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.6666666666666666));
    }

    // (sin r - r)/r³ as a polynomial in r² for |r| ≤ π/4; error below 2e-21.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SineTail<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.Broadcast(-7.578770194213487e-13);
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(1.6058368082334266e-10));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-2.5052104923012522e-08));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(2.7557319214234544e-06));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-0.00019841269841255153));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.008333333333333323));
        return TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-0.16666666666666666));
    }

    // (cos r - 1 + r²/2)/r⁴ as a polynomial in r² for |r| ≤ π/4; error below 3e-23.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes CosineTail<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.Broadcast(4.738177328770809e-14);
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-1.1470294885117635e-11));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(2.087675438158584e-09));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-2.7557319215450994e-07));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(2.4801587301571692e-05));
        sum = TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(-0.0013888888888888874));
        return TLanes.FusedMultiplyAdd(sum, square, TLanes.Broadcast(0.041666666666666664));
    }
}
