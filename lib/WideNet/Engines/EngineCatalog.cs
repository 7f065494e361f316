namespace WideNet.Engines;

/// <summary>Finds engines by name: the built-in one, and TorchSharp's, which is loaded when it is asked for.</summary>
internal static class EngineCatalog
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
        OptionalAssembly part = OptionalAssembly.TorchSharp;
        return name == part.Name
            ? part.Open<IComputeEngine>($"The engine {name}", folders)
            : throw new ArgumentException($"'{name}' is not an engine; the engines are {string.Join(", ", Names)}.", nameof(name));
    }
}
