namespace WideNet.Numerics;

/// <summary>The counter-based generator Philox4x32-10: a keyed bijection of 128-bit counters whose outputs pass every known statistical test.</summary>
/// <remarks>
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3 (SC 2011).
/// Checked against the known-answer vectors that its authors publish with Random123 (<c>Philox4x32Tests</c>).
/// </remarks>
internal static class Philox4x32
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The 128 output bits of one counter under one key, as two 64-bit words (the first output word in the low half of the first).</summary>
    /// <param name="counterLow">Counter words 0 (low half) and 1.</param>
    /// <param name="counterHigh">Counter words 2 (low half) and 3.</param>
    /// <param name="key">Key words 0 (low half) and 1.</param>
    /// <param name="high">Receives output words 2 (low half) and 3.</param>
    /// <returns>Output words 0 (low half) and 1.</returns>
    public static ulong Block(ulong counterLow, ulong counterHigh, ulong key, out ulong high)
    {
        (uint c0, uint c1, uint c2, uint c3) = ((uint)counterLow, (uint)(counterLow >> 32), (uint)counterHigh, (uint)(counterHigh >> 32));
        (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c1 = (uint)product1;
            c3 = (uint)product0;
            k0 += Weyl0;
            k1 += Weyl1;
        }

        high = c2 | ((ulong)c3 << 32);
        return c0 | ((ulong)c1 << 32);
    }
}
