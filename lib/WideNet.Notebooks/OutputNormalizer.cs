using System.Text.RegularExpressions;

namespace WideNet.Notebooks;

/// <summary>Takes out of outputs what depends on the machine: absolute paths become relative to the notebook's folder.</summary>
/// <remarks>The user's home folder becomes <c>~</c> and the folder for temporary files <c>$TMP</c>. Shown by OutputNormalizerTests.</remarks>
internal sealed class OutputNormalizer
{
    private readonly IReadOnlyList<(Regex Pattern, string Replacement)> _rules;

    public OutputNormalizer(string notebookFolder)
        : this(notebookFolder, Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
    {
    }

    internal OutputNormalizer(string notebookFolder, string temporaryFolder, string homeFolder)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(notebookFolder));
        List<(Regex Pattern, string Replacement)> rules = [];
        Add(rules, folder, ".");
        string? parent = Path.GetDirectoryName(folder);
        Add(rules, parent, "..");
        Add(rules, temporaryFolder, "$TMP");
        Add(rules, homeFolder, "~");
        _rules = rules;
    }

    /// <summary>The text with those paths replaced.</summary>
    public string Normalize(string text)
    {
        foreach ((Regex pattern, string replacement) in _rules)
            text = pattern.Replace(text, _ => replacement);
        return text;
    }

    private static void Add(List<(Regex Pattern, string Replacement)> rules, string? folder, string replacement)
    {
        string path = Path.TrimEndingDirectorySeparator(folder ?? "");
        if (path.Length == 0 || path == Path.GetPathRoot(path))
            return;

        // Whole folder names only: /tmp must not touch /tmpfiles, ../tmp or the characters of a picture in base64.
        rules.Add((new Regex($@"(?<![\w./+~\\-]){Regex.Escape(path)}(?![\w.-])", RegexOptions.CultureInvariant), replacement));
    }
}
