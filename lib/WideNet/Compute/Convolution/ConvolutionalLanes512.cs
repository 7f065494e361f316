using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WideNet.Compute.Convolution;

/// <summary>512-bit registers: AVX-512.</summary>
internal readonly unsafe struct ConvolutionalLanes512<T>(Vector512<T> value) : IConvolutionalLanes<ConvolutionalLanes512<T>, T>
    where T : unmanaged
{
    private readonly Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination) => _value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> operator +(ConvolutionalLanes512<T> left, ConvolutionalLanes512<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> operator -(ConvolutionalLanes512<T> left, ConvolutionalLanes512<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> operator *(ConvolutionalLanes512<T> left, ConvolutionalLanes512<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> operator /(ConvolutionalLanes512<T> left, ConvolutionalLanes512<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> MultiplyAdd(ConvolutionalLanes512<T> x, ConvolutionalLanes512<T> y, ConvolutionalLanes512<T> z) =>
        typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> Max(ConvolutionalLanes512<T> left, ConvolutionalLanes512<T> right) =>
        new(Vector512.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> Min(ConvolutionalLanes512<T> left, ConvolutionalLanes512<T> right) =>
        new(Vector512.MinNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> Sqrt(ConvolutionalLanes512<T> value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes512<T> SelectGreater(
        ConvolutionalLanes512<T> left, ConvolutionalLanes512<T> right, ConvolutionalLanes512<T> ifGreater, ConvolutionalLanes512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(left._value, right._value), ifGreater._value, otherwise._value));
}
