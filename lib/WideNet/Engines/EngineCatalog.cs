using System.Reflection;

namespace WideNet.Engines;

/// <summary>Finds engines by name: the built-in one, and those that are built on request and loaded when they are asked for.</summary>
public static class EngineCatalog
{
    /// <summary>Names of all engines, built or not.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cpu", OptionalAssembly.TorchSharp.Name];

    /// <summary>An engine by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folders">Folders that may hold optional engines; null for <see cref="OptionalAssembly.SearchFolders"/>.</param>
    /// <exception cref="ArgumentException">There is no engine of this name.</exception>
    /// <exception cref="EngineUnavailableException">The engine is not built, or does not fit this library; the message says how to build it.</exception>
    public static IComputeEngine Open(string name, IEnumerable<string>? folders = null)
    {
        if (name == "cpu") return new CpuEngine();
        if (name != OptionalAssembly.TorchSharp.Name) throw new ArgumentException($"'{name}' is not an engine; the engines are {string.Join(", ", Names)}.", nameof(name));
        OptionalAssembly part = OptionalAssembly.TorchSharp;
        string file = part.Find(folders) ?? throw new EngineUnavailableException(
            $"The engine {name} is not built: run '{part.BuildCommand}' where its packages exist (environment.md, Opt-in packages), or let {OptionalAssembly.FolderVariable} name the folder that holds {name}.");
        if (part.MissingPackage(file) is { } package) throw new EngineUnavailableException($"{file} is here, but its package {package} is missing beside it; build it again: {part.BuildCommand}.");
        try
        {
            Type type = EngineLoadContext.Open(file).GetExportedTypes().Single(candidate => candidate.IsAssignableTo(typeof(IComputeEngine)) && !candidate.IsAbstract);
            return (IComputeEngine)Activator.CreateInstance(type)!;
        }
        catch (Exception e) when (e is InvalidOperationException or BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or MissingMethodException or TargetInvocationException)
        {
            throw new EngineUnavailableException($"{file} does not fit this library ({FirstLine(e)}); build it again: {part.BuildCommand}.", e);
        }
    }

    private static string FirstLine(Exception e) => (e.InnerException ?? e).Message.Split('\n')[0].Trim().TrimEnd('.');
}
