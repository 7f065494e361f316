using WideNet.Results;

namespace WideNet.Tests.Results;

public sealed class ProvenanceTests
{
    [Theory]
    [InlineData("quick", Preset.Quick)]
    [InlineData("Standard", Preset.Standard)]
    [InlineData("PAPER", Preset.Paper)]
    public void PresetOf_Name_IsThePreset(string name, Preset expected) => Assert.Equal(expected, Provenance.PresetOf(name));

    [Theory]
    [InlineData("big")]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("quick, standard")]
    public void PresetOf_AnythingElse_IsRefusedWithTheNames(string name) => Assert.Equal(
        $"The preset is '{name}'; it must be quick, standard or paper.", Assert.Throws<ArgumentException>(() => Provenance.PresetOf(name)).Message);
}
