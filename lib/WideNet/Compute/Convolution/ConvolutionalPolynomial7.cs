using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

/// <summary>Degree 7, all coefficients in registers: single precision.</summary>
internal readonly unsafe struct ConvolutionalPolynomial7<TLanes, T> : IConvolutionalPolynomial<ConvolutionalPolynomial7<TLanes, T>, TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
{
    private readonly TLanes _c0, _c1, _c2, _c3, _c4, _c5, _c6, _c7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ConvolutionalPolynomial7(T* c)
    {
        _c0 = TLanes.Broadcast(c[0]);
        _c1 = TLanes.Broadcast(c[1]);
        _c2 = TLanes.Broadcast(c[2]);
        _c3 = TLanes.Broadcast(c[3]);
        _c4 = TLanes.Broadcast(c[4]);
        _c5 = TLanes.Broadcast(c[5]);
        _c6 = TLanes.Broadcast(c[6]);
        _c7 = TLanes.Broadcast(c[7]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalPolynomial7<TLanes, T> Create(T* coefficients) => new(coefficients);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Evaluate(TLanes u)
    {
        TLanes f = TLanes.MultiplyAdd(_c7, u, _c6);
        f = TLanes.MultiplyAdd(f, u, _c5);
        f = TLanes.MultiplyAdd(f, u, _c4);
        f = TLanes.MultiplyAdd(f, u, _c3);
        f = TLanes.MultiplyAdd(f, u, _c2);
        f = TLanes.MultiplyAdd(f, u, _c1);
        return TLanes.MultiplyAdd(f, u, _c0);
    }
}
