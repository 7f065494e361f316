using WideNet.Report.Html;

namespace WideNet.Report.Mathematics;

/// <summary>A piece of a formula that has been set.</summary>
/// <param name="Html">One MathML element.</param>
/// <param name="Kind">How it behaves beside others.</param>
/// <param name="Sign">The sign where it is a single one; empty otherwise.</param>
internal readonly record struct TexNode(Markup Html, TexSymbolKind Kind, string Sign = "")
{
    /// <summary>Nodes as one element.</summary>
    public static Markup Row(IReadOnlyList<TexNode> nodes) =>
        nodes.Count == 1 ? nodes[0].Html : Markup.Of($"<mrow>{nodes.Select(node => node.Html)}</mrow>");

    /// <summary>A symbol.</summary>
    /// <param name="text">The sign, a function's name, or the width of a space.</param>
    /// <param name="kind">How it is set.</param>
    /// <param name="startsRow">Whether nothing that a sign could operate on stands before it: a minus is a sign of the number then.</param>
    public static TexNode Of(string text, TexSymbolKind kind, bool startsRow) => new(
        kind switch
        {
            TexSymbolKind.Letter or TexSymbolKind.Function => Markup.Of($"<mi>{text}</mi>"),
            TexSymbolKind.Upright => Markup.Of($"<mi mathvariant=\"normal\">{text}</mi>"),
            TexSymbolKind.Operator when startsRow && text is ("−" or "+" or "±" or "∓") =>
                Markup.Of($"<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">{text}</mo>"),
            TexSymbolKind.Operator when startsRow && text == "∗" => Markup.Of($"<mo lspace=\"0\" rspace=\"0\">{text}</mo>"),
            TexSymbolKind.Operator => Markup.Of($"<mo stretchy=\"false\">{text}</mo>"),
            TexSymbolKind.Opening => Markup.Of($"<mo form=\"prefix\" stretchy=\"false\" lspace=\"0\" rspace=\"0\">{text}</mo>"),
            TexSymbolKind.Closing => Markup.Of($"<mo form=\"postfix\" stretchy=\"false\" lspace=\"0\" rspace=\"0\">{text}</mo>"),
            TexSymbolKind.Punctuation => Markup.Of($"<mo separator=\"true\" lspace=\"0\" rspace=\"0.1667em\">{text}</mo>"),
            TexSymbolKind.Large => Markup.Of($"<mo movablelimits=\"true\">{text}</mo>"),
            TexSymbolKind.Limit => Markup.Of($"<mo movablelimits=\"true\" lspace=\"0\" rspace=\"0\">{text}</mo>"),
            _ => Markup.Of($"<mspace width=\"{text}\"></mspace>"),
        },
        kind,
        text);
}
