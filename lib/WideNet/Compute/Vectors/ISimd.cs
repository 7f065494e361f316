namespace WideNet.Compute.Vectors;

/// <summary>The four vector operations the matrix product needs, for one width; a kernel written once serves every instruction set.</summary>
internal unsafe interface ISimd<TVector, T>
    where T : unmanaged
{
    static abstract int Lanes { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Broadcast(T value);

    static abstract TVector Load(T* address);

    static abstract void Store(T* address, TVector value);

    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a × b + c, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
