using WideNet.Data;

namespace WideNet.Cli.Running;

/// <summary>The figures that README.md shows: files in data/results/gallery with the names that a run gives its figures.</summary>
internal static class StoredGallery
{
    /// <summary>Replaces the stored figures by those of a run.</summary>
    /// <param name="folder">The stored figures; which ones are there decides which are shown.</param>
    /// <param name="runFolder">Where the run wrote.</param>
    /// <param name="notebooks">The notebooks that ran, whose figures are replaced; null for all.</param>
    /// <exception cref="ArgumentException">The run made no figure of that name; nothing is replaced then.</exception>
    public static void Update(string folder, string runFolder, IReadOnlyList<string>? notebooks = null)
    {
        string[] names = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.svg").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
            : [];
        if (notebooks is not null) names = [.. names.Where(name => notebooks.Any(notebook => name.StartsWith(notebook + "-", StringComparison.Ordinal)))];
        if (names.FirstOrDefault(name => !File.Exists(Path.Combine(runFolder, name))) is { } missing)
        {
            throw new ArgumentException(
                $"The gallery shows {missing}, but no notebook draws it; remove it from data/results/gallery, or rename it after a figure that is drawn.");
        }

        foreach (string name in names)
        {
            AtomicFile.WriteText(Path.Combine(folder, name), File.ReadAllText(Path.Combine(runFolder, name)));
        }
    }
}
