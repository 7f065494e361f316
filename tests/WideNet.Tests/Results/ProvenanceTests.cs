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

    [Theory]
    [InlineData(
        "cached",
        "Drawn from kept results (standard preset). An edit of what is measured needs results = \"compute\"; with preset = \"quick\" that takes seconds.")]
    [InlineData("compute", "Computed here (standard preset).")]
    [InlineData("record", "Computed here (standard preset) and kept in data/results.")]
    public void Origin_EachWay_SaysWhatAnEditNeeds(string results, string expected) =>
        Assert.Equal(expected, new Provenance { Notebook = "03-ntk-spectrum", Preset = Preset.Standard, Dataset = "none" }.Origin(results));
}
