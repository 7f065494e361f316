using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

/// <summary>Erf: with x = 2k/√((1+2q_a)(1+2q_b)), T = (2/π) arcsin x and Ṫ = (4/π)/√((1+2q_a)(1+2q_b)(1-x²)).</summary>
/// <remarks>
/// Prepared numbers: x_a = (2/π)r, x_b = r with r = √(2/(1+2q)), so that X = k·x_a·x_b = (2/π)x and T = X·F(1-s), Ṫ = x_a·x_b/s, s = √(1-x²):
/// one square root, one division and one polynomial. Since x ≤ 2q/(1+2q), 1-x² only reaches its clamp through rounding.
/// </remarks>
internal readonly unsafe struct ConvolutionalErfDual<TLanes, T, TPolynomial> : IConvolutionalDual<ConvolutionalErfDual<TLanes, T, TPolynomial>, TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
    where TPolynomial : struct, IConvolutionalPolynomial<TPolynomial, TLanes, T>
{
    private readonly TPolynomial _angle;
    private readonly TLanes _one, _minusQuarterPiSquared, _smallest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ConvolutionalErfDual(T* constants)
    {
        _one = TLanes.Broadcast(constants[ConvolutionalConstants.One]);
        _minusQuarterPiSquared = TLanes.Broadcast(constants[ConvolutionalConstants.First]);
        _smallest = TLanes.Broadcast(constants[ConvolutionalConstants.Second]);
        _angle = TPolynomial.Create(constants + ConvolutionalConstants.Polynomial);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalErfDual<TLanes, T, TPolynomial> Create(T* constants) => new(constants);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Evaluate(TLanes k, T* xa, T* ya, T* xb, T* yb, out TLanes dual)
    {
        TLanes scale = TLanes.Broadcast(*xa) * TLanes.Load(xb);
        TLanes x = k * scale;
        TLanes s = TLanes.Sqrt(TLanes.Max(TLanes.MultiplyAdd(x * x, _minusQuarterPiSquared, _one), _smallest));
        dual = x * _angle.Evaluate(_one - s);
        return scale / s;
    }
}
