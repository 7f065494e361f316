using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>Error function at unequal variances: angles θ_a with sin θ_a = 2q_a/A_a and θ_ab with sin θ_ab = 2k/g, A = 1 + 2q, g² = A_a A_b, T =
/// (2/π)θ.</summary>
/// <remarks>
/// With h = (θ_a - θ_b)/2 and the mean angle μ = (θ_a + θ_b)/2: tan h = 2e/(s_a A_b + s_b A_a) with s = √(1 + 4q), sin μ cos h = (sin θ_a + sin θ_b)/2, and
/// tan((μ - θ_ab)/2) = (sin μ - sin θ_ab)/(cos μ + cos θ_ab), whose numerator is D/g - (√A_a - √A_b)²(1 + g)/2g² + (1/cos h - 1)(sin θ_a + sin θ_b)/2:
/// every part is of second order, so nothing of first order in e cancels. Among the second-order parts a factor of about 1 + 4q is lost for collinear inputs.
/// Ṫ = (4/π)/s with s_ab² = 1 + 2(q_a + q_b) + E (GapUnequalFormulaTests).
/// </remarks>
internal readonly struct GapUnequalErf : IGapUnequalFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(in GapUnequalPair<TLanes> pair, out GapUnequalDuals<TLanes> duals)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes zero = TLanes.Broadcast(0), half = TLanes.Broadcast(0.5), one = TLanes.Broadcast(1), two = TLanes.Broadcast(2), four = TLanes.Broadcast(4);
        TLanes qa = pair.Left, qb = pair.Right, e = pair.Difference, sum = qa + qb;
        TLanes aa = TLanes.FusedMultiplyAdd(two, qa, one), ab = TLanes.FusedMultiplyAdd(two, qb, one);
        TLanes rootA = TLanes.Sqrt(aa), rootB = TLanes.Sqrt(ab), g = rootA * rootB, roots = rootA + rootB;
        TLanes sa = TLanes.Sqrt(TLanes.FusedMultiplyAdd(four, qa, one)), sb = TLanes.Sqrt(TLanes.FusedMultiplyAdd(four, qb, one));
        TLanes middle = TLanes.FusedMultiplyAdd(two, sum, one), sab = TLanes.Sqrt(middle + pair.Spread);

        TLanes tangent = (e + e) / TLanes.FusedMultiplyAdd(sa, ab, sb * aa);
        TLanes secant = TLanes.Sqrt(TLanes.FusedMultiplyAdd(tangent, tangent, one));
        TLanes sine = (qa / aa) + (qb / ab), cosine = ((sa / aa) + (sb / ab)) * half * secant;
        TLanes means = two * (e / roots) * (e / roots);
        TLanes rise = (pair.Distance / g) - (means * (one + g) / (g * g)) + (sine * (tangent * tangent / (one + secant)));
        TLanes angle = ElementaryFunctions.AcuteAngle(ElementaryFunctions.ClampToZero(rise), cosine + (sab / g), out _);
        TLanes size = ElementaryFunctions.AcuteAngle(TLanes.Abs(tangent), one, out _);
        TLanes distance = TLanes.Broadcast(8 / Math.PI) * angle;
        TLanes difference = TLanes.Broadcast(4 / Math.PI) * TLanes.SelectGreater(zero, e, -size, size);

        // 4(T_aa T_bb - T_ab²) from T_aa + T_bb = (2/π)(θ_a + θ_b), the distance and the difference.
        TLanes total = TLanes.Broadcast(4 / Math.PI) * (
            ElementaryFunctions.AcuteAngle(qa + qa, sa, out _) + ElementaryFunctions.AcuteAngle(qb + qb, sb, out _)) * half;
        TLanes spread = ElementaryFunctions.ClampToZero(ElementaryFunctions.DifferenceOfProducts(distance, (total + total) - distance, difference, difference));

        TLanes perPi = TLanes.Broadcast(4 / Math.PI), product = sa * sb, slopes = sa + sb;
        TLanes excess = four * two * (e / slopes) * (e / slopes);
        TLanes rest = (excess * TLanes.FusedMultiplyAdd(two, product, middle)) + ((middle + product) * pair.Spread);
        duals = new GapUnequalDuals<TLanes>
        {
            Distance = distance,
            Difference = difference,
            Spread = spread,
            Slope = perPi / sab,
            SlopeMean = perPi * half * slopes / product,
            SlopeGap = perPi * rest / (two * TLanes.FusedMultiplyAdd(slopes * half, sab, product) * product * sab),
            SlopeDifference = -(perPi * four * e) / (slopes * product),
        };
    }
}
