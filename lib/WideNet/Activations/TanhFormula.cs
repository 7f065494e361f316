using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Activations;

/// <summary>T = (2/π) Σ w_i w_j atan2(k, s_ij), Ṫ = (2/π) Σ w_i w_j / s_ij with s_ij² = (κ_i² + q_a)(κ_j² + q_b) - k²: the error-function duals
/// mixed.</summary>
internal readonly struct TanhFormula : IDualFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(TLanes qa, TLanes qb, TLanes k, out TLanes dual, out TLanes dualDerivative)
        where TLanes : struct, ILanes<TLanes>
    {
        ReadOnlySpan<double> scales = LogisticMixture.SquaredScales;
        ReadOnlySpan<double> weights = LogisticMixture.Weights;
        TLanes one = TLanes.Broadcast(1);
        TLanes size = TLanes.Abs(k);
        TLanes determinant = ElementaryFunctions.ClampToZero(ElementaryFunctions.DifferenceOfProducts(qa, qb, k, k));
        TLanes angles = TLanes.Broadcast(0);
        TLanes slopes = TLanes.Broadcast(0);
        for (int i = 0; i < scales.Length; i++)
        {
            // s_ij² = κ_j² (κ_i² + q_a) + (κ_i² q_b + q_a q_b - k²), every term at least 0.
            TLanes slope = TLanes.Broadcast(scales[i]) + qa;
            TLanes constant = TLanes.FusedMultiplyAdd(TLanes.Broadcast(scales[i]), qb, determinant);
            TLanes rowAngles = TLanes.Broadcast(0);
            TLanes rowSlopes = TLanes.Broadcast(0);
            for (int j = 0; j < scales.Length; j++)
            {
                TLanes s = TLanes.Sqrt(TLanes.FusedMultiplyAdd(TLanes.Broadcast(scales[j]), slope, constant));
                TLanes weight = TLanes.Broadcast(weights[j]);
                rowAngles = TLanes.FusedMultiplyAdd(weight, ElementaryFunctions.AcuteAngle(size, s, out _), rowAngles);
                rowSlopes = TLanes.FusedMultiplyAdd(weight, one / s, rowSlopes);
            }

            angles = TLanes.FusedMultiplyAdd(TLanes.Broadcast(weights[i]), rowAngles, angles);
            slopes = TLanes.FusedMultiplyAdd(TLanes.Broadcast(weights[i]), rowSlopes, slopes);
        }

        TLanes scale = TLanes.Broadcast(2 / Math.PI);
        angles *= scale;
        dual = TLanes.SelectGreater(TLanes.Broadcast(0), k, -angles, angles);
        dualDerivative = slopes * scale;
    }
}
