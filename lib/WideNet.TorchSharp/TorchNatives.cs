using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using TorchSharp;
using WideNet.Engines;

namespace WideNet.TorchSharp;

/// <summary>The native libraries of TorchSharp: beside TorchSharp.dll, or in the one folder that the build puts them into.</summary>
internal static partial class TorchNatives
{
    private static readonly Lazy<string?> Problem = new(Load);

    /// <summary>Loads them; asked before the package does it, which would print a page of attempts to the console.</summary>
    /// <exception cref="EngineUnavailableException">They cannot be loaded; the message says what is missing.</exception>
    public static void Require()
    {
        if (Problem.Value is { } problem) throw new EngineUnavailableException(problem);
    }

    /// <summary>Why natives cannot be loaded, on one line.</summary>
    /// <param name="attempts">What the system's loader said of its attempts, or null where no file was found.</param>
    internal static string Explain(string? attempts)
    {
        string start = $"TorchSharp {TorchSharpEngine.Version} is here, but its native library LibTorchSharp with libtorch ";
        if (attempts is null)
        {
            return $"{start}is not: there is no package of it for {RuntimeInformation.RuntimeIdentifier}, or it was not built "
                + $"({OptionalAssembly.BuildCommand}); the engine cpu computes everywhere.";
        }

        string[] versions = [.. MissingVersion().Matches(attempts).Select(match => match.Groups[1].Value).Distinct()];
        string reason = versions.Length > 0 ? $"this system lacks {string.Join(", ", versions)}" : attempts.Split('\n')[0].Trim().TrimEnd('.');
        return $"{start}cannot be loaded on {RuntimeInformation.RuntimeIdentifier}: {reason}; the engine cpu computes everywhere.";
    }

    private static string? Load()
    {
        Assembly package = typeof(torch).Assembly;
        string[] folders = [.. OptionalAssembly.SearchFolders().Prepend(Path.GetDirectoryName(package.Location)!).Where(Holds)];
        if (folders.Length == 0) return NativeLibrary.TryLoad("LibTorchSharp", package, null, out _) ? null : Explain(null);
        AssemblyLoadContext.GetLoadContext(package)!.ResolvingUnmanagedDll += (_, name) =>
            NativeLibrary.TryLoad(FileIn(folders[0], name), out nint handle) ? handle : 0;
        if (!OperatingSystem.IsWindows())
        {
            // libtorch's threads spin while they wait for each other; beside other work a small network's step then takes ten times as long.
            _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);

            // The AVX-512 convolutions of libtorch 2.10's oneDNN gave NaN at random on a Zen 5 processor; its AVX2 ones did not.
            _ = SetEnvironment("ONEDNN_MAX_CPU_ISA", "AVX2", overwrite: 0);
        }

        if (OperatingSystem.IsLinux()) KeepFreedMemory();

        try
        {
            _ = NativeLibrary.TryLoad(FileIn(folders[0], "torch_cpu"), out _);
            _ = NativeLibrary.Load(FileIn(folders[0], "LibTorchSharp"));
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return Explain(e.Message);
        }
    }

    // The memory of every tensor of a megabyte or more goes back to the system when it is freed and comes, zeroed page by page, from it again: a step of a
    // network of 256 units then takes two to three times as long. What the user has set stays; other C libraries have no such function.
    private static void KeepFreedMemory()
    {
        const int TrimThreshold = -1, TopPad = -2, MapThreshold = -3;
        string[] set = ["MALLOC_TRIM_THRESHOLD_", "MALLOC_TOP_PAD_", "MALLOC_MMAP_THRESHOLD_"];
        if (set.Any(name => Environment.GetEnvironmentVariable(name) is not null)) return;
        try
        {
            _ = SetAllocator(TrimThreshold, 512 << 20);
            _ = SetAllocator(TopPad, 16 << 20);
            _ = SetAllocator(MapThreshold, 32 << 20);
        }
        catch (EntryPointNotFoundException)
        {
            return;
        }
    }

    private static bool Holds(string folder) => File.Exists(FileIn(folder, "LibTorchSharp"));

    private static string FileIn(string folder, string name) => Path.Combine(
        folder, OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so");

    // Read once, when the native libraries are loaded, from the native environment, which .NET's own variables do not reach; what the user has set stays.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetAllocator(int parameter, int value);

    [GeneratedRegex("version [`']([^'`]+)' not found")]
    private static partial Regex MissingVersion();
}
