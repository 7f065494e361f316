using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WideNet.Notebooks.Linting;

/// <summary>Format, metadata, ids and the order of the cells.</summary>
internal static partial class StructureRules
{
    private const string Reference = "#r \"../artifacts/notebooks/WideNet.dll\"";
    private const string FigureParameter = "string figure = \"plotly\"; // plotly | svg", FigureCell = "FigureView.Use(figure)";

    /// <summary>Checks one notebook.</summary>
    public static IEnumerable<LintFinding> Check(Notebook notebook)
        => [.. CheckFormat(notebook), .. CheckIds(notebook), .. CheckCellMetadata(notebook), .. CheckOrder(notebook), .. CheckFigure(notebook)];

    private static IEnumerable<LintFinding> CheckFormat(Notebook notebook)
    {
        if (notebook.MinorVersion != 5)
            yield return new LintFinding { Message = Invariant($"nbformat is 4.{notebook.MinorVersion}, must be 4.5") };

        JsonObject? metadata = notebook.Json["metadata"] as JsonObject;
        (string Name, JsonObject Expected)[] members =
        [
            ("kernelspec", NotebookMetadata.KernelSpec),
            ("language_info", NotebookMetadata.LanguageInfo),
            ("polyglot_notebook", NotebookMetadata.Polyglot),
        ];
        foreach ((string name, JsonObject expected) in members)
        {
            if (!JsonNode.DeepEquals(metadata?[name], expected))
                yield return new LintFinding { Message = $"metadata.{name} must be {expected.ToJsonString()}" };
        }
    }

    private static IEnumerable<LintFinding> CheckIds(Notebook notebook)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach ((int number, NotebookCell cell) in notebook.Cells.Index().Select(entry => (entry.Index + 1, entry.Item)))
        {
            if (cell.Id is not { } id)
                yield return new LintFinding { Cell = number, Message = "has no id" };
            else if (!IdPattern().IsMatch(id))
                yield return new LintFinding { Cell = number, Message = $"id '{id}' must be 1 to 64 letters, digits, - or _" };
            else if (!seen.TryAdd(id, number))
                yield return new LintFinding
                {
                    Cell = number,
                    Message = Invariant($"id '{id}' is that of cell {seen[id]} too"),
                };
        }
    }

    private static IEnumerable<LintFinding> CheckCellMetadata(Notebook notebook)
    {
        JsonObject expected = NotebookMetadata.CreateCodeCell([]);
        foreach ((int number, NotebookCell cell) in notebook.Cells.Index().Select(entry => (entry.Index + 1, entry.Item)))
        {
            if (cell.Kind != NotebookCellKind.Code)
                continue;
            foreach ((string name, JsonNode? value) in expected)
            {
                if (!JsonNode.DeepEquals(cell.Metadata?[name], value))
                    yield return new LintFinding { Cell = number, Message = $"metadata.{name} must be {value!.ToJsonString()}" };
            }
        }
    }

    private static IEnumerable<LintFinding> CheckOrder(Notebook notebook)
    {
        if (notebook.Cells is not [{ Kind: NotebookCellKind.Markdown } title, ..] || !title.Source.StartsWith("# ", StringComparison.Ordinal))
            yield return new LintFinding { Cell = 1, Message = "must be Markdown that begins with '# ' and the notebook's claim" };

        (int Index, NotebookCell Item)[] code = [.. notebook.Cells.Index().Where(entry => entry.Item.Kind == NotebookCellKind.Code)];
        if (code.Length == 0 || !code[0].Item.Source.Split('\n').Contains(Reference))
            yield return new LintFinding { Cell = code.Length == 0 ? null : code[0].Index + 1, Message = $"the first code cell must contain {Reference}" };
        if (code.Length < 2 || !code[1].Item.Tags.Contains(NotebookMetadata.ParametersTag)
            || !code[1].Item.Source.StartsWith("// parameters", StringComparison.Ordinal))
        {
            yield return new LintFinding
            {
                Cell = code.Length < 2 ? null : code[1].Index + 1,
                Message = "the second code cell must have the tag 'parameters' and begin with '// parameters'",
            };
        }

        int expected = 1;
        foreach ((int index, NotebookCell cell) in code)
        {
            if (string.IsNullOrWhiteSpace(cell.Source))
                yield return new LintFinding { Cell = index + 1, Message = "is an empty code cell" };
            else if (cell.ExecutionCount != expected++)
                yield return new LintFinding
                {
                    Cell = index + 1,
                    Message = Invariant($"execution count is {Text(cell.ExecutionCount)}, must be {expected - 1}; run it again from the top"),
                };
        }
    }

    // Executed copies have the injected parameters between the two cells.
    private static IEnumerable<LintFinding> CheckFigure(Notebook notebook)
    {
        (int Index, NotebookCell Item)[] code =
            [.. notebook.Cells.Index().Where(entry => entry.Item.Kind == NotebookCellKind.Code && !entry.Item.Tags.Contains(NotebookMetadata.InjectedTag))];
        int parameters = Array.FindIndex(code, entry => entry.Item.Tags.Contains(NotebookMetadata.ParametersTag));
        if (parameters < 0)
            yield break;
        if (!code[parameters].Item.Source.Split('\n').Contains(FigureParameter))
            yield return new LintFinding { Cell = code[parameters].Index + 1, Message = $"must declare {FigureParameter}" };
        if (parameters + 1 == code.Length || code[parameters + 1].Item.Source.Trim() != FigureCell)
            yield return new LintFinding { Cell = code[parameters].Index + 1, Message = $"the next code cell must be {FigureCell}" };
    }

    private static string Text(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "missing";

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
