using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using WideNet.Numerics;

namespace WideNet.Data;

/// <summary>Reads and writes NumPy's <c>.npy</c> files.</summary>
/// <remarks>
/// Read are format versions 1.0, 2.0 and 3.0, booleans, integers of 1 to 8 bytes, float16, float32 and float64, in either byte order and either memory
/// order, also with the headers of Python 2; values stay as they are. Written are float64, float32, uint8 and int64, little-endian, in C order, format
/// 1.0, with the data aligned to 64 bytes as NumPy does. Source: NumPy Enhancement Proposal 1 and <c>numpy.lib.format</c>. Checked against files
/// written by NumPy, and by NumPy reading what is written here, in NpyFileTests and NpyTypesTests.
/// </remarks>
internal static class NpyFile
{
    private const int Alignment = 64;
    private const int LongestHeader = 1 << 20;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an array.</summary>
    /// <exception cref="DataFormatException">The file is no <c>.npy</c> file, is cut off or too long, or holds another kind of array.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static NpyArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        NpyHeader header = ReadHeader(stream, path);
        NpyElements elements = ElementsOf(header.Descriptor!, path);
        long[] lengths = header.Shape!;
        Int128 size = lengths.Contains(0) ? 0 : lengths.Aggregate((Int128)elements.Size, (n, length) => n > long.MaxValue ? n : n * length);
        long present = stream.Length - stream.Position;
        if (size != present || lengths.Any(n => n > int.MaxValue))
        {
            string verdict = size > present ? "it is cut off or its header is wrong" : "something was appended or its header is wrong";
            string needed = size > long.MaxValue ? "more than 2^63" : size.ToString(null, null);
            throw Bad(
                path, Invariant($"declares the shape {NpyArray.Describe<long>(lengths)} of {elements.Kind}, {needed} bytes, but {present} bytes of data ")
                    + Invariant($"follow: {verdict}"));
        }

        if (size / elements.Size > Array.MaxLength)
        {
            throw Bad(path, Invariant($"holds {size / elements.Size} elements; at most {Array.MaxLength} can be read"));
        }

        try
        {
            return elements.Read(stream, Array.ConvertAll(lengths, n => (int)n), header.FortranOrder!.Value);
        }
        catch (FormatException error)
        {
            throw new DataFormatException($"{path}: {error.Message}.", error);
        }
    }

    /// <summary>Writes an array; the file appears whole or not at all.</summary>
    /// <param name="path">Where the file shall lie; an existing file is replaced.</param>
    /// <param name="array">The array.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NpyArray array)
    {
        AtomicFile.Write(path, stream => Write(stream, array));
    }

    /// <summary>Writes matrices of one shape as a float64 array [count, Rows, Columns] without stacking them in memory first; the file appears whole or not
    /// at all.</summary>
    /// <param name="path">Where the file shall lie; an existing file is replaced.</param>
    /// <param name="stack">At least one matrix.</param>
    /// <exception cref="ArgumentException">There is none, or the shapes differ.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Matrix> stack)
    {
        NpyArray.RequireOneShape(stack);
        AtomicFile.Write(path, stream =>
        {
            WriteHeader(stream, NpyKind.Float64, [stack.Count, stack[0].Rows, stack[0].Columns]);
            foreach (Matrix matrix in stack)
            {
                // Row by row: a large matrix has more bytes than a span can name.
                for (int row = 0; row < matrix.Rows; row++) stream.Write(MemoryMarshal.AsBytes(matrix.Row(row)));
            }
        });
    }

    private static void Write(Stream stream, NpyArray array)
    {
        WriteHeader(stream, array.Kind, [.. array.Shape]);
        stream.Write(array.Kind switch
        {
            NpyKind.Float64 => MemoryMarshal.AsBytes(array.Elements<double>()),
            NpyKind.Float32 => MemoryMarshal.AsBytes(array.Elements<float>()),
            NpyKind.UInt8 => array.Elements<byte>(),
            _ => MemoryMarshal.AsBytes(array.Elements<long>()),
        });
    }

    private static void WriteHeader(Stream stream, NpyKind kind, int[] lengths)
    {
        RequireLittleEndian();
        string shape = NpyArray.Describe<int>(lengths);
        string dictionary = $"{{'descr': '{DescriptorOf(kind)}', 'fortran_order': False, 'shape': {shape}, }}";
        int prefix = Magic.Length + 4;
        int total = (prefix + dictionary.Length + Alignment) / Alignment * Alignment;
        byte[] head = new byte[total];
        Magic.CopyTo(head, 0);
        head[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), checked((ushort)(total - prefix)));
        Encoding.ASCII.GetBytes(dictionary.PadRight(total - prefix - 1) + "\n", head.AsSpan(prefix));
        stream.Write(head);
    }

    private static NpyHeader ReadHeader(FileStream stream, string path)
    {
        RequireLittleEndian();
        Span<byte> start = stackalloc byte[12];
        int got = stream.ReadAtLeast(start[..8], 8, throwOnEndOfStream: false);
        if (got < 8 || !start[..Magic.Length].SequenceEqual(Magic))
        {
            throw Bad(path, got == 0 ? "is empty" : got < 8 && start[..Math.Min(got, Magic.Length)].SequenceEqual(Magic.AsSpan(0, Math.Min(got, Magic.Length)))
                ? "ends within its header"
                : "does not start with the bytes \\x93NUMPY, so it is no .npy file");
        }

        int major = start[6], minor = start[7];
        if (major is < 1 or > 3 || minor != 0)
        {
            throw Bad(path, Invariant($"has the format version {major}.{minor}; versions 1.0, 2.0 and 3.0 are understood"));
        }

        int width = major == 1 ? 2 : 4;
        Span<byte> field = start.Slice(8, width);
        if (stream.ReadAtLeast(field, width, throwOnEndOfStream: false) < width)
        {
            throw Bad(path, "is cut off inside its header");
        }

        uint length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(field) : BinaryPrimitives.ReadUInt32LittleEndian(field);
        if (length > LongestHeader || length > stream.Length - stream.Position)
        {
            throw Bad(
                path, Invariant($"declares a header of {length} bytes, but {stream.Length - stream.Position} bytes follow (at most {LongestHeader} are ")
                    + "read): it is cut off or damaged");
        }

        byte[] bytes = new byte[length];
        stream.ReadExactly(bytes);
        try
        {
            return NpyHeader.Parse(Encoding.UTF8.GetString(bytes));
        }
        catch (FormatException error)
        {
            throw new DataFormatException($"{path} has a header that cannot be used: {error.Message}.", error);
        }
    }

    private static NpyElements ElementsOf(string descriptor, string path) => NpyElements.Parse(descriptor) ?? throw Bad(path, descriptor.Contains('O')
        ? $"holds Python objects ('{descriptor}'), which are never read; save numbers with x.astype('<f8')"
        : $"holds elements of type '{descriptor}'; booleans, integers and real numbers of at most 8 bytes are understood, so save it again with "
            + "x.astype('<f8')");

    private static string DescriptorOf(NpyKind kind) => kind switch
    {
        NpyKind.Float64 => "<f8",
        NpyKind.Float32 => "<f4",
        NpyKind.UInt8 => "|u1",
        _ => "<i8",
    };

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Arrays are stored little-endian; this machine is big-endian.");
        }
    }

    private static DataFormatException Bad(string path, string problem) => new($"{path} {problem}.");
}
