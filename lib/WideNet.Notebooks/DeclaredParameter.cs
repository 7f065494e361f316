using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WideNet.Notebooks;

/// <summary>A variable that a notebook's parameters cell declares, with the C# type that decides how an override is read.</summary>
/// <remarks>Shown by NotebookParametersTests.</remarks>
internal sealed record DeclaredParameter
{
    /// <summary>The variable's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its C# type as written, or the type of its value where it is declared with <c>var</c>.</summary>
    public required string TypeName { get; init; }

    /// <summary>The values that a comment behind the declaration admits (<c>// quick | standard | paper</c>); empty where it admits all.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    /// <summary>Turns the text of an override into the C# expression of its value.</summary>
    /// <param name="text">What stands behind <c>name=</c>.</param>
    /// <exception cref="NotebookException">The text is no value of the type.</exception>
    public string ToExpression(string text)
    {
        if (Alternatives.Count > 0 && !Alternatives.Contains(text))
            throw new NotebookException($"parameter {Name}: '{text}' is not one of {string.Join(", ", Alternatives)}");
        if (TypeName.EndsWith("[]", StringComparison.Ordinal))
        {
            string element = TypeName[..^2];
            string[] items = text.Length == 0 ? [] : text.Split(',', StringSplitOptions.TrimEntries);
            return $"[{string.Join(", ", items.Select(item => Scalar(element, item)))}]";
        }

        return Scalar(TypeName, text);
    }

    /// <summary>Reads the declarations of a parameters cell.</summary>
    /// <remarks>Constants and read-only fields are not parameters: an override could not assign them.</remarks>
    public static IReadOnlyList<DeclaredParameter> Read(string source)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(source, CellSyntax.ParseOptions).GetCompilationUnitRoot();
        List<DeclaredParameter> parameters = [];
        foreach (MemberDeclarationSyntax member in root.Members)
        {
            VariableDeclarationSyntax? declaration = member switch
            {
                FieldDeclarationSyntax field when !IsFixed(field.Modifiers) => field.Declaration,
                GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } when !IsFixed(local.Modifiers) => local.Declaration,
                _ => null,
            };
            if (declaration is null)
                continue;
            foreach (VariableDeclaratorSyntax variable in declaration.Variables)
            {
                parameters.Add(new DeclaredParameter
                {
                    Name = variable.Identifier.ValueText,
                    TypeName = declaration.Type.IsVar ? InferType(variable.Initializer?.Value) : declaration.Type.ToString().TrimEnd('?'),
                    Alternatives = ReadAlternatives(member),
                });
            }
        }

        return parameters;
    }

    private string Scalar(string typeName, string text)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        switch (typeName)
        {
            case "string":
                return SymbolDisplay.FormatLiteral(text, quote: true);
            case "bool":
                return bool.TryParse(text, out bool flag) ? (flag ? "true" : "false") : throw Mismatch("true or false", text);
            case "int":
                return int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out int integer)
                    ? integer.ToString(culture)
                    : throw Mismatch("a whole number that fits an int", text);
            case "long":
                return long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out long wide)
                    ? wide.ToString(culture) + "L"
                    : throw Mismatch("a whole number that fits a long", text);
            case "ulong":
                return ulong.TryParse(text, NumberStyles.None, culture, out ulong unsigned)
                    ? unsigned.ToString(culture) + "UL"
                    : throw Mismatch("a whole number that fits a ulong", text);
            case "double":
                return double.TryParse(text, NumberStyles.Float, culture, out double real) && double.IsFinite(real)
                    ? real.ToString("R", culture) + "d"
                    : throw Mismatch("a finite number such as 1.5 or 1e-3", text);
            case "float":
                return float.TryParse(text, NumberStyles.Float, culture, out float single) && float.IsFinite(single)
                    ? single.ToString("R", culture) + "f"
                    : throw Mismatch("a finite number such as 1.5 or 1e-3", text);
            case "decimal":
                return decimal.TryParse(text, NumberStyles.Float, culture, out decimal exact)
                    ? exact.ToString(culture) + "m"
                    : throw Mismatch("a number such as 1.5", text);
            case "var" or "object" or "dynamic":
                throw new NotebookException($"parameter {Name}: its declaration does not show its type; declare it with one");
            default:
                if (SyntaxFacts.GetKeywordKind(typeName) != SyntaxKind.None || !typeName.Split('.').All(SyntaxFacts.IsValidIdentifier))
                    throw new NotebookException($"parameter {Name}: a {typeName} cannot be given as text");
                return SyntaxFacts.IsValidIdentifier(text)
                    ? $"System.Enum.Parse<{typeName}>(\"{text}\", ignoreCase: true)"
                    : throw Mismatch($"the name of a {typeName}", text);
        }
    }

    private NotebookException Mismatch(string expected, string text) => new($"parameter {Name}: '{text}' must be {expected}");

    private static bool IsFixed(SyntaxTokenList modifiers)
        => modifiers.Any(SyntaxKind.ConstKeyword) || modifiers.Any(SyntaxKind.ReadOnlyKeyword);

    private static string InferType(ExpressionSyntax? value) => value switch
    {
        PrefixUnaryExpressionSyntax sign => InferType(sign.Operand),
        LiteralExpressionSyntax { Token.Value: { } literal } => literal switch
        {
            string => "string",
            bool => "bool",
            int => "int",
            long => "long",
            ulong => "ulong",
            float => "float",
            _ => "double",
        },
        MemberAccessExpressionSyntax member => member.Expression.ToString(),
        _ => "var",
    };

    private static string[] ReadAlternatives(MemberDeclarationSyntax member)
    {
        string comment = member.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)).ToString();
        string[] words = comment.TrimStart('/').Split('|', StringSplitOptions.TrimEntries);
        return words.Length > 1 && words.All(word => word.Length > 0 && !word.Contains(' ', StringComparison.Ordinal)) ? words : [];
    }
}
