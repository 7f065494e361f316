using System.Globalization;
using System.Text;
using WideNet.Data;
using WideNet.Formatting;

namespace WideNet.Results;

/// <summary>Results with typed columns; rows are added and read, never changed.</summary>
/// <remarks>
/// In CSV every row starts with where it comes from (notebook, preset, dataset, sizes, seeds), so that other programs can put rows of different runs together.
/// CSV is RFC 4180 with line feeds, in the invariant culture; doubles read back to the same bits (ResultTableTests).
/// </remarks>
[TypeFormatterSource(typeof(ResultTableFormatterSource), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain, MimeTypes.Csv])]
public sealed class ResultTable
{
    /// <summary>Rows that HTML and text show at most.</summary>
    internal const int RowsShown = 40;

    // A text without spaces, which no page can break, that is longer than this is shown by its beginning.
    private const int WordShown = 40;

    private readonly List<object[]> _rows = [];

    /// <summary>Creates a table without rows.</summary>
    /// <param name="run">Where the rows come from.</param>
    /// <param name="columns">The columns, at least one, names unique and different from those of the run.</param>
    /// <exception cref="ArgumentException">Names are not unique.</exception>
    internal ResultTable(Provenance run, params IEnumerable<ResultColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(run);
        Run = run;
        Columns = [.. columns];
        string? twice =
            Columns.Select(c => c.Name).Concat(ResultCsv.RunColumns).GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null || Columns.Count == 0)
        {
            throw new ArgumentException(
                twice is null ? "A table has no columns; it needs at least one." : $"Two columns have the name '{twice}'; names must be unique, and "
                    + $"{string.Join(", ", ResultCsv.RunColumns)} belong to the run.", nameof(columns));
        }
    }

    /// <summary>Where the rows come from.</summary>
    public Provenance Run { get; }

    /// <summary>The columns.</summary>
    internal IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One value per column: a double (or whole number) for a number, a whole number, or text.</param>
    /// <returns>The table itself.</returns>
    /// <exception cref="ArgumentException">The number of cells or a type does not fit.</exception>
    public ResultTable Add(params IReadOnlyList<object> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != Columns.Count)
        {
            throw new ArgumentException(
                $"A row has {cells.Count} cells, but the table has {Columns.Count} columns: {string.Join(", ", Columns.Select(c => c.Name))}.", nameof(cells));
        }

        _rows.Add([.. cells.Select((cell, i) => Convert(cell, Columns[i]))]);
        return this;
    }

    /// <summary>The numbers of a column of kind Number or WholeNumber.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds text.</exception>
    public IReadOnlyList<double> Numbers(string column)
    {
        int i = Find(column);
        return Columns[i].Kind == ColumnKind.Text
            ? throw new ArgumentException($"The column '{column}' holds text, not numbers.", nameof(column))
            : [.. _rows.Select(r => System.Convert.ToDouble(r[i], CultureInfo.InvariantCulture))];
    }

    /// <summary>The cells of a column as text, numbers as they are written in CSV.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IReadOnlyList<string> Texts(string column)
    {
        int i = Find(column);
        return [.. _rows.Select(r => Cell(r[i]))];
    }

    /// <summary>The rows that a condition on one column selects, as a table of the same columns.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="value">The value its cells must have, compared as written in CSV.</param>
    public ResultTable Where(string column, object value)
    {
        int i = Find(column);
        string wanted = Cell(Convert(value, Columns[i]));
        var result = new ResultTable(Run, Columns);
        result._rows.AddRange(_rows.Where(r => Cell(r[i]) == wanted));
        return result;
    }

    /// <summary>The table as CSV.</summary>
    public string ToCsv() => ResultCsv.Write(this);

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="columns">The columns expected, or none to take names and units from the header and kinds from the cells (whole numbers, else numbers,
    /// else text).</param>
    /// <exception cref="DataFormatException">The text is not such CSV, or its columns are others; the message names the line.</exception>
    internal static ResultTable FromCsv(string csv, params IReadOnlyList<ResultColumn> columns) => ResultCsv.Read(csv, columns);

    /// <summary>Reads a file that holds what <see cref="ToCsv"/> wrote; names, units and kinds of columns are those that it shows.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">The file is not such CSV; the message names file and line.</exception>
    public static ResultTable Load(string path)
    {
        try
        {
            return FromCsv(File.ReadAllText(path));
        }
        catch (DataFormatException e)
        {
            throw new DataFormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The table as HTML, with the run as caption; numbers to six digits (– for NaN), the beginning of long words, the first 40 rows.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder($"<table><caption style=\"text-align:left\">{Html.Encode(Run.ToString())}</caption><thead><tr>");
        html.AppendJoin("", Columns.Select(c => $"<th style=\"text-align:{Side(c)}\">{Html.Encode(c.Header)}</th>")).Append("</tr></thead><tbody>");
        foreach (object[] row in _rows.Take(RowsShown))
        {
            html.Append("\n<tr>").AppendJoin(
                "", row.Select((cell, i) => $"<td style=\"text-align:{Side(Columns[i])}\">{Html.Encode(Shown(cell))}</td>")).Append("</tr>");
        }

        html.Append("\n</tbody></table>");
        return _rows.Count > RowsShown
            ? html.Append(CultureInfo.InvariantCulture, $"<p>… {_rows.Count - RowsShown} more rows</p>").ToString()
            : html.ToString();
    }

    /// <summary>The table as aligned columns, with the run; numbers to six digits (– for NaN), the beginning of long words, the first 40 rows.</summary>
    public override string ToString()
    {
        string table = TextTable.Write(
            [.. Columns.Select(c => c.Header)],
            [.. _rows.Take(RowsShown).Select(r => r.Select(Shown).ToArray())],
            [.. Columns.Select(c => c.Kind != ColumnKind.Text)]);
        string more = _rows.Count > RowsShown ? Invariant($"\n… {_rows.Count - RowsShown} more rows") : "";
        return $"{Run}\n{table}{more}";
    }

    /// <summary>The cells of a row as they are written in CSV.</summary>
    /// <param name="row">Row from 0.</param>
    internal IEnumerable<string> CellsOf(int row) => _rows[row].Select(Cell);

    /// <summary>A cell as HTML and text show it.</summary>
    /// <param name="cell">A double, a 64-bit whole number or text.</param>
    internal static string Shown(object cell) => cell switch
    {
        double.NaN => "–",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        double d => d.ToString("G6", CultureInfo.InvariantCulture),
        string { Length: > WordShown } text when !text.Contains(' ', StringComparison.Ordinal) => text[..(WordShown / 2)] + "…",
        _ => Cell(cell),
    };

    private static string Cell(object cell) => cell switch
    {
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        long i => i.ToString(CultureInfo.InvariantCulture),
        _ => (string)cell,
    };

    private static string Side(ResultColumn column) => column.Kind == ColumnKind.Text ? "left" : "right";

    private static object Convert(object cell, ResultColumn column) => (column.Kind, cell) switch
    {
        (ColumnKind.Number, double d) => d,
        (ColumnKind.Number, float f) => (double)f,
        (ColumnKind.Number, int i) => (double)i,
        (ColumnKind.Number, long l) => (double)l,
        (ColumnKind.WholeNumber, int i) => (long)i,
        (ColumnKind.WholeNumber, long l) => l,
        (ColumnKind.Text, string s) => s,
        _ =>
            throw new ArgumentException(
                $"The column '{column.Name}' holds {column.Kind} values, but got {(cell is null ? "null" : $"'{cell}' of type {cell.GetType().Name}")}.",
                nameof(cell)),
    };

    private int Find(string column)
    {
        int i = Columns.Select(c => c.Name).ToList().IndexOf(column);
        return i >= 0 ? i : throw new ArgumentException(
            $"There is no column '{column}'; there are {string.Join(", ", Columns.Select(c => c.Name))}.", nameof(column));
    }
}
