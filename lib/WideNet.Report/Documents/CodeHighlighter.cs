using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WideNet.Report.Html;

namespace WideNet.Report.Documents;

/// <summary>Marks keywords, texts, numbers and comments of a C# cell, as the compiler reads them.</summary>
/// <remarks>Shown by CodeHighlighterTests: without the marks it is the source, character by character.</remarks>
internal static class CodeHighlighter
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>The source as HTML.</summary>
    /// <param name="source">C# as a cell holds it; it need not compile.</param>
    public static Markup Render(string source)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, Script).GetRoot();
        return Markup.Join(root.DescendantTokens(descendIntoTrivia: false).SelectMany(Parts));
    }

    private static IEnumerable<Markup> Parts(SyntaxToken token) =>
        [.. token.LeadingTrivia.Select(Trivia), Mark(token.Text, ClassOf(token)), .. token.TrailingTrivia.Select(Trivia)];

    private static Markup Trivia(SyntaxTrivia trivia) => Mark(trivia.ToFullString(), trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia => "comment",
        _ when trivia.IsDirective => "directive",
        _ => "",
    });

    private static string ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken => "string",
        SyntaxKind.NumericLiteralToken => "number",
        SyntaxKind.IdentifierToken when token.Text == "var" => "keyword",
        SyntaxKind.IdentifierToken when token.Parent is IdentifierNameSyntax { Parent: VariableDeclarationSyntax or ObjectCreationExpressionSyntax } => "type",
        var kind when SyntaxFacts.IsKeywordKind(kind) || SyntaxFacts.IsContextualKeyword(kind) => "keyword",
        _ => "",
    };

    private static Markup Mark(string text, string name) => name.Length == 0 ? Markup.FromText(text) : Markup.Of($"<span class=\"{name}\">{text}</span>");
}
