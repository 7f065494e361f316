using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WideNet.Numerics;

/// <summary>An endless, immutable sequence of random numbers: number i is a fixed function of the seed, the splits taken and i.</summary>
/// <remarks>
/// Nothing is consumed, so threads may fill disjoint ranges and get the bits that one thread would get, in any order and on any machine.
/// Two uses that must be independent take two streams: <c>stream.Split("weights").Split(layer)</c>. Uniform and normal numbers
/// and permutations read separate parts of a stream. Bits come from <see cref="Philox4x32"/>; a split hashes the parent's 128-bit identity and the
/// name with SHA-256 (<c>RandomStreamTests</c>).
/// </remarks>
public sealed class RandomStream
{
    private const int Chunk = 256;
    private const int KindShift = 61;
    private const ulong Uniforms = 0; // kinds of numbers: fixed, for they decide the bits
    private const ulong Normals = 2;
    private const ulong Integers = 4;

    private readonly ulong _key;
    private readonly ulong _high;

    /// <summary>The stream of a seed.</summary>
    /// <param name="seed">Any number; different seeds give unrelated streams.</param>
    public RandomStream(long seed)
        : this(0, 0, "seed", seed)
    {
    }

    private RandomStream(ulong parentKey, ulong parentHigh, string label, long index)
    {
        byte[] text = Encoding.UTF8.GetBytes(label);
        byte[] message = new byte[24 + text.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(message, parentKey);
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(8), parentHigh);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(16), index);
        text.CopyTo(message, 24);
        byte[] hash = SHA256.HashData(message);
        _key = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        _high = BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8));
    }

    /// <summary>An independent stream for one purpose.</summary>
    /// <param name="name">What the stream is for, such as <c>weights</c>.</param>
    public RandomStream Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new RandomStream(_key, _high, "name:" + name, 0);
    }

    /// <summary>An independent stream for one of many like things, such as layers, epochs or grid cells.</summary>
    /// <param name="index">Which of them.</param>
    public RandomStream Split(long index) => new(_key, _high, "index", index);

    /// <summary>Uniform doubles in [0, 1), multiples of 2⁻⁵³: numbers <paramref name="start"/>, start + 1, … of the stream.</summary>
    /// <param name="destination">Receives the numbers.</param>
    /// <param name="start">Position of the first, at least 0.</param>
    public void FillUniform(Span<double> destination, long start = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        for (int i = 0; i < destination.Length; i++)
        {
            long position = start + i;
            ulong low = Bits(Uniforms, position >> 1, out ulong high);
            destination[i] = ToUnit((position & 1) == 0 ? low : high);
            if ((position & 1) == 0 && i + 1 < destination.Length)
            {
                destination[++i] = ToUnit(high);
            }
        }
    }

    /// <summary>Standard normal doubles by the Box-Muller transform, |z| ≤ 8.6: numbers <paramref name="start"/>, start + 1, … of the stream.</summary>
    /// <param name="destination">Receives the numbers.</param>
    /// <param name="start">Position of the first, at least 0.</param>
    public void FillNormal(Span<double> destination, long start = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        Span<double> first = stackalloc double[Chunk];
        Span<double> second = stackalloc double[Chunk];
        long end = start + destination.Length;
        for (long pair = start >> 1; 2 * pair < end; pair += Chunk) // normal 2j and 2j + 1 are the two numbers of pair j
        {
            int count = (int)Math.Min(Chunk, ((end + 1) >> 1) - pair);
            for (int i = 0; i < count; i++)
            {
                ulong low = Bits(Normals, pair + i, out ulong high);
                first[i] = 1 - ToUnit(low);
                second[i] = ToUnit(high);
            }

            BoxMuller.Transform(first[..count], second[..count]);
            int from = (int)Math.Max(0, start - (2 * pair)), to = (int)Math.Min(2 * count, end - (2 * pair));
            Span<double> piece = destination.Slice((int)((2 * pair) + from - start), to - from);
            for (int i = 0; i < piece.Length; i++)
            {
                piece[i] = ((from + i) & 1) == 0 ? first[(from + i) >> 1] : second[(from + i) >> 1];
            }
        }
    }

    /// <summary>The index at one position, uniform in [0, <paramref name="bound"/>) to within bound/2⁶⁴.</summary>
    /// <param name="bound">Upper bound, above 0.</param>
    /// <param name="position">Position, at least 0.</param>
    public int IndexBelow(int bound, long position = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ulong low = Bits(Integers, position >> 1, out ulong high);
        return (int)Math.BigMul((position & 1) == 0 ? low : high, (ulong)bound, out _);
    }

    /// <summary>Puts the items into a uniformly random order (Fisher and Yates).</summary>
    /// <param name="items">Items, reordered in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = IndexBelow(i + 1, i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0 … <paramref name="count"/> - 1 in uniformly random order.</summary>
    /// <param name="count">How many, at least 0.</param>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] result = [.. Enumerable.Range(0, count)];
        Shuffle(result.AsSpan());
        return result;
    }

    private ulong Bits(ulong kind, long block, out ulong high) => Philox4x32.Block((ulong)block | (kind << KindShift), _high, _key, out high);

    private static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1L << 53));
}
