using System.Runtime.CompilerServices;

namespace WideNet.Kernels;

/// <summary>Degree 18, coefficients read from memory as they are used: double precision.</summary>
internal readonly unsafe struct ConvolutionalPolynomial18<TLanes, T> : IConvolutionalPolynomial<ConvolutionalPolynomial18<TLanes, T>, TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
{
    private readonly T* _c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ConvolutionalPolynomial18(T* c) => _c = c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalPolynomial18<TLanes, T> Create(T* coefficients) => new(coefficients);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Evaluate(TLanes u)
    {
        TLanes f = TLanes.MultiplyAdd(TLanes.Broadcast(_c[18]), u, TLanes.Broadcast(_c[17]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[16]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[15]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[14]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[13]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[12]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[11]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[10]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[9]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[8]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[7]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[6]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[5]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[4]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[3]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[2]));
        f = TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[1]));
        return TLanes.MultiplyAdd(f, u, TLanes.Broadcast(_c[0]));
    }
}
