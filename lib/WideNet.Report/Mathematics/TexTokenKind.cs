namespace WideNet.Report.Mathematics;

/// <summary>Kinds of TeX tokens.</summary>
internal enum TexTokenKind
{
    /// <summary>One character.</summary>
    Character,

    /// <summary>A backslash and a name, or a backslash and one character.</summary>
    Command,

    /// <summary>An opening brace.</summary>
    Open,

    /// <summary>A closing brace.</summary>
    Close,

    /// <summary>The sign before a superscript.</summary>
    Superscript,

    /// <summary>The sign before a subscript.</summary>
    Subscript,

    /// <summary>The sign between two cells.</summary>
    Cell,

    /// <summary>Two backslashes: the end of a row.</summary>
    Row,

    /// <summary>Blanks, which matter inside texts only.</summary>
    Space,
}
