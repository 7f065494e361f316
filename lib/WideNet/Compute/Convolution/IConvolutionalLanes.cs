namespace WideNet.Compute.Convolution;

/// <summary>One vector register of numbers, one lane for each example of a tile; the recursions are written once against it.</summary>
/// <remarks>
/// Lanes never mix, and multiply-add, square root and division round once everywhere, so every width that has a fused multiply-add gives
/// the bits of <see cref="ConvolutionalLanesScalar{T}"/>, the definition (ConvolutionalKernelTests, InstructionSetTests).
/// </remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface IConvolutionalLanes<TSelf, T>
    where TSelf : struct, IConvolutionalLanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>Numbers in the register.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary><see cref="Count"/> numbers from memory, any alignment.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>Writes <see cref="Count"/> numbers to memory, any alignment.</summary>
    void Store(T* destination);

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>x·y + z, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>The larger number, lane by lane; with NaN either operand.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller number, lane by lane; with NaN either operand.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>Square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>left &gt; right ? ifGreater : otherwise, lane by lane.</summary>
    static abstract TSelf SelectGreater(TSelf left, TSelf right, TSelf ifGreater, TSelf otherwise);
}
