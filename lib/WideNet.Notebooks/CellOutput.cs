using WideNet.Formatting;

namespace WideNet.Notebooks;

/// <summary>One output of an executed cell, whole: the notebook stores only part of what a value offers.</summary>
public sealed record CellOutput
{
    /// <summary>Text or a value.</summary>
    public required CellOutputKind Kind { get; init; }

    /// <summary>
    /// The representations by MIME type: those that an editor would get, all others that the value's type declares, and plain text;
    /// <c>text/plain</c> alone for written text.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Data { get; init; }

    /// <summary>The full name of the value's type, such as <c>WideNet.Figures.Figure</c>; empty for written text and for null.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>What the value's public property <c>Id</c> says, where it has one that is text, as figures do; empty otherwise.</summary>
    public string ValueId { get; init; } = "";

    /// <summary>The <c>text/plain</c> representation.</summary>
    public string Text => Data.GetValueOrDefault(MimeTypes.Plain, "");
}
