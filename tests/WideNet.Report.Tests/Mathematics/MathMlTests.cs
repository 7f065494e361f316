using System.Text.RegularExpressions;
using System.Xml.Linq;
using WideNet.Notebooks;
using WideNet.Report.Html;
using WideNet.Report.Mathematics;

namespace WideNet.Report.Tests.Mathematics;

public sealed partial class MathMlTests
{
    public static TheoryData<string> Notebooks => [.. RepositoryFiles.Notebooks.Select(path => Path.GetFileName(path))];

    [Theory]
    [InlineData("x", "<mi>x</mi>")]
    [InlineData("12.5x", "<mrow><mn>12.5</mn><mi>x</mi></mrow>")]
    [InlineData("\\Theta", "<mi mathvariant=\"normal\">Θ</mi>")]
    [InlineData("\\sigma_w^2", "<msubsup><mi>σ</mi><mi>w</mi><mn>2</mn></msubsup>")]
    [InlineData("x^2_w", "<msubsup><mi>x</mi><mi>w</mi><mn>2</mn></msubsup>")]
    [InlineData("x^{12}", "<msup><mi>x</mi><mn>12</mn></msup>")]
    [InlineData("x^12", "<mrow><msup><mi>x</mi><mn>1</mn></msup><mn>2</mn></mrow>")]
    [InlineData("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>")]
    [InlineData("\\frac1\\rho", "<mfrac><mn>1</mn><mi>ρ</mi></mfrac>")]
    [InlineData("\\tfrac{m+2}{3}", "<mstyle displaystyle=\"false\"><mfrac><mrow><mi>m</mi><mo "
        + "stretchy=\"false\">+</mo><mn>2</mn></mrow><mn>3</mn></mfrac></mstyle>")]
    [InlineData("\\sqrt N", "<msqrt><mi>N</mi></msqrt>")]
    [InlineData("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>")]
    [InlineData("\\phi'", "<msup><mi>ϕ</mi><mo lspace=\"0\" rspace=\"0\">′</mo></msup>")]
    [InlineData("\\mathbb E", "<mi>&#120124;</mi>")]
    [InlineData("\\mathcal{C}", "<mi>&#119966;</mi>")]
    [InlineData("\\mathbb{R}", "<mi>ℝ</mi>")]
    [InlineData("\\text{a < b}", "<mtext>a &lt; b</mtext>")]
    [InlineData("\\lambda_{\\rm bulk}", "<msub><mi>λ</mi><mi>bulk</mi></msub>")]
    [InlineData("\\mathrm{d}", "<mi mathvariant=\"normal\">d</mi>")]
    [InlineData("\\dot T", "<mover accent=\"true\"><mi>T</mi><mo stretchy=\"false\">˙</mo></mover>")]
    [InlineData("-1", "<mrow><mo form=\"prefix\" lspace=\"0\" rspace=\"0\">−</mo><mn>1</mn></mrow>")]
    [InlineData("a-1", "<mrow><mi>a</mi><mo stretchy=\"false\">−</mo><mn>1</mn></mrow>")]
    [InlineData("c^*", "<msup><mi>c</mi><mo lspace=\"0\" rspace=\"0\">∗</mo></msup>")]
    [InlineData("1{,}000", "<mrow><mn>1</mn><mo lspace=\"0\" rspace=\"0\">,</mo><mn>000</mn></mrow>")]
    [InlineData("\\sum_a", "<munder><mo movablelimits=\"true\">∑</mo><mi>a</mi></munder>")]
    [InlineData("\\log l", "<mrow><mi>log</mi><mspace width=\"0.1667em\"></mspace><mi>l</mi></mrow>")]
    public void TryWrite_Formula_GivesThisMathMl(string tex, string expected)
    {
        Markup? math = MathMl.TryWrite(tex, display: false, out string problem);
        Assert.Equal("", problem);
        string source = System.Net.WebUtility.HtmlEncode(tex);
        Assert.Equal($"<math><semantics>{expected}<annotation encoding=\"application/x-tex\">{source}</annotation></semantics></math>", math.ToString());
    }

    [Fact]
    public void TryWrite_StretchedDelimiters_EncloseTheirRow()
    {
        string math = MathMl.TryWrite("\\left(\\frac{a}{b}\\right)^l", display: true, out _).ToString()!;
        Assert.StartsWith(
            "<math display=\"block\"><semantics><msup><mrow><mo form=\"prefix\" fence=\"true\" stretchy=\"true\"", math, StringComparison.Ordinal);
        Assert.Contains("</mfrac><mo form=\"postfix\" fence=\"true\"", math, StringComparison.Ordinal);
    }

    [Fact]
    public void TryWrite_Environments_HaveRowsAndCells()
    {
        XElement table = XElement.Parse(MathMl.TryWrite("\\begin{cases} a & x < 1 \\\\ b & \\text{else} \\end{cases}", display: true, out _).ToString()!);
        Assert.Equal(2, table.Descendants("mtr").Count());
        Assert.Equal(4, table.Descendants("mtd").Count());
        Assert.Equal("{", table.Descendants("mo").First().Value);
    }

    [Theory]
    [InlineData("\\unknown", "the command \\unknown is not known")]
    [InlineData("{a", "a brace is not closed")]
    [InlineData("a}", "'}' stands where nothing opened it")]
    [InlineData("\\left( a", "\\left has no \\right")]
    [InlineData("\\frac{a}", "an argument is missing")]
    [InlineData("x^a^b", "a symbol has two scripts in one place")]
    [InlineData("\\begin{tikz}\\end{tikz}", "the environment tikz is not known")]
    public void TryWrite_OutsideOfTheSubset_SaysWhy(string tex, string expected)
    {
        Assert.Null(MathMl.TryWrite(tex, display: false, out string problem));
        Assert.Equal(expected, problem);
        Assert.Equal($"<code class=\"tex\">${tex}$</code>", MathMl.Write(tex, display: false).ToString());
    }

    [Fact]
    public void TryWrite_DeepNesting_FailsInsteadOfOverflowing()
    {
        Assert.Null(MathMl.TryWrite(new string('{', 100_000), display: false, out string problem));
        Assert.Equal("it is nested too deeply", problem);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void TryWrite_EveryFormulaOfTheNotebooks_IsWellFormed(string name)
    {
        IEnumerable<string> prose = Notebook.Read(Path.Combine(RepositoryFiles.Root, "notebooks", name))
            .Cells.Where(cell => cell.Kind == NotebookCellKind.Markdown).Select(cell => Code().Replace(cell.Source, ""));
        foreach (Match formula in prose.SelectMany(text => Formula().Matches(text)))
        {
            string tex = formula.Value.Trim('$');
            Markup? math = MathMl.TryWrite(tex, display: false, out string problem);
            Assert.True(math is not null, $"{tex}: {problem}");
            Assert.Equal("math", XElement.Parse(math.ToString()!).Name.LocalName);
        }
    }

    [GeneratedRegex(@"\$\$[^$]+\$\$|\$[^$]+\$", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Code();
}
