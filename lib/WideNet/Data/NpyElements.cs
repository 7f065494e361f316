using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WideNet.Data;

/// <summary>The elements of a <c>.npy</c> file: one of NumPy's real types in either byte order and either memory order.</summary>
/// <remarks>
/// Every value is kept exactly: booleans become bytes of 0 and 1, half-precision numbers floats, all other integers 64-bit integers. An unsigned 64-bit
/// integer beyond 2^63 - 1 makes the array one of doubles, provided that each element has an exact double. Shown by NpyTypesTests.
/// </remarks>
internal readonly record struct NpyElements
{
    private NpyElements(char type, int size, bool isBigEndian) => (Type, Size, IsBigEndian) = (type, size, isBigEndian);

    /// <summary>Bytes of an element in the file.</summary>
    public int Size { get; }

    /// <summary>What the array will hold, short of unsigned integers beyond 2^63 - 1.</summary>
    public NpyKind Kind => (Type, Size) switch
    {
        ('f', 8) => NpyKind.Float64,
        ('f', _) => NpyKind.Float32,
        ('b', _) or ('u', 1) => NpyKind.UInt8,
        _ => NpyKind.Int64,
    };

    private char Type { get; }

    private bool IsBigEndian { get; }

    /// <summary>Reads NumPy's code of an element type; null if it is not understood.</summary>
    /// <param name="descriptor">Such as <c>&lt;f8</c>.</param>
    public static NpyElements? Parse(string descriptor)
    {
        if (descriptor.Length != 3 || descriptor[0] is not ('<' or '>' or '|' or '=')) return null;
        bool isKnown = descriptor[1..] is "b1" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "f2" or "f4" or "f8";
        if (!isKnown || (descriptor[0] == '|' && descriptor[2] != '1')) return null;
        return new NpyElements(descriptor[1], descriptor[2] - '0', descriptor[0] == '>');
    }

    /// <summary>Reads the array.</summary>
    /// <param name="stream">At its first element.</param>
    /// <param name="shape">Lengths of the dimensions, whose product fits an array.</param>
    /// <param name="isFortran">Whether the first index runs fastest.</param>
    /// <exception cref="FormatException">An integer has no exact double beside the others; the message tells which in a few words.</exception>
    public NpyArray Read(Stream stream, int[] shape, bool isFortran)
    {
        NpyElements elements = this;
        int count = shape.Aggregate(1, (n, length) => n * length);
        bool big = IsBigEndian;
        switch (Type, Size)
        {
            case ('f', 8):
                return new NpyArray(InOrder(big ? Convert(8, BinaryPrimitives.ReadDoubleBigEndian) : Plain<double>()), shape);
            case ('f', 4):
                return new NpyArray(InOrder(big ? Convert(4, BinaryPrimitives.ReadSingleBigEndian) : Plain<float>()), shape);
            case ('f', _):
                return new NpyArray(
                    InOrder(Convert(2, b => (float)(big ? BinaryPrimitives.ReadHalfBigEndian(b) : BinaryPrimitives.ReadHalfLittleEndian(b)))), shape);
            case ('b', _):
                return new NpyArray(InOrder(Convert(1, b => b[0] == 0 ? (byte)0 : (byte)1)), shape);
            case ('u', 1):
                return new NpyArray(InOrder(Plain<byte>()), shape);
            case ('i', 8) when !big:
                return new NpyArray(InOrder(Plain<long>()), shape);
            case ('u', 8):
                ulong[] values = InOrder(Convert(8, b => big ? BinaryPrimitives.ReadUInt64BigEndian(b) : BinaryPrimitives.ReadUInt64LittleEndian(b)));
                return Array.TrueForAll(values, value => value <= long.MaxValue)
                    ? new NpyArray(Array.ConvertAll(values, value => (long)value), shape)
                    : new NpyArray([.. values.Select(Exact)], shape);
            default:
                return new NpyArray(InOrder(Convert(Size, elements.Integer)), shape);
        }

        T[] Plain<T>()
            where T : unmanaged
        {
            T[] values = new T[count];
            const int chunk = 1 << 26;
            for (int first = 0; first < count; first += chunk)
            {
                stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(first, Math.Min(chunk, count - first))));
            }

            return values;
        }

        T[] Convert<T>(int size, FromBytes<T> convert)
        {
            T[] values = new T[count];
            byte[] buffer = new byte[size * Math.Min(count, 1 << 16)];
            for (int first = 0; first < count;)
            {
                int these = Math.Min(buffer.Length / size, count - first);
                stream.ReadExactly(buffer, 0, these * size);
                for (int i = 0; i < these; i++) values[first + i] = convert(buffer.AsSpan(i * size, size));
                first += these;
            }

            return values;
        }

        T[] InOrder<T>(T[] values) => isFortran ? FromFortran(values, shape) : values;
    }

    private static T[] FromFortran<T>(T[] values, int[] shape)
    {
        T[] ordered = new T[values.Length];
        int[] index = new int[shape.Length];
        for (int i = 0; i < ordered.Length; i++)
        {
            int from = 0;
            for (int d = shape.Length - 1; d >= 0; d--) from = (from * shape[d]) + index[d];
            ordered[i] = values[from];
            for (int d = shape.Length - 1; d >= 0 && ++index[d] == shape[d]; d--) index[d] = 0;
        }

        return ordered;
    }

    private static double Exact(ulong value, int index)
    {
        double result = value;
        return result < 18446744073709551616.0 && (ulong)result == value
            ? result
            : throw new FormatException(Invariant($"element {index} is {value}, which has no exact double; save it again with x.astype('<f8')"));
    }

    private long Integer(ReadOnlySpan<byte> bytes) => (Type, Size, IsBigEndian) switch
    {
        ('i', 1, _) => (sbyte)bytes[0],
        ('i', 2, false) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ('i', 2, true) => BinaryPrimitives.ReadInt16BigEndian(bytes),
        ('i', 4, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ('i', 4, true) => BinaryPrimitives.ReadInt32BigEndian(bytes),
        ('i', 8, _) => BinaryPrimitives.ReadInt64BigEndian(bytes),
        ('u', 2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ('u', 2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (_, _, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };

    private delegate T FromBytes<T>(ReadOnlySpan<byte> bytes);
}
