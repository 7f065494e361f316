using WideNet.Notebooks.Linting;

namespace WideNet.Notebooks;

/// <summary>Checks that a notebook opens everywhere, runs headless and is stored as this project stores notebooks.</summary>
/// <remarks>Shown by NotebookLintTests, one minimal notebook for every finding.</remarks>
public static class NotebookLint
{
    /// <summary>Checks a file.</summary>
    /// <param name="path">The .ipynb file.</param>
    /// <returns>The findings, those on the whole notebook first, then by cell; empty for a clean notebook.</returns>
    /// <exception cref="NotebookException">The file cannot be read as a notebook.</exception>
    public static IReadOnlyList<LintFinding> Check(string path) => Check(Notebook.Read(path));

    /// <summary>Checks a notebook.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <returns>The findings, those on the whole notebook first, then by cell; empty for a clean notebook.</returns>
    public static IReadOnlyList<LintFinding> Check(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        IEnumerable<LintFinding> findings =
        [
            .. StructureRules.Check(notebook),
            .. SourceRules.Check(notebook),
            .. OutputRules.Check(notebook),
        ];
        return [.. findings.OrderBy(finding => finding.Cell ?? 0)];
    }
}
