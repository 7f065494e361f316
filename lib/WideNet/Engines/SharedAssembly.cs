using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace WideNet.Engines;

/// <summary>Loads an assembly and what lies beside it into the default context, each once in a process.</summary>
/// <remarks>
/// So the engine, a notebook's cells and the functions that cells call share one copy of TorchSharp and of its types, wherever the first of them loaded it
/// from. Shown by EngineCatalogTests.
/// </remarks>
internal static class SharedAssembly
{
    private static readonly ConcurrentDictionary<string, bool> Folders = new();

    /// <summary>The assembly of a file's name if one is loaded, else that in the file.</summary>
    public static Assembly Open(string file)
    {
        string path = Path.GetFullPath(file);
        if (Loaded(Path.GetFileNameWithoutExtension(path)) is { } loaded) return loaded;
        string folder = Path.GetDirectoryName(path)!;
        if (Folders.TryAdd(folder, true)) AssemblyLoadContext.Default.Resolving += (context, name) => Resolve(context, name, folder);
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name, string folder)
    {
        if (Loaded(name.Name) is { } loaded) return loaded;
        string path = Path.Combine(folder, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }

    // This library first: the folder's copy of it is another one.
    private static Assembly? Loaded(string? name)
    {
        Assembly own = typeof(SharedAssembly).Assembly;
        return own.GetName().Name == name
            ? own
            : AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => !assembly.IsDynamic && assembly.GetName().Name == name);
    }
}
