using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class Philox4x32Tests
{
    // kat_vectors of the Random123 distribution, lines "philox4x32 10".
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Block_OfThePublishedVectors_GivesThePublishedAnswers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        ulong low = Philox4x32.Block(Join(c0, c1), Join(c2, c3), Join(k0, k1), out ulong high);
        Assert.Equal((Join(r0, r1), Join(r2, r3)), (low, high));
    }

    private static ulong Join(uint low, uint high) => low | ((ulong)high << 32);
}
