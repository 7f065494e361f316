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
        var error = Assert.Throws<EngineUnavailableException>(() => engine.Kernels("cuda:1"));
        Assert.Equal("The device 'cuda:1' was asked for, but the engine cpu computes on cpu only; the engine torchsharp has others.", error.Message);
    }

    [Fact]
    public void Open_EngineInNoFolder_SaysHowToBuildIt()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<EngineUnavailableException>(() => EngineCatalog.Open("torchsharp", [folder.FullName]));
        Assert.StartsWith("The engine torchsharp is not built: run 'dotnet build lib/WideNet.TorchSharp -c Release -p:WithTorchSharp=true'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileThatIsNoAssembly_SaysWhichFileAndWhatToDo()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.FullName, "torchsharp", "WideNet.TorchSharp.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "not an assembly");
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(file)!, "TorchSharp.dll"), "");
        var error = Assert.Throws<EngineUnavailableException>(() => EngineCatalog.Open("torchsharp", [folder.FullName]));
        Assert.StartsWith($"{file} does not fit this library (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; build it again: dotnet build lib/WideNet.TorchSharp -c Release -p:WithTorchSharp=true.", error.Message, StringComparison.Ordinal);
    }

    // The test assembly itself stands in for an optional one: it is found by its file name, loaded in a context of its own, and its
    // interface is that of the library which is already loaded, or Activator could not give an IComputeEngine.
    [Fact]
    public void Open_AssemblyWithAnEngine_SharesTheLoadedLibrary()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.FullName, "torchsharp", "WideNet.TorchSharp.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(typeof(EngineCatalogTests).Assembly.Location, file);
        var error = Assert.Throws<EngineUnavailableException>(() => EngineCatalog.Open("torchsharp", [folder.FullName]));
        Assert.StartsWith($"{file} is here, but its package TorchSharp is missing beside it; build it again: ", error.Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(file)!, "TorchSharp.dll"), "");
        IComputeEngine engine = EngineCatalog.Open("torchsharp", [folder.FullName]);
        Assert.Equal("stand-in", engine.Name);
        Assert.NotEqual(typeof(StandInEngine).Assembly, engine.GetType().Assembly);
        Assert.Same(engine.GetType().Assembly, EngineCatalog.Open("torchsharp", [folder.FullName]).GetType().Assembly);
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
