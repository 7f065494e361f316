namespace WideNet.Data;

/// <summary>What a path leads to: two names are one file where they lead to the same place, whatever links lie on the way.</summary>
/// <remarks>Hard links are not followed: replacing a file by a rename leaves its other names as they are. Shown by RealPathTests.</remarks>
internal static class RealPath
{
    private const int MostLinks = 64;

    private static StringComparison Comparison => OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The full path with every symbolic link followed; what does not exist keeps its name.</summary>
    /// <param name="path">Any path; not empty.</param>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path), current = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Parts(full[current.Length..]).Reverse());
        for (int links = 0; rest.TryPop(out string? part);)
        {
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            string next = Path.Combine(current, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            // A circle of links leads nowhere; opening the path says so.
            if (++links > MostLinks) return full;
            string root = Path.GetPathRoot(target)!;
            if (root.Length > 0) current = Path.GetFullPath(root);
            foreach (string step in Parts(target[root.Length..]).Reverse()) rest.Push(step);
        }

        return current;
    }

    /// <summary>Whether two paths lead to the same file or folder.</summary>
    public static bool AreSame(string one, string other) => string.Equals(Of(one), Of(other), Comparison);

    private static string[] Parts(string path) =>
        [.. path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".")];
}
