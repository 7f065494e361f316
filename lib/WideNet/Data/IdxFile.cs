using System.Buffers.Binary;
using System.IO.Compression;

namespace WideNet.Data;

/// <summary>An IDX file of unsigned bytes, the format of MNIST: a magic number, big-endian lengths, the bytes in C order; plain or gzip.</summary>
internal sealed record IdxFile(int[] Shape, byte[] Values)
{
    private const int UnsignedByte = 8;
    private const int LargestSize = 1 << 30;

    // Deflate makes no more than 1,032 bytes of one.
    private const long LargestRatio = 1032;

    /// <summary>Reads a file, unpacking it when it starts with gzip's magic number.</summary>
    public static IdxFile Read(string path, int rank, string remedy)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        bool packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        try
        {
            using Stream stream = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Read(stream, path, rank, remedy, packed ? file.Length * LargestRatio : file.Length);
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException($"{path} is damaged, gzip cannot unpack it ({error.Message.TrimEnd('.')}); {remedy}.", error);
        }
    }

    private static IdxFile Read(Stream stream, string path, int rank, string remedy, long mostBytes)
    {
        byte[] head = new byte[4 + (4 * rank)];
        int got = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (got < head.Length)
        {
            throw new DataFormatException(Invariant($"{path} ends after {got} bytes, inside its header of {head.Length} bytes; {remedy}."));
        }

        int magic = BinaryPrimitives.ReadInt32BigEndian(head), expected = (UnsignedByte << 8) | rank;
        if (magic != expected)
        {
            throw new DataFormatException(
                Invariant($"{path} starts with the magic number 0x{magic:X8}, but an IDX file of bytes with {rank} dimensions starts with ")
                    + Invariant($"0x{expected:X8}; {remedy}."));
        }

        int[] shape = new int[rank];
        Int128 size = 1;
        for (int i = 0; i < rank; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4 + (4 * i)));
            size *= shape[i];
        }

        if (shape.Any(n => n < 1) || size > LargestSize)
        {
            throw new DataFormatException(
                $"{path} declares the shape {NpyArray.Describe<int>(shape)}, but lengths must be at least 1 and at most {LargestSize} bytes are "
                    + $"read; {remedy}.");
        }

        // The header may be wrong: no more memory than there can be bytes.
        byte[] values = new byte[(int)Int128.Min(size, mostBytes)];
        got = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (got < size)
        {
            throw new DataFormatException(
                Invariant($"{path} declares the shape {NpyArray.Describe<int>(shape)}, {size} bytes, but only {got} follow; {remedy}."));
        }

        return stream.ReadByte() < 0
            ? new IdxFile(shape, values)
            : throw new DataFormatException($"{path} declares the shape {NpyArray.Describe<int>(shape)}, {values.Length} bytes, but more follow; {remedy}.");
    }
}
