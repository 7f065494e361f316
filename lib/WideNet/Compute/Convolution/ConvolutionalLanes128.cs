using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WideNet.Compute.Convolution;

/// <summary>128-bit registers: NEON, or SSE where there is nothing wider; without a fused multiply-add it rounds twice.</summary>
internal readonly unsafe struct ConvolutionalLanes128<T>(Vector128<T> value) : IConvolutionalLanes<ConvolutionalLanes128<T>, T>
    where T : unmanaged
{
    private readonly Vector128<T> _value = value;

    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination) => _value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> operator +(ConvolutionalLanes128<T> left, ConvolutionalLanes128<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> operator -(ConvolutionalLanes128<T> left, ConvolutionalLanes128<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> operator *(ConvolutionalLanes128<T> left, ConvolutionalLanes128<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> operator /(ConvolutionalLanes128<T> left, ConvolutionalLanes128<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> MultiplyAdd(ConvolutionalLanes128<T> x, ConvolutionalLanes128<T> y, ConvolutionalLanes128<T> z) =>
        typeof(T) == typeof(float)
        ? new(Vector128.MultiplyAddEstimate(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>())
        : new(Vector128.MultiplyAddEstimate(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> Max(ConvolutionalLanes128<T> left, ConvolutionalLanes128<T> right) =>
        new(Vector128.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> Min(ConvolutionalLanes128<T> left, ConvolutionalLanes128<T> right) =>
        new(Vector128.MinNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> Sqrt(ConvolutionalLanes128<T> value) => new(Vector128.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes128<T> SelectGreater(
        ConvolutionalLanes128<T> left, ConvolutionalLanes128<T> right, ConvolutionalLanes128<T> ifGreater, ConvolutionalLanes128<T> otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(left._value, right._value), ifGreater._value, otherwise._value));
}
