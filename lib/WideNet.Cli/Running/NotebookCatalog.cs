using WideNet.Notebooks;

namespace WideNet.Cli.Running;

/// <summary>The notebooks of a repository, in the order of their numbers.</summary>
internal sealed class NotebookCatalog
{
    private readonly IReadOnlyList<NotebookEntry> _entries;

    private NotebookCatalog(IReadOnlyList<NotebookEntry> entries) => _entries = entries;

    /// <summary>Every notebook.</summary>
    public IReadOnlyList<NotebookEntry> Entries => _entries;

    /// <summary>Lists the folder notebooks of a repository.</summary>
    /// <exception cref="ArgumentException">There is no such folder, or it is empty.</exception>
    public static NotebookCatalog Open(string root)
    {
        string folder = Path.Combine(root, "notebooks");
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.ipynb") : [];
        return files.Length == 0
            ? throw new ArgumentException("There are no notebooks in the folder notebooks of this repository; restore it from version control.")
            : new NotebookCatalog([.. files.Order(StringComparer.Ordinal).Select(file => new NotebookEntry(Path.GetFileNameWithoutExtension(file), file))]);
    }

    /// <summary>The notebooks that a user named.</summary>
    /// <param name="ids">Numbers (<c>03</c>, <c>3</c>, <c>04b</c>), names (<c>03-ntk-spectrum</c>) or <c>all</c>; none means all.</param>
    /// <exception cref="ArgumentException">An id names no notebook.</exception>
    public IReadOnlyList<NotebookEntry> Select(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0 || ids.Contains("all"))
        {
            return _entries;
        }

        NotebookEntry[] chosen = [.. ids.Select(Find)];
        return [.. _entries.Where(chosen.Contains)];
    }

    private NotebookEntry Find(string id) => _entries.FirstOrDefault(entry => entry.Name == id || entry.Number == id || entry.Number == "0" + id)
        ?? throw new ArgumentException(
            $"'{id}' is not a figure; there are {string.Join(", ", _entries.Select(entry => entry.Name))}, each also by its number, all, and external.");
}

/// <summary>A notebook of the series.</summary>
/// <param name="Name">File name without ending, such as <c>03-ntk-spectrum</c>.</param>
/// <param name="Path">The file.</param>
internal sealed record NotebookEntry(string Name, string Path)
{
    /// <summary>The text before the first dash of the name, such as <c>03</c> or <c>04b</c>.</summary>
    public string Number => Name.Split('-')[0];

    /// <summary>Whether the notebook has a parameter of this name.</summary>
    public bool Declares(string parameter) => NotebookParameters.Names(Notebook.Read(Path)).Contains(parameter);

    /// <summary>The first heading, which is the claim.</summary>
    public string Title() => Notebook.Read(Path).Heading ?? Name;
}
