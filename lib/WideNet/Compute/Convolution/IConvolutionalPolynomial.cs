namespace WideNet.Compute.Convolution;

/// <summary>A polynomial of fixed degree on vector lanes, its coefficients held in registers as far as they fit.</summary>
internal unsafe interface IConvolutionalPolynomial<TSelf, TLanes, T>
    where TSelf : struct, IConvolutionalPolynomial<TSelf, TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
{
    /// <summary>Takes the coefficients, of u⁰ first; the memory must outlive the value.</summary>
    static abstract TSelf Create(T* coefficients);

    /// <summary>The polynomial at u.</summary>
    TLanes Evaluate(TLanes u);
}
