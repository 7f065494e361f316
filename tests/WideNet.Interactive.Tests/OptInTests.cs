using System.Reflection;
using WideNet.Engines;

namespace WideNet.Interactive.Tests;

public sealed class OptInTests
{
    [Fact]
    public void WideNetInteractive_DefaultBuild_IsSkipped() => Assert.Skip(
        "The integration is not built here: its packages Plotly.NET, Deedle and Microsoft.DotNet.Interactive are restored by -p:WithInteractive=true only (environment.md, Opt-in packages).");

    [Fact]
    public void Library_DefaultBuild_RefersToNoOptionalPackage()
    {
        string[] packages = ["Plotly.NET", "Deedle", "Microsoft.DotNet.Interactive"];
        AssemblyName[] references = typeof(OptionalAssembly).Assembly.GetReferencedAssemblies();
        Assert.DoesNotContain(references, reference => packages.Contains(reference.Name));
    }
}
