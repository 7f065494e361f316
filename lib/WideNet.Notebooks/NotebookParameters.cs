namespace WideNet.Notebooks;

/// <summary>Overrides a notebook's parameters as papermill does: in a cell of its own behind the cell that declares them.</summary>
/// <remarks>Shown by NotebookParametersTests.</remarks>
public static class NotebookParameters
{
    /// <summary>The names of the parameters that a notebook declares, in order; empty where no cell has the tag <c>parameters</c>.</summary>
    /// <param name="notebook">Any notebook.</param>
    public static IReadOnlyList<string> Names(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        int position = IndexOfTag(notebook, NotebookMetadata.ParametersTag);
        return position < 0 ? [] : [.. DeclaredParameter.Read(notebook.Cells[position].Source).Select(parameter => parameter.Name)];
    }

    /// <summary>Inserts the cell that assigns the overrides; replaces one that an earlier run has left.</summary>
    /// <param name="notebook">The executed copy, which changes.</param>
    /// <param name="overrides">Values by name, as text.</param>
    /// <exception cref="NotebookException">A name is not declared, or a text is no value of its type.</exception>
    internal static void Inject(Notebook notebook, IReadOnlyDictionary<string, string> overrides)
    {
        if (overrides.Count == 0)
            return;
        int position = IndexOfTag(notebook, NotebookMetadata.ParametersTag);
        if (position < 0)
            throw new NotebookException($"parameter {overrides.Keys.First()}: the notebook has no cell tagged 'parameters', so nothing can be overridden");

        IReadOnlyList<DeclaredParameter> declared = DeclaredParameter.Read(notebook.Cells[position].Source);
        string[] lines = [.. overrides.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Assign(declared, entry.Key, entry.Value))];
        int previous = IndexOfTag(notebook, NotebookMetadata.InjectedTag);
        if (previous >= 0)
            notebook.RemoveAt(previous);
        notebook.Insert(
            IndexOfTag(notebook, NotebookMetadata.ParametersTag) + 1,
            NotebookCellKind.Code,
            string.Join('\n', ["// injected parameters", .. lines]),
            NotebookMetadata.InjectedTag,
            [NotebookMetadata.InjectedTag]);
    }

    private static string Assign(IReadOnlyList<DeclaredParameter> declared, string name, string text)
    {
        DeclaredParameter parameter = declared.FirstOrDefault(candidate => candidate.Name == name)
            ?? throw new NotebookException(declared.Count == 0
                ? $"parameter {name}: unknown; the notebook declares none"
                : $"parameter {name}: unknown; the notebook declares {string.Join(", ", declared.Select(candidate => candidate.Name))}");
        return $"{name} = {parameter.ToExpression(text)};";
    }

    private static int IndexOfTag(Notebook notebook, string tag)
    {
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            if (notebook.Cells[i].Kind == NotebookCellKind.Code && notebook.Cells[i].Tags.Contains(tag))
                return i;
        }

        return -1;
    }
}
