using System.Runtime.Intrinsics.X86;

namespace WideNet.Tests;

/// <summary>Asserts that an instruction set said to be off is off; <see cref="InstructionSetTests"/> runs it in its child processes.</summary>
public sealed class InstructionSetSwitchTests
{
    [Fact]
    public void Avx512_SwitchedOff_IsOff()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0") Assert.False(Avx512F.IsSupported);
    }

    [Fact]
    public void Avx2_SwitchedOff_IsOff()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX2") != "0") return;
        Assert.False(Avx2.IsSupported);
        Assert.False(Fma.IsSupported);
        Assert.False(Avx512F.IsSupported);
    }
}
