using WideNet.MeanField;

namespace WideNet.Tests.MeanField;

public sealed class PhasesTests
{
    [Fact]
    public void Word_OfEachPhase_IsItsNameInSmallLetters() =>
        Assert.Equal(["ordered", "critical", "chaotic", "unbounded"], Enum.GetValues<Phase>().Select(phase => phase.Word()));
}
