using System.Runtime.InteropServices;

namespace WideNet.Data;

/// <summary>Devices, pipes and sockets: names that look like files, but must not be replaced by one.</summary>
/// <remarks>Shown by AtomicFileTests.</remarks>
internal static partial class SpecialFile
{
    private const int CurrentFolder = -100, SizeOfRecord = 256, OffsetOfMode = 28;
    private const uint TypeIsAsked = 1;
    private const int TypeMask = 0xF000, RegularType = 0x8000, FolderType = 0x4000;

    /// <summary>Whether a path names one; Linux only, false elsewhere and where the system does not tell.</summary>
    public static bool Is(string path)
    {
        if (!OperatingSystem.IsLinux() || !Path.Exists(path)) return false;
        byte[] record = new byte[SizeOfRecord];
        try
        {
            if (StatX(CurrentFolder, path, 0, TypeIsAsked, record) != 0) return false;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }

        int type = BitConverter.ToUInt16(record, OffsetOfMode) & TypeMask;
        return type is not (RegularType or FolderType);
    }

    // The record's layout is the same on every processor.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, string path, int flags, uint mask, [Out] byte[] record);
}
