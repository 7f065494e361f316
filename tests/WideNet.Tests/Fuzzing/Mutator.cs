using System.Text;
using WideNet.Numerics;

namespace WideNet.Tests.Fuzzing;

/// <summary>Damages bytes in the ways that break readers: bits, runs, cuts, repetitions, other numbers, pieces of other files.
/// The same seed damages alike.</summary>
internal sealed class Mutator(string name, IReadOnlyList<byte[]> seeds)
{
    private const int Draws = 64, Longest = 1 << 16;

    private static readonly byte[][] Words =
    [
        .. (
            (string[])["-1", "0", "1e999", "NaN", "9223372036854775808", "2147483648", "-2147483649", "\"\"", "null", "[[[[[[[[", "{}", "\\u0000", "\\ud800",
                "\r\n", "../", "\uFEFF", "é"]).Select(Encoding.UTF8.GetBytes),
        [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0x1F, 0x8B],
    ];

    private readonly RandomStream _random = new RandomStream(19).Split(name);
    private readonly double[] _draws = new double[Draws];
    private int _next;

    /// <summary>The damaged bytes of one execution: one of the seeds with one to four faults.</summary>
    /// <param name="execution">Its number.</param>
    public byte[] this[long execution]
    {
        get
        {
            _random.Split($"{execution}").FillUniform(_draws);
            _next = 0;
            List<byte> bytes = [.. seeds[Below(seeds.Count)]];
            for (int faults = 1 + Below(4); faults > 0; faults--) Damage(bytes);
            return [.. bytes.Count > Longest ? bytes[..Longest] : bytes];
        }
    }

    private void Damage(List<byte> bytes)
    {
        int at = Below(bytes.Count + 1), length = Math.Min(1 + Below(1 << Below(9)), bytes.Count - at);
        switch (Below(9))
        {
            case 0 when length > 0:
                bytes[at] ^= (byte)(1 << Below(8));
                break;
            case 1 when length > 0:
                bytes[at] = (byte)Below(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                byte[] word = Words[Below(Words.Length)];
                bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
                bytes.InsertRange(at, word);
                break;
            case 6:
                bytes.InsertRange(at, Words[Below(Words.Length)]);
                break;
            case 7:
                byte[] other = seeds[Below(seeds.Count)];
                int from = Below(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(length, other.Length - from)).ToArray());
                break;
            default:
                Number(bytes, at);
                break;
        }
    }

    // A run of digits from here on becomes another number.
    private void Number(List<byte> bytes, int at)
    {
        while (at < bytes.Count && !char.IsAsciiDigit((char)bytes[at])) at++;
        int end = at;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end])) end++;
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, Words[Below(7)]);
    }

    private int Below(int bound) => (int)(_draws[_next++ % Draws] * bound);
}
