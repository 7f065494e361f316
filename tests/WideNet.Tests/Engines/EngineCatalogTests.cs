using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using WideNet.Engines;
using WideNet.Tests.Data;

namespace WideNet.Tests.Engines;

public sealed class EngineCatalogTests
{
    [Fact]
    public void Open_UnknownName_NamesTheEngines()
    {
        var error = Assert.Throws<ArgumentException>(() => EngineCatalog.Open("jax"));
        Assert.StartsWith("'jax' is not an engine; the engines are cpu, torchsharp.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Cpu_HasOneDevice()
    {
        IComputeEngine engine = EngineCatalog.Open("cpu");
        Assert.Equal(["cpu"], engine.Devices());
        Assert.Equal("cpu", engine.Training().Name);
        var error = Assert.Throws<EngineUnavailableException>(() => engine.Training("cuda:1"));
        Assert.Equal("The device 'cuda:1' was asked for, but the engine cpu computes on cpu only; the engine torchsharp has others.", error.Message);
    }

    [Fact]
    public void Open_EngineInNoFolder_SaysHowToBuildIt()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<EngineUnavailableException>(() => EngineCatalog.Open("torchsharp", [folder.FullName]));
        Assert.StartsWith(
            "The engine torchsharp is not built: run 'dotnet build -c Release lib/WideNet.Cli' in the repository, or let WIDENET_ENGINES name the folder "
                + "that holds WideNet.TorchSharp.dll.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileThatIsNoAssembly_SaysWhichFileAndWhatToDo()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.FullName, "WideNet.TorchSharp.dll");
        File.WriteAllText(file, "not an assembly");
        var missing = Assert.Throws<EngineUnavailableException>(() => EngineCatalog.Open("torchsharp", [folder.FullName]));
        Assert.Equal(
            $"{file} is here, but its package TorchSharp is missing beside it; build it again: dotnet build -c Release lib/WideNet.Cli.", missing.Message);
        File.WriteAllText(Path.Combine(folder.FullName, "TorchSharp.dll"), "");
        var error = Assert.Throws<EngineUnavailableException>(() => EngineCatalog.Open("torchsharp", [folder.FullName]));
        Assert.StartsWith($"{file} does not fit this library (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; build it again: dotnet build -c Release lib/WideNet.Cli.", error.Message, StringComparison.Ordinal);
    }

    // An assembly that is written here, with a class derived from a stand-in of this assembly: it is loaded once, in the default context, and takes this
    // library and this assembly as they are loaded, or it could not be an IComputeEngine.
    [Fact]
    public void SharedAssembly_Opened_SharesWhatIsLoaded()
    {
        using var folder = new TemporaryFolder();
        string name = "Sample" + Guid.NewGuid().ToString("N"), file = Path.Combine(folder.FullName, name + ".dll");
        var builder = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        builder.DefineDynamicModule(name).DefineType("Engine", TypeAttributes.Public, typeof(StandInEngine)).CreateType();
        builder.Save(file);
        Assembly loaded = SharedAssembly.Open(file);
        var engine = (IComputeEngine)Activator.CreateInstance(loaded.GetType("Engine")!)!;
        Assert.Equal("stand-in", engine.Name);
        Assert.Same(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(loaded));
        Assert.Same(loaded, SharedAssembly.Open(file));
        Assert.Same(typeof(IComputeEngine).Assembly, SharedAssembly.Open(Path.Combine(folder.FullName, "WideNet.dll")));
    }

    [Fact]
    public void Library_RefersToNoPackageOfTheOtherProjects()
    {
        IEnumerable<string?> references = typeof(OptionalAssembly).Assembly.GetReferencedAssemblies().Select(reference => reference.Name);
        Assert.Empty(references.Intersect(["TorchSharp", "Plotly.NET", "Deedle", "FSharp.Core", "Microsoft.DotNet.Interactive"]));
    }

    [Fact]
    public void Versions_MissingPackage_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.FullName, "WideNet.TorchSharp.dll");
        File.Copy(typeof(IComputeEngine).Assembly.Location, file);
        Assert.Equal("WideNet.TorchSharp 0.1.0 (TorchSharp missing)", OptionalAssembly.TorchSharp.Versions(file));
    }
}
