using System.Diagnostics;

namespace WideNet.Data;

/// <summary>A folder that several processes work in at once: one of them at a time prepares it, and clears up only where it is alone.</summary>
/// <remarks>
/// Every process holds the file <c>lock</c> open while it works; the system lets go of it when the process ends, however it ends. Where the file system
/// knows no locks, every process takes itself to be alone. Shown by SharedFolderTests.
/// </remarks>
internal sealed class SharedFolder : IDisposable
{
    private const string FileName = "lock";
    private const int WouldBlock = 11, WouldBlockOnMac = 35, SharingViolation = unchecked((int)0x80070020);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FileStream _hold;

    private SharedFolder(FileStream hold) => _hold = hold;

    /// <summary>Enters a folder, made if it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isReady">Whether some process has prepared it.</param>
    /// <param name="prepare">Prepares it, or clears it up if it is ready: called where no other process is in it.</param>
    /// <exception cref="IOException">The folder cannot be written, or another process keeps it for itself.</exception>
    public static SharedFolder Enter(string folder, Func<bool> isReady, Action prepare)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, FileName);
        Retry(
            () =>
            {
                if (TryOpen(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is not { } alone) return isReady();
                using (alone) prepare();
                return true;
            },
            folder);
        FileStream? hold = null;
        Retry(() => (hold = TryOpen(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)) is not null, folder);
        return new SharedFolder(hold!);
    }

    /// <summary>Leaves the folder.</summary>
    public void Dispose() => _hold.Dispose();

    // Others keep the folder for themselves for milliseconds.
    private static void Retry(Func<bool> attempt, string folder)
    {
        for (long start = Stopwatch.GetTimestamp(); !attempt(); Thread.Sleep(5))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new IOException($"Another process keeps {folder} for itself; end it, or take another folder.");
        }
    }

    private static FileStream? TryOpen(string path, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, mode, access, share, bufferSize: 0);
        }
        catch (IOException error) when (error.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            return null;
        }
    }
}
