using System.Reflection;
using System.Runtime.Loader;

namespace WideNet.Engines;

/// <summary>Loads an optional assembly with its own packages and native libraries, but with the library that is already loaded as its WideNet.</summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private static readonly Assembly Shared = typeof(EngineLoadContext).Assembly;
    private readonly string _file;
    private readonly AssemblyDependencyResolver _resolver;

    private EngineLoadContext(string file)
        : base(file)
    {
        _file = file;
        _resolver = new AssemblyDependencyResolver(file);
    }

    /// <summary>The assembly in a file; the same one when it has been loaded before.</summary>
    public static Assembly Open(string file)
    {
        string path = Path.GetFullPath(file);
        EngineLoadContext context = All.OfType<EngineLoadContext>().FirstOrDefault(one => one._file == path) ?? new EngineLoadContext(path);
        return context.LoadFromAssemblyPath(path);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Shared.GetName().Name) return Shared;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
