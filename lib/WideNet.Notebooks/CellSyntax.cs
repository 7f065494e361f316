using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WideNet.Notebooks;

/// <summary>How the C# of a cell is parsed, here and by the runner's child process.</summary>
internal static class CellSyntax
{
    /// <summary>C# script in the newest language version, as .NET Interactive's kernel has it.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);
}
