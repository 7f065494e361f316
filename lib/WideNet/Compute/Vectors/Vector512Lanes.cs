using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WideNet.Compute.Vectors;

/// <summary>Eight doubles in a 512-bit register.</summary>
internal readonly struct Vector512Lanes(Vector512<double> value) : ILanes<Vector512Lanes>
{
    private readonly Vector512<double> _value = value;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes Load(ReadOnlySpan<double> source) => new(Vector512.Create(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> destination) => _value.CopyTo(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes operator +(Vector512Lanes left, Vector512Lanes right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes operator -(Vector512Lanes left, Vector512Lanes right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes operator -(Vector512Lanes value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes operator *(Vector512Lanes left, Vector512Lanes right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes operator /(Vector512Lanes left, Vector512Lanes right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes FusedMultiplyAdd(Vector512Lanes x, Vector512Lanes y, Vector512Lanes z) =>
        new(Vector512.FusedMultiplyAdd(x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes Sqrt(Vector512Lanes value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes Abs(Vector512Lanes value) => new(Vector512.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes Round(Vector512Lanes value) => new(Vector512.Round(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes SelectGreater(Vector512Lanes left, Vector512Lanes right, Vector512Lanes ifGreater, Vector512Lanes otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(left._value, right._value), ifGreater._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllWithin(Vector512Lanes value, double low, double high) =>
        Vector512.GreaterThanOrEqualAll(value._value, Vector512.Create(low)) && Vector512.LessThanOrEqualAll(value._value, Vector512.Create(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes PowerOfTwo(Vector512Lanes exponent) =>
        new(Vector512.ShiftLeft(Vector512.ConvertToInt64Native(exponent._value) + Vector512.Create(1023L), 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lanes Exponent(Vector512Lanes value) =>
        new(Vector512.ConvertToDouble(Vector512.ShiftRightLogical(value._value.AsInt64(), 52) - Vector512.Create(1023L)));
}
