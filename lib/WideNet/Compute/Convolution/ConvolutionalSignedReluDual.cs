using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

/// <summary>The ReLU family at any correlation: as <see cref="ConvolutionalReluDual{TLanes, T, TPolynomial}"/> for c ≥ 0, and Ṫ = ab + f·arccos(-c) for c
/// &lt; 0.</summary>
internal readonly unsafe struct ConvolutionalSignedReluDual<TLanes, T, TPolynomial> : IConvolutionalDual<ConvolutionalSignedReluDual<TLanes, T, TPolynomial>,
TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
    where TPolynomial : struct, IConvolutionalPolynomial<TPolynomial, TLanes, T>
{
    private readonly TPolynomial _minusAngle;
    private readonly TLanes _one, _two, _same, _opposite;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ConvolutionalSignedReluDual(T* constants)
    {
        _one = TLanes.Broadcast(constants[ConvolutionalConstants.One]);
        _two = TLanes.Broadcast(constants[ConvolutionalConstants.Two]);
        _same = TLanes.Broadcast(constants[ConvolutionalConstants.First]);
        _opposite = TLanes.Broadcast(constants[ConvolutionalConstants.Second]);
        _minusAngle = TPolynomial.Create(constants + ConvolutionalConstants.Polynomial);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalSignedReluDual<TLanes, T, TPolynomial> Create(T* constants) => new(constants);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Evaluate(TLanes k, T* xa, T* ya, T* xb, T* yb, out TLanes dual)
    {
        TLanes u = TLanes.MultiplyAdd(k, TLanes.Broadcast(*xa) * TLanes.Load(xb), _one);
        TLanes mirrored = TLanes.Max(TLanes.Min(u, _two - u), default);
        TLanes sine = TLanes.Sqrt(mirrored * (_two - mirrored));
        TLanes angle = sine * _minusAngle.Evaluate(mirrored);
        TLanes slope = TLanes.SelectGreater(u, _one, _opposite - angle, _same + angle);
        dual = TLanes.MultiplyAdd(k, slope, TLanes.Broadcast(*ya) * TLanes.Load(yb) * sine);
        return slope;
    }
}
