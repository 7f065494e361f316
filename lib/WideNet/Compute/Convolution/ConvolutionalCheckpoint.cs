using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Compute.Convolution;

/// <summary>Finished stripes of a job on disk, one file each, so that a killed job goes on where it stopped and ends with the same bits.</summary>
/// <remarks>
/// A file holds 8 bytes of format, the SHA-256 of the job (network, depths, images, arithmetic), the entries and the SHA-256 of all before it.
/// Files appear whole or not at all. One that belongs to another job stops the job: nothing is mixed. One that is damaged is computed again.
/// </remarks>
internal sealed class ConvolutionalCheckpoint
{
    private const string Family = "WNETCNN", Format = Family + "1";
    private const int IdentityLength = SHA256.HashSizeInBytes;

    /// <summary>What names of files look like.</summary>
    public const string FilePattern = "stripe-*.bin";

    private readonly string _folder;
    private readonly ConvolutionalJob _job;
    private readonly byte[] _identity;

    /// <summary>Prepares the folder's use.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="job">The job.</param>
    /// <param name="arithmetic">What decides the bits beside the job: the vector lanes and their type.</param>
    public ConvolutionalCheckpoint(string folder, ConvolutionalJob job, string arithmetic)
    {
        _folder = folder;
        _job = job;
        _identity = Identify(job, arithmetic);
    }

    /// <summary>Reads a stripe into the results.</summary>
    /// <returns>Whether the stripe was there and sound.</returns>
    /// <exception cref="DataFormatException">The file belongs to another job or another version of the program.</exception>
    public bool TryLoad(int stripe, int first, int count, int rows)
    {
        string path = PathOf(stripe);
        if (!File.Exists(path)) return false;
        using FileStream file = File.OpenRead(path);
        long expected = Format.Length + IdentityLength + (2L * _job.Depths.Length * rows * count * sizeof(double)) + SHA256.HashSizeInBytes;
        int length = (int)Math.Min(file.Length, expected + 1);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> bytes = buffer.AsSpan(0, length);
            file.ReadExactly(bytes);
            return Load(path, bytes, file.Length, expected, first, count, rows);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What is wrong with the bytes of a file, whatever job it is of; null where it is sound.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="ofAnotherVersion">Whether it is sound, but for another version of the program.</param>
    internal static string? DamageOf(ReadOnlySpan<byte> bytes, out bool ofAnotherVersion)
    {
        ReadOnlySpan<byte> family = Encoding.ASCII.GetBytes(Family);
        bool isWhole = bytes.Length >= Format.Length + IdentityLength + SHA256.HashSizeInBytes && bytes.StartsWith(family)
            && SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]);
        ofAnotherVersion = isWhole && bytes[family.Length] != Format[^1];
        if (ofAnotherVersion)
            return Invariant($"has the format {Family}{(char)bytes[family.Length]} of another version of the program, and this one reads {Format}");
        return isWhole ? null : "is cut off or damaged";
    }

    private bool Load(string path, ReadOnlySpan<byte> bytes, long length, long expected, int first, int count, int rows)
    {
        int header = Format.Length + IdentityLength;
        string? damage = DamageOf(bytes, out bool isForeign);
        if (isForeign) throw new DataFormatException($"{path} {damage}; delete it or give another folder.");

        // The identity of another job is believed only in a file that is as it was written.
        if (bytes.Length >= header && bytes.StartsWith(Encoding.ASCII.GetBytes(Format))
            && !bytes.Slice(Format.Length, IdentityLength).SequenceEqual(_identity) && (damage is null || length != expected))
        {
            throw new DataFormatException(
                $"{path} is a checkpoint of another job (other images, network, depths, precision or vector width); delete it or give another folder.");
        }

        if (damage is not null || length != expected)
        {
            _job.Options.Notice?.Invoke(Invariant($"{path} {damage ?? "has another length"} ({length} bytes of {expected}); this part is computed again."));
            return false;
        }

        ReadOnlySpan<double> values = MemoryMarshal.Cast<byte, double>(bytes[header..^SHA256.HashSizeInBytes]);
        int i = 0;
        foreach ((_, Matrix nngp, Matrix ntk) in _job.Results)
        {
            i = Read(values, i, nngp, first, count, rows);
            i = Read(values, i, ntk, first, count, rows);
        }

        return true;
    }

    /// <summary>Writes a finished stripe.</summary>
    public void Save(int stripe, int first, int count, int rows)
    {
        AtomicFile.Write(PathOf(stripe), file =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Write(file, hash, Encoding.ASCII.GetBytes(Format));
            Write(file, hash, _identity);
            foreach ((_, Matrix nngp, Matrix ntk) in _job.Results)
            {
                Write(file, hash, nngp, first - _job.FirstColumn, count, rows);
                Write(file, hash, ntk, first - _job.FirstColumn, count, rows);
            }

            file.Write(hash.GetHashAndReset());
        });
    }

    private int Read(ReadOnlySpan<double> values, int next, Matrix matrix, int first, int count, int rows)
    {
        for (int a = 0; a < rows; a++)
        {
            for (int b = first; b < first + count; b++)
            {
                _job.Put(matrix, a, b, values[next++]);
            }
        }

        return next;
    }

    private static void Write(Stream file, IncrementalHash hash, Matrix matrix, int first, int count, int rows)
    {
        for (int a = 0; a < rows; a++) Write(file, hash, MemoryMarshal.AsBytes(matrix.Row(a).Slice(first, count)));
    }

    private static void Write(Stream file, IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        hash.AppendData(bytes);
    }

    private string PathOf(int stripe) => Path.Combine(_folder, Invariant($"stripe-{stripe:D6}.bin"));

    /// <summary>SHA-256 of everything that decides the entries: a variance that is named and one that is left to be that of the hidden layers are the
    /// same.</summary>
    private static byte[] Identify(ConvolutionalJob job, string arithmetic)
    {
        string network = string.Join('|', job.Network.Settings().Select(setting => setting.Value));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{arithmetic}|{network}|{string.Join(',', job.Depths)}|{job.Rows}|{job.Columns}|{job.IsSymmetric}"));
        hash.AppendData(MemoryMarshal.AsBytes(job.Rows.Values));
        if (!job.IsSymmetric) hash.AppendData(MemoryMarshal.AsBytes(job.Columns.Values));
        return hash.GetHashAndReset();
    }
}
