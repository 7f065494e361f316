using System.Diagnostics;
using System.Reflection;
using WideNet.Data;

namespace WideNet.Engines;

/// <summary>A part of the project whose packages this library does without; it lies beside the notebooks' library and is found by its file name at run
/// time.</summary>
/// <remarks>Nothing here refers to such an assembly when it is compiled, so nothing changes where it is missing (<c>EngineCatalogTests</c>,
/// <c>FigureViewTests</c>).</remarks>
internal sealed class OptionalAssembly
{
    /// <summary>Names the folder that holds <c>WideNet.TorchSharp.dll</c> and the like, before all others.</summary>
    public const string FolderVariable = "WIDENET_ENGINES";

    private readonly string _assembly;
    private readonly Func<string, Assembly> _load;
    private readonly IReadOnlyList<string> _packages;

    private OptionalAssembly(string name, string assembly, Func<string, Assembly> load, params IReadOnlyList<string> packages)
    {
        Name = name;
        _assembly = assembly;
        _load = load;
        _packages = packages;
    }

    /// <summary>Training on TorchSharp: CPU and CUDA.</summary>
    public static OptionalAssembly TorchSharp { get; } = new("torchsharp", "WideNet.TorchSharp", SharedAssembly.Open, "TorchSharp");

    /// <summary>Interactive figures, Plotly.NET charts, Deedle frames and formatters of .NET Interactive.</summary>
    public static OptionalAssembly Interactive { get; } = new("interactive", "WideNet.Interactive", EngineLoadContext.Open, "Plotly.NET", "Deedle");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OptionalAssembly> All { get; } = [TorchSharp, Interactive];

    /// <summary>Name on the command line and of its folder.</summary>
    public string Name { get; }

    /// <summary>The command that builds all of them, in the root of the repository.</summary>
    public const string BuildCommand = "dotnet build -c Release lib/WideNet.Cli";

    /// <summary>The file, or null where it is not built.</summary>
    /// <param name="folders">Folders that may hold it; null for <see cref="SearchFolders"/>.</param>
    public string? Find(IEnumerable<string>? folders = null) =>
        (folders ?? SearchFolders()).Select(folder => Path.Combine(folder, _assembly + ".dll")).FirstOrDefault(File.Exists);

    /// <summary>Where they are looked for: WIDENET_ENGINES, the folder of this library, and <c>artifacts/notebooks</c> of the repository.</summary>
    public static IReadOnlyList<string> SearchFolders()
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } given)
        {
            if (!Directory.Exists(given)) throw new EngineUnavailableException(
                $"{FolderVariable} names {given}, which is no folder; it must hold WideNet.TorchSharp.dll and WideNet.Interactive.dll, or be unset.");
            folders.Add(Path.GetFullPath(given));
        }

        folders.Add(Path.GetDirectoryName(typeof(OptionalAssembly).Assembly.Location) is { Length: > 0 } own ? own : AppContext.BaseDirectory);
        if (DataEnvironment.Current().RepositoryRoot is { } root) folders.Add(Path.Combine(root, "artifacts", "notebooks"));
        return folders;
    }

    /// <summary>Assembly and packages with their versions, read from the files without loading them: <c>WideNet.TorchSharp 0.1.0 (TorchSharp
    /// 0.107.0)</c>.</summary>
    public string Versions(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        IEnumerable<string> packages = _packages.Select(package => $"{package} {VersionOf(Path.Combine(folder, package + ".dll"))}");
        return $"{_assembly} {AssemblyName.GetAssemblyName(file).Version?.ToString(3)} ({string.Join(", ", packages)})";
    }

    /// <summary>An instance of the one public class that implements an interface of this library.</summary>
    /// <typeparam name="T">The interface.</typeparam>
    /// <param name="what">What is asked for, as the subject of a sentence: <c>The engine torchsharp</c>.</param>
    /// <param name="folders">Folders that may hold it; null for <see cref="SearchFolders"/>.</param>
    /// <exception cref="EngineUnavailableException">The assembly is not built, or does not fit this library; the message says how to build it.</exception>
    internal T Open<T>(string what, IEnumerable<string>? folders)
        where T : class
    {
        string file = Find(folders) ?? throw new EngineUnavailableException(
            $"{what} is not built: run '{BuildCommand}' in the repository, or let {FolderVariable} name the folder that holds {_assembly}.dll.");
        if (MissingPackage(file) is { } package) throw new EngineUnavailableException(
            $"{file} is here, but its package {package} is missing beside it; build it again: {BuildCommand}.");
        try
        {
            Type type = _load(file).GetExportedTypes().Single(candidate => candidate.IsAssignableTo(typeof(T)) && !candidate.IsAbstract);
            return (T)Activator.CreateInstance(type)!;
        }
        catch (Exception e) when (e is InvalidOperationException or BadImageFormatException or FileLoadException or FileNotFoundException
            or TypeLoadException or MissingMethodException or TargetInvocationException)
        {
            throw new EngineUnavailableException($"{file} does not fit this library ({FirstLine(e)}); build it again: {BuildCommand}.", e);
        }
    }

    /// <summary>The first package whose assembly is not beside the file, or null.</summary>
    internal string? MissingPackage(string file) =>
        _packages.FirstOrDefault(package => !File.Exists(Path.Combine(Path.GetDirectoryName(file)!, package + ".dll")));

    private static string FirstLine(Exception e) => (e.InnerException ?? e).Message.Split('\n')[0].Trim().TrimEnd('.');

    // The product version without the commit that some packages append.
    private static string VersionOf(string file) =>
        !File.Exists(file) ? "missing" : FileVersionInfo.GetVersionInfo(file).ProductVersion?.Split('+')[0] ?? "of unknown version";
}
