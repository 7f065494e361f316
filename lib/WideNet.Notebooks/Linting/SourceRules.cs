using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace WideNet.Notebooks.Linting;

/// <summary>The part of C# script that every way to run a notebook understands, in cells that can be read at a glance.</summary>
internal static class SourceRules
{
    private const int MaximumLines = 30;
    private const string DisplayMessage = "calls display(), which only .NET Interactive knows; end the cell with the value";

    /// <summary>Checks one notebook.</summary>
    public static IEnumerable<LintFinding> Check(Notebook notebook)
    {
        foreach ((int index, NotebookCell cell) in notebook.Cells.Index())
        {
            IEnumerable<string> messages = cell.Kind == NotebookCellKind.Code ? [.. CheckCode(cell.Source), .. CheckText(cell.Source)] : CheckText(cell.Source);
            foreach (string message in messages)
                yield return new LintFinding { Cell = index + 1, Message = message };
        }
    }

    private static IEnumerable<string> CheckText(string source)
        => MachineTraces.FindPaths(source).Select(path => $"source contains the absolute path '{path}'");

    private static IEnumerable<string> CheckCode(string source)
    {
        string[] lines = source.TrimEnd('\n').Split('\n');
        if (lines.Length > MaximumLines)
            yield return Invariant($"has {lines.Length} lines, must have at most {MaximumLines}");
        string[] magics = [.. lines.Where(line => line.StartsWith("#!", StringComparison.Ordinal))];
        foreach (string line in magics)
            yield return $"uses the magic command '{line.Trim()}', which only .NET Interactive knows";

        string code = string.Join('\n', lines.Select(line => line.StartsWith("#!", StringComparison.Ordinal) ? "" : line));
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, CellSyntax.ParseOptions);
        foreach (Diagnostic error in tree.GetDiagnostics().Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, Id: not "CS7021" }))
        {
            LinePosition start = error.Location.GetLineSpan().StartLinePosition;
            string message = error.GetMessage(CultureInfo.InvariantCulture);
            yield return Invariant($"line {start.Line + 1}, column {start.Character + 1}: {error.Id}: {message}");
        }

        foreach (string message in tree.GetRoot().DescendantNodes().Select(Describe).OfType<string>().Distinct())
            yield return message;
    }

    private static string? Describe(SyntaxNode node) => node switch
    {
        BaseNamespaceDeclarationSyntax => "declares a namespace, which C# script does not have",
        ParameterSyntax parameter when parameter.Modifiers.Any(SyntaxKind.ThisKeyword) =>
            "declares an extension method, which C# script does not have everywhere",
        ExtensionBlockDeclarationSyntax => "declares an extension method, which C# script does not have everywhere",
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "display" } } => DisplayMessage,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Display" } } => DisplayMessage,
        _ => null,
    };
}
