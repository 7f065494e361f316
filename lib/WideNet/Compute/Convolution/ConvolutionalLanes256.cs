using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WideNet.Compute.Convolution;

/// <summary>256-bit registers: AVX2 with fused multiply-add.</summary>
internal readonly unsafe struct ConvolutionalLanes256<T>(Vector256<T> value) : IConvolutionalLanes<ConvolutionalLanes256<T>, T>
    where T : unmanaged
{
    private readonly Vector256<T> _value = value;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination) => _value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> operator +(ConvolutionalLanes256<T> left, ConvolutionalLanes256<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> operator -(ConvolutionalLanes256<T> left, ConvolutionalLanes256<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> operator *(ConvolutionalLanes256<T> left, ConvolutionalLanes256<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> operator /(ConvolutionalLanes256<T> left, ConvolutionalLanes256<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> MultiplyAdd(ConvolutionalLanes256<T> x, ConvolutionalLanes256<T> y, ConvolutionalLanes256<T> z) =>
        typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> Max(ConvolutionalLanes256<T> left, ConvolutionalLanes256<T> right) =>
        new(Vector256.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> Min(ConvolutionalLanes256<T> left, ConvolutionalLanes256<T> right) =>
        new(Vector256.MinNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> Sqrt(ConvolutionalLanes256<T> value) => new(Vector256.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanes256<T> SelectGreater(
        ConvolutionalLanes256<T> left, ConvolutionalLanes256<T> right, ConvolutionalLanes256<T> ifGreater, ConvolutionalLanes256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(left._value, right._value), ifGreater._value, otherwise._value));
}
