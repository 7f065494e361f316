using System.Runtime.CompilerServices;

namespace WideNet.Compute.Vectors;

/// <summary>A single double: the definition that the vector lanes reproduce bit for bit.</summary>
internal readonly struct ScalarLanes(double value) : ILanes<ScalarLanes>
{
    /// <summary>The number itself.</summary>
    public readonly double Value = value;

    public static int Count => 1;

    public static ScalarLanes Broadcast(double value) => new(value);

    public static ScalarLanes Load(ReadOnlySpan<double> source) => new(source[0]);

    public void Store(Span<double> destination) => destination[0] = Value;

    public static ScalarLanes operator +(ScalarLanes left, ScalarLanes right) => new(left.Value + right.Value);

    public static ScalarLanes operator -(ScalarLanes left, ScalarLanes right) => new(left.Value - right.Value);

    public static ScalarLanes operator -(ScalarLanes value) => new(-value.Value);

    public static ScalarLanes operator *(ScalarLanes left, ScalarLanes right) => new(left.Value * right.Value);

    public static ScalarLanes operator /(ScalarLanes left, ScalarLanes right) => new(left.Value / right.Value);

    public static ScalarLanes FusedMultiplyAdd(ScalarLanes x, ScalarLanes y, ScalarLanes z) =>
        new(Math.FusedMultiplyAdd(x.Value, y.Value, z.Value));

    public static ScalarLanes Sqrt(ScalarLanes value) => new(Math.Sqrt(value.Value));

    public static ScalarLanes Abs(ScalarLanes value) => new(Math.Abs(value.Value));

    public static ScalarLanes Round(ScalarLanes value) => new(Math.Round(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLanes SelectGreater(ScalarLanes left, ScalarLanes right, ScalarLanes ifGreater, ScalarLanes otherwise) =>
        left.Value > right.Value ? ifGreater : otherwise;

    public static bool AllWithin(ScalarLanes value, double low, double high) => value.Value >= low && value.Value <= high;

    public static ScalarLanes PowerOfTwo(ScalarLanes exponent) => new(BitConverter.Int64BitsToDouble(((long)exponent.Value + 1023) << 52));

    public static ScalarLanes Exponent(ScalarLanes value) => new((BitConverter.DoubleToInt64Bits(value.Value) >> 52) - 1023);
}
