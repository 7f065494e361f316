using System.Numerics;
using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

/// <summary>A single number: the definition that the vector widths reproduce bit for bit.</summary>
internal readonly unsafe struct ConvolutionalLanesScalar<T>(T value) : IConvolutionalLanes<ConvolutionalLanesScalar<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _value = value;

    public static int Count => 1;

    public static ConvolutionalLanesScalar<T> Broadcast(T value) => new(value);

    public static ConvolutionalLanesScalar<T> Load(T* source) => new(*source);

    public void Store(T* destination) => *destination = _value;

    public static ConvolutionalLanesScalar<T> operator +(ConvolutionalLanesScalar<T> left, ConvolutionalLanesScalar<T> right) =>
        new(left._value + right._value);

    public static ConvolutionalLanesScalar<T> operator -(ConvolutionalLanesScalar<T> left, ConvolutionalLanesScalar<T> right) =>
        new(left._value - right._value);

    public static ConvolutionalLanesScalar<T> operator *(ConvolutionalLanesScalar<T> left, ConvolutionalLanesScalar<T> right) =>
        new(left._value * right._value);

    public static ConvolutionalLanesScalar<T> operator /(ConvolutionalLanesScalar<T> left, ConvolutionalLanesScalar<T> right) =>
        new(left._value / right._value);

    public static ConvolutionalLanesScalar<T> MultiplyAdd(ConvolutionalLanesScalar<T> x, ConvolutionalLanesScalar<T> y, ConvolutionalLanesScalar<T> z) =>
        new(T.FusedMultiplyAdd(x._value, y._value, z._value));

    public static ConvolutionalLanesScalar<T> Max(ConvolutionalLanesScalar<T> left, ConvolutionalLanesScalar<T> right) =>
        left._value > right._value ? left : right;

    public static ConvolutionalLanesScalar<T> Min(ConvolutionalLanesScalar<T> left, ConvolutionalLanesScalar<T> right) =>
        left._value < right._value ? left : right;

    public static ConvolutionalLanesScalar<T> Sqrt(ConvolutionalLanesScalar<T> value) => new(T.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ConvolutionalLanesScalar<T> SelectGreater(
        ConvolutionalLanesScalar<T> left, ConvolutionalLanesScalar<T> right, ConvolutionalLanesScalar<T> ifGreater, ConvolutionalLanesScalar<T> otherwise) =>
        left._value > right._value ? ifGreater : otherwise;
}
