using System.Numerics;
using System.Runtime.CompilerServices;

namespace WideNet.Compute.Vectors;

/// <summary>As many doubles as the widest portable register holds: four with AVX2, two with NEON or SSE.</summary>
internal readonly struct VectorLanes(Vector<double> value) : ILanes<VectorLanes>
{
    private readonly Vector<double> _value = value;

    public static int Count => Vector<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Broadcast(double value) => new(new Vector<double>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Load(ReadOnlySpan<double> source) => new(new Vector<double>(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> destination) => _value.CopyTo(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes operator +(VectorLanes left, VectorLanes right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes operator -(VectorLanes left, VectorLanes right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes operator -(VectorLanes value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes operator *(VectorLanes left, VectorLanes right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes operator /(VectorLanes left, VectorLanes right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes FusedMultiplyAdd(VectorLanes x, VectorLanes y, VectorLanes z) =>
        new(Vector.FusedMultiplyAdd(x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Sqrt(VectorLanes value) => new(Vector.SquareRoot(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Abs(VectorLanes value) => new(Vector.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Round(VectorLanes value) => new(Vector.Round(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes SelectGreater(VectorLanes left, VectorLanes right, VectorLanes ifGreater, VectorLanes otherwise) =>
        new(Vector.ConditionalSelect(Vector.GreaterThan(left._value, right._value), ifGreater._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllWithin(VectorLanes value, double low, double high) =>
        Vector.GreaterThanOrEqualAll(value._value, new Vector<double>(low)) && Vector.LessThanOrEqualAll(value._value, new Vector<double>(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes PowerOfTwo(VectorLanes exponent) =>
        new(Vector.AsVectorDouble(Vector.ShiftLeft(Vector.ConvertToInt64Native(exponent._value) + new Vector<long>(1023), 52)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Exponent(VectorLanes value) =>
        new(Vector.ConvertToDouble(Vector.ShiftRightLogical(Vector.AsVectorInt64(value._value), 52) - new Vector<long>(1023)));
}
