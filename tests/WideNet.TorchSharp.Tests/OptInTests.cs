using System.Reflection;
using WideNet.Engines;

namespace WideNet.TorchSharp.Tests;

public sealed class OptInTests
{
    [Fact]
    public void WideNetTorchSharp_DefaultBuild_IsSkipped() => Assert.Skip(
        "The engine is not built here: its package TorchSharp is restored by -p:WithTorchSharp=true only (environment.md, Opt-in packages).");

    [Fact]
    public void Library_DefaultBuild_RefersToNoOptionalPackage()
    {
        string[] packages = ["TorchSharp"];
        AssemblyName[] references = typeof(OptionalAssembly).Assembly.GetReferencedAssemblies();
        Assert.DoesNotContain(references, reference => packages.Contains(reference.Name));
    }
}
