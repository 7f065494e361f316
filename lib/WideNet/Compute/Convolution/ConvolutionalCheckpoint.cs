using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Compute.Convolution;

/// <summary>Finished stripes of a job on disk, one file each, so that a killed job goes on where it stopped and ends with the same bits.</summary>
/// <remarks>
/// A file holds 8 bytes of format, the SHA-256 of the job (network, depths, images, arithmetic), the entries and the SHA-256 of all before it.
/// Files appear whole or not at all. One that belongs to another job, or is damaged, stops the job: nothing is overwritten or mixed.
/// </remarks>
internal sealed class ConvolutionalCheckpoint
{
    private const string Format = "WNETCNN1";
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
    /// <param name="stripe">Number of the stripe.</param>
    /// <param name="first">First column.</param>
    /// <param name="count">Columns.</param>
    /// <param name="rows">Rows computed in the stripe.</param>
    /// <returns>Whether the stripe was there.</returns>
    /// <exception cref="DataFormatException">The file belongs to another job or is damaged.</exception>
    public bool TryLoad(int stripe, int first, int count, int rows)
    {
        string path = PathOf(stripe);
        if (!File.Exists(path)) return false;
        using FileStream file = File.OpenRead(path);
        if (file.Length > Array.MaxLength) throw Foreign(path);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)file.Length);
        try
        {
            Span<byte> bytes = buffer.AsSpan(0, (int)file.Length);
            file.ReadExactly(bytes);
            Load(path, bytes, first, count, rows);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return true;
    }

    private void Load(string path, ReadOnlySpan<byte> bytes, int first, int count, int rows)
    {
        int header = Format.Length + _identity.Length;
        long expected = header + (2L * _job.Depths.Length * rows * count * sizeof(double)) + SHA256.HashSizeInBytes;
        if (bytes.Length < header || !bytes[..Format.Length].SequenceEqual(Encoding.ASCII.GetBytes(Format)))
        {
            throw Foreign(path);
        }

        if (!bytes.Slice(Format.Length, _identity.Length).SequenceEqual(_identity))
        {
            throw new DataFormatException(
                $"{path} is a checkpoint of another job (other images, network, depths, precision or vector width); delete it or give another folder.");
        }

        if (bytes.Length != expected || !SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
        {
            throw new DataFormatException(
                Invariant($"{path} is damaged: {bytes.Length} bytes of {expected}, or a wrong checksum; delete it to compute this part again."));
        }

        ReadOnlySpan<double> values = MemoryMarshal.Cast<byte, double>(bytes[header..^SHA256.HashSizeInBytes]);
        int i = 0;
        foreach ((_, Matrix nngp, Matrix ntk) in _job.Results)
        {
            i = Read(values, i, nngp, first, count, rows);
            i = Read(values, i, ntk, first, count, rows);
        }
    }

    private static DataFormatException Foreign(string path) => new($"{path} is no kernel checkpoint; give an empty folder for checkpoints.");

    /// <summary>Writes a finished stripe.</summary>
    /// <param name="stripe">Number of the stripe.</param>
    /// <param name="first">First column.</param>
    /// <param name="count">Columns.</param>
    /// <param name="rows">Rows computed in the stripe.</param>
    public void Save(int stripe, int first, int count, int rows)
    {
        AtomicFile.Write(PathOf(stripe), file =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Write(file, hash, Encoding.ASCII.GetBytes(Format));
            Write(file, hash, _identity);
            foreach ((_, Matrix nngp, Matrix ntk) in _job.Results)
            {
                Write(file, hash, nngp, first, count, rows);
                Write(file, hash, ntk, first, count, rows);
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
                matrix[a, b] = values[next++];
                if (_job.IsSymmetric) matrix[b, a] = matrix[a, b];
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

    private string PathOf(int stripe) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"stripe-{stripe:D6}.bin"));

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
