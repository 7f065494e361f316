using System.Net;
using System.Text.RegularExpressions;
using WideNet.Notebooks;
using WideNet.Report.Documents;

namespace WideNet.Report.Tests.Documents;

public sealed class CodeHighlighterTests
{
    [Fact]
    public void Render_Cell_MarksWhatTheCompilerSees()
    {
        string html = CodeHighlighter.Render("#r \"a.dll\"\nvar x = new Run(\"<b>\", 1.5); // note").ToString();
        Assert.Contains("<span class=\"directive\">#r &quot;a.dll&quot;\n</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"keyword\">var</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"type\">Run</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"string\">&quot;&lt;b&gt;&quot;</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"number\">1.5</span>", html, StringComparison.Ordinal);
        Assert.EndsWith("<span class=\"comment\">// note</span>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is } not C# \"")]
    [InlineData("/* open")]
    [InlineData("")]
    public void Render_WhatDoesNotCompile_LosesNothing(string source) => Assert.Equal(source, Strip(CodeHighlighter.Render(source).ToString()));

    [Fact]
    public void Render_EveryCellOfTheNotebooks_LosesNothing()
    {
        foreach (NotebookCell cell in RepositoryFiles.Notebooks.SelectMany(path => Notebook.Read(path).Cells).Where(cell => cell.Kind == NotebookCellKind.Code))
        {
            Assert.Equal(cell.Source, Strip(CodeHighlighter.Render(cell.Source).ToString()));
        }
    }

    private static string Strip(string html) => WebUtility.HtmlDecode(Regex.Replace(html, "</?span[^>]*>", ""));
}
