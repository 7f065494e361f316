using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

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
        // Even and odd powers apart: two chains half as long as Horner's, which alone would wait for each result.
        TLanes v = u * u;
        TLanes even = TLanes.MultiplyAdd(TLanes.Broadcast(_c[18]), v, TLanes.Broadcast(_c[16]));
        TLanes odd = TLanes.MultiplyAdd(TLanes.Broadcast(_c[17]), v, TLanes.Broadcast(_c[15]));
        even = TLanes.MultiplyAdd(even, v, TLanes.Broadcast(_c[14]));
        odd = TLanes.MultiplyAdd(odd, v, TLanes.Broadcast(_c[13]));
        even = TLanes.MultiplyAdd(even, v, TLanes.Broadcast(_c[12]));
        odd = TLanes.MultiplyAdd(odd, v, TLanes.Broadcast(_c[11]));
        even = TLanes.MultiplyAdd(even, v, TLanes.Broadcast(_c[10]));
        odd = TLanes.MultiplyAdd(odd, v, TLanes.Broadcast(_c[9]));
        even = TLanes.MultiplyAdd(even, v, TLanes.Broadcast(_c[8]));
        odd = TLanes.MultiplyAdd(odd, v, TLanes.Broadcast(_c[7]));
        even = TLanes.MultiplyAdd(even, v, TLanes.Broadcast(_c[6]));
        odd = TLanes.MultiplyAdd(odd, v, TLanes.Broadcast(_c[5]));
        even = TLanes.MultiplyAdd(even, v, TLanes.Broadcast(_c[4]));
        odd = TLanes.MultiplyAdd(odd, v, TLanes.Broadcast(_c[3]));
        even = TLanes.MultiplyAdd(even, v, TLanes.Broadcast(_c[2]));
        odd = TLanes.MultiplyAdd(odd, v, TLanes.Broadcast(_c[1]));
        even = TLanes.MultiplyAdd(even, v, TLanes.Broadcast(_c[0]));
        return TLanes.MultiplyAdd(odd, u, even);
    }
}
