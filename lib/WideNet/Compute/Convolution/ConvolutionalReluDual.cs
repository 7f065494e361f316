using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

/// <summary>The ReLU family at correlations c ≥ 0: Ṫ = A - f·θ, T = Ṫ·k + f·√(q_a q_b)·sin θ, θ = arccos c, A = (a²+b²)/2, f = (a-b)²/2π.</summary>
/// <remarks>
/// Prepared numbers: x_a = -1/√q, y_a = f√q, x_b = 1/√q, y_b = √q, where a variance of 0 gives 0. With u = 1 - c clamped at 0,
/// sin θ = √(u(2-u)) and θ = sin θ·F(u): one square root and one polynomial for both duals. After the first layer every c is ≥ 0
/// if T is (ab ≤ 0: ReLU and Abs); rounding may take c a few units below 0, where the polynomial still holds.
/// </remarks>
internal readonly unsafe struct ConvolutionalReluDual<TLanes, T, TPolynomial> : IConvolutionalDual<ConvolutionalReluDual<TLanes, T, TPolynomial>, TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
    where TPolynomial : struct, IConvolutionalPolynomial<TPolynomial, TLanes, T>
{
    private readonly TPolynomial _minusAngle;
    private readonly TLanes _one, _two, _same;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ConvolutionalReluDual(T* constants)
    {
        _one = TLanes.Broadcast(constants[ConvolutionalConstants.One]);
        _two = TLanes.Broadcast(constants[ConvolutionalConstants.Two]);
        _same = TLanes.Broadcast(constants[ConvolutionalConstants.First]);
        _minusAngle = TPolynomial.Create(constants + ConvolutionalConstants.Polynomial);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalReluDual<TLanes, T, TPolynomial> Create(T* constants) => new(constants);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Evaluate(TLanes k, T* xa, T* ya, T* xb, T* yb, out TLanes dual)
    {
        TLanes u = TLanes.Max(TLanes.MultiplyAdd(k, TLanes.Broadcast(*xa) * TLanes.Load(xb), _one), default);
        TLanes sine = TLanes.Sqrt(u * (_two - u));
        TLanes slope = TLanes.MultiplyAdd(sine, _minusAngle.Evaluate(u), _same);
        dual = TLanes.MultiplyAdd(k, slope, TLanes.Broadcast(*ya) * TLanes.Load(yb) * sine);
        return slope;
    }
}
