using FsCheck;
using FsCheck.Fluent;
using WideNet.Data;
using WideNet.Results;

namespace WideNet.Tests.Results;

public sealed class ResultTableTests
{
    private static readonly Provenance Run =
        new() { Notebook = "03", Preset = Preset.Standard, Dataset = "CIFAR-10, 64 of 50,000 training images", Seeds = "1..3" };

    private static readonly ResultColumn[] Columns = [ResultColumn.WholeNumber("depth", "layers"), ResultColumn.Number("kappa"), ResultColumn.Text("phase")];

    private static ResultTable Table => new ResultTable(Run, Columns).Add(1, 1.5, "ordered").Add(2L, 1.0 / 3, "says \"x\",\ny").Add(3, double.NaN, "");

    [Fact]
    public void ToCsv_Rows_LeadWithTheRunAndAreQuoted() => Assert.Equal(
        "notebook,preset,dataset,sizes,seeds,depth [layers],kappa,phase\n"
        + "03,standard,\"CIFAR-10, 64 of 50,000 training images\",,1..3,1,1.5,ordered\n"
        + "03,standard,\"CIFAR-10, 64 of 50,000 training images\",,1..3,2,0.3333333333333333,\"says \"\"x\"\",\ny\"\n"
        + "03,standard,\"CIFAR-10, 64 of 50,000 training images\",,1..3,3,NaN,\n",
        Table.ToCsv());

    [Fact]
    public void FromCsv_OfToCsv_GivesTheSameTable()
    {
        var typed = ResultTable.FromCsv(Table.ToCsv(), Columns);
        Assert.Equal(Columns, typed.Columns);
        Assert.Equal(Run, typed.Run);
        Assert.Equal(Table.ToCsv(), typed.ToCsv());
        var inferred = ResultTable.FromCsv(Table.ToCsv().Replace("\n03", "\r\n03", StringComparison.Ordinal));
        Assert.Equal(Columns, inferred.Columns);
        Assert.Equal([1, 2, 3], inferred.Numbers("depth"));
        Assert.Equal(["1..3"], [inferred.Run.Seeds]);
    }

    [Fact]
    public void FromCsv_AnyDoubleAndText_KeepsEveryBit() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>(),
        ArbMap.Default.ArbFor<string>().Filter(s => s is not null),
        (number, text) =>
        {
            var table = new ResultTable(Run, ResultColumn.Number("a"), ResultColumn.Text("b")).Add(number, text);
            var back = ResultTable.FromCsv(table.ToCsv(), table.Columns);
            return BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits(back.Numbers("a")[0]) && back.Texts("b")[0] == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void FromCsv_RunInTheFirstRowAlone_IsTheRunOfAll()
    {
        ResultTable table = new ResultTable(Run, ResultColumn.Number("a")).Add(1.0).Add(2.0).Add(1e-300);
        string[] lines = ResultCsv.Write(table, saysRunOnce: true).Split('\n');
        Assert.Equal(table.ToCsv().Split('\n')[..2], lines[..2]);
        Assert.Equal([",,,,,2", ",,,,,1E-300", ""], lines[2..]);
        Assert.Equal(table.ToCsv(), ResultTable.FromCsv(string.Join('\n', lines)).ToCsv());
    }

    [Theory]
    [InlineData("", "Line 1 is no header of a result table; it must start with notebook,preset,dataset,sizes,seeds and name at least one more column.")]
    [InlineData("notebook,preset,dataset,sizes,seeds,a\n", "The table has a header but no rows, so it does not say which run it comes from.")]
    [InlineData("notebook,preset,dataset,sizes,seeds,a\n03,quick,d,,\n", "Line 2 has 5 fields, but the header has 6.")]
    [InlineData("notebook,preset,dataset,sizes,seeds,a\n03,fast,d,,,1\n", "Line 2 names the preset 'fast'; it must be quick, standard or paper.")]
    [InlineData("notebook,preset,dataset,sizes,seeds,a\n03,quick,d,,,1\n04,quick,d,,,1\n",
        "Line 3 comes from another run than line 2; a table holds the rows of one run.")]
    [InlineData("notebook,preset,dataset,sizes,seeds,a\n,,,,,1\n03,quick,d,,,1\n",
        "Line 3 comes from another run than line 2; a table holds the rows of one run.")]
    [InlineData("notebook,preset,dataset,sizes,seeds,a\n,,,,,1\n,,,,,2\n", "Line 2 names the preset ''; it must be quick, standard or paper.")]
    [InlineData("notebook,preset,dataset,sizes,seeds,a\n03,quick,d,,,\"1\n", "Line 2 opens a quote that is never closed.")]
    [InlineData("notebook,preset,dataset,sizes,seeds,a\n03,quick,d,,,x\"1\n",
        "Line 2 has a quote inside an unquoted field; quote the whole field and double the quote.")]
    public void FromCsv_Broken_NamesTheLine(string csv, string message) =>
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => ResultTable.FromCsv(csv)).Message);

    [Fact]
    public void FromCsv_OtherColumnsOrKinds_SaysWhich()
    {
        var error = Assert.Throws<DataFormatException>(() => ResultTable.FromCsv(Table.ToCsv(), ResultColumn.Number("x")));
        Assert.Equal("The columns are depth [layers], kappa, phase, but x were expected.", error.Message);
        error = Assert.Throws<DataFormatException>(
            () => ResultTable.FromCsv("notebook,preset,dataset,sizes,seeds,a\n03,quick,d,,,z\n", ResultColumn.Number("a")));
        Assert.Equal("Line 2 has 'z' in the column 'a', which holds Number values.", error.Message);
    }

    [Fact]
    public void Add_WrongCells_SaysWhich()
    {
        Assert.StartsWith(
            "A row has 1 cells, but the table has 3 columns: depth, kappa, phase.", Assert.Throws<ArgumentException>(() => Table.Add(1)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The column 'depth' holds WholeNumber values, but got '1.5' of type Double.", Assert.Throws<ArgumentException>(() => Table.Add(1.5, 1, "")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NameTwiceOrOfTheRun_Throws()
    {
        Assert.Throws<ArgumentException>(() => new ResultTable(Run, ResultColumn.Number("a"), ResultColumn.Text("a")));
        Assert.Throws<ArgumentException>(() => new ResultTable(Run, ResultColumn.Text("seeds")));
        Assert.Throws<ArgumentException>(() => new ResultTable(Run));
    }

    [Fact]
    public void Where_Value_SelectsRows()
    {
        Assert.Equal([1.0 / 3], Table.Where("depth", 2).Numbers("kappa"));
        Assert.Equal(0, Table.Where("phase", "critical").Count);
        Assert.StartsWith(
            "There is no column 'x'; there are depth, kappa, phase.", Assert.Throws<ArgumentException>(() => Table.Numbers("x")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Rows_AreAligned() => Assert.Equal(
        """
        03, standard preset; CIFAR-10, 64 of 50,000 training images; seeds 1..3
        depth [layers]  kappa  phase
        --------------  -----  -------
                     1    1.5  ordered
        """.ReplaceLineEndings("\n"),
        new ResultTable(Run, Columns).Add(1, 1.5, "ordered").ToString());

    [Fact]
    public void ToHtml_WordThatNoPageCanBreak_IsShownByItsBeginning()
    {
        string word = new('x', 41), words = $"{word[..20]} {word[..20]}";
        ResultTable table = new ResultTable(Run, Columns).Add(1, 1.5, word).Add(2, 1.5, word[..40]).Add(3, 1.5, words);
        Assert.Equal([word[..20] + "…", word[..40], words], table.ToHtml().Split("<td style=\"text-align:left\">")[1..].Select(cell => cell.Split('<')[0]));
        Assert.Contains(word, table.ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_ManyRows_IsEscapedAndCut()
    {
        ResultTable table = Table;
        for (int i = 0; i < 60; i++)
        {
            table.Add(i, i, "<b>");
        }

        string html = table.ToHtml();
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains(">–</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.EndsWith("<p>… 23 more rows</p>", html, StringComparison.Ordinal);
    }
}
