namespace WideNet.Formatting;

/// <summary>A piece of text on the base line or set as a script.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Script">-1 subscript, 0 base line, 1 superscript.</param>
internal readonly record struct TextRun(string Text, int Script);
