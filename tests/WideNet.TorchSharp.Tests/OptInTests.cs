namespace WideNet.TorchSharp.Tests;

public sealed class OptInTests
{
    [Fact]
    public void WideNetTorchSharp_DefaultBuild_IsSkipped() => Assert.Skip(
        "The engine is not built here: its package TorchSharp is restored by -p:WithTorchSharp=true only (environment.md, Opt-in packages).");
}
