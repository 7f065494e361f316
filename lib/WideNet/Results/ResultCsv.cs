using System.Globalization;
using System.Text;
using WideNet.Data;

namespace WideNet.Results;

/// <summary>Result tables as CSV (RFC 4180 with line feeds).</summary>
internal static class ResultCsv
{
    /// <summary>The columns that say where a row comes from; they lead every row. Where they are empty, a row comes from the first row's run.</summary>
    public static readonly string[] RunColumns = ["notebook", "preset", "dataset", "sizes", "seeds"];

    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="saysRunOnce">Whether the first row alone says where all come from, which halves the file of a long table.</param>
    public static string Write(ResultTable table, bool saysRunOnce = false)
    {
        Provenance run = table.Run;
        string[] lead = [run.Notebook, Provenance.PresetName(run.Preset), run.Dataset, run.Sizes, run.Seeds];
        var text = new StringBuilder();
        Append(text, RunColumns.Concat(table.Columns.Select(c => c.Header)));
        for (int i = 0; i < table.Count; i++)
        {
            Append(text, (saysRunOnce && i > 0 ? lead.Select(_ => "") : lead).Concat(table.CellsOf(i)));
        }

        return text.ToString();
    }

    /// <summary>Reads a table.</summary>
    public static ResultTable Read(string csv, IReadOnlyList<ResultColumn> expected)
    {
        List<(int Line, string[] Cells)> records = CsvRecords.Parse(csv);
        int lead = RunColumns.Length;
        if (records.Count == 0 || records[0].Cells.Length <= lead || !records[0].Cells.Take(lead).SequenceEqual(RunColumns))
        {
            throw new DataFormatException(
                $"Line 1 is no header of a result table; it must start with {string.Join(',', RunColumns)} and name at least one more column.");
        }

        string[] headers = records[0].Cells[lead..];
        if (expected.Count > 0 && !expected.Select(c => c.Header).SequenceEqual(headers))
        {
            throw new DataFormatException(
                $"The columns are {string.Join(", ", headers)}, but {string.Join(", ", expected.Select(c => c.Header))} were expected.");
        }

        (int Line, string[] Cells)[] rows = [.. records.Skip(1)];
        foreach ((int line, string[] cells) in rows)
        {
            if (cells.Length != headers.Length + lead)
            {
                throw new DataFormatException(Invariant($"Line {line} has {cells.Length} fields, but the header has {headers.Length + lead}."));
            }

            bool saysNoRun = line != rows[0].Line && cells.Take(lead).All(cell => cell.Length == 0);
            if (!saysNoRun && !cells.Take(lead).SequenceEqual(rows[0].Cells.Take(lead)))
            {
                throw new DataFormatException(Invariant($"Line {line} comes from another run than line {rows[0].Line}; a table holds the rows of one run."));
            }
        }

        if (rows.Length == 0)
        {
            throw new DataFormatException("The table has a header but no rows, so it does not say which run it comes from.");
        }

        ResultColumn[] columns = expected.Count > 0 ? [.. expected] : [.. headers.Select((h, i) => Infer(h, [.. rows.Select(r => r.Cells[lead + i])]))];
        ResultTable table = Empty(ReadRun(rows[0].Line, rows[0].Cells), columns);
        foreach ((int line, string[] cells) in rows)
        {
            table.Add([.. columns.Select((c, i) => ReadCell(cells[lead + i], c, line))]);
        }

        return table;
    }

    private static ResultTable Empty(Provenance run, ResultColumn[] columns)
    {
        try
        {
            return new ResultTable(run, columns);
        }
        catch (ArgumentException e)
        {
            throw new DataFormatException($"Line 1: {e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal)}", e);
        }
    }

    private static Provenance ReadRun(int line, string[] cells)
    {
        Preset preset = Enum.GetValues<Preset>().Cast<Preset?>().FirstOrDefault(p => Provenance.PresetName(p!.Value) == cells[1])
            ?? throw new DataFormatException(Invariant($"Line {line} names the preset '{cells[1]}'; it must be quick, standard or paper."));
        try
        {
            return new Provenance { Notebook = cells[0], Preset = preset, Dataset = cells[2], Sizes = cells[3], Seeds = cells[4] };
        }
        catch (ArgumentException e)
        {
            throw new DataFormatException(Invariant($"Line {line}: {e.Message}"), e);
        }
    }

    private static ResultColumn Infer(string header, string[] cells)
    {
        int bracket = header.IndexOf(" [", StringComparison.Ordinal);
        (string name, string unit) = bracket > 0 && header[^1] == ']' ? (header[..bracket], header[(bracket + 2)..^1]) : (header, "");
        ColumnKind kind = cells.All(c => TryInteger(c, out _) && c != "-0")
            ? ColumnKind.WholeNumber
            : cells.All(c => TryNumber(c, out _)) ? ColumnKind.Number : ColumnKind.Text;
        try
        {
            return new ResultColumn { Name = name, Kind = kind, Unit = unit };
        }
        catch (ArgumentException e)
        {
            throw new DataFormatException($"Line 1: {e.Message}", e);
        }
    }

    private static object ReadCell(string cell, ResultColumn column, int line)
    {
        switch (column.Kind)
        {
            case ColumnKind.Text:
                return cell;
            case ColumnKind.WholeNumber when TryInteger(cell, out long integer):
                return integer;
            case ColumnKind.Number when TryNumber(cell, out double number):
                return number;
            default:
                throw new DataFormatException(Invariant($"Line {line} has '{cell}' in the column '{column.Name}', which holds {column.Kind} values."));
        }
    }

    private static bool TryInteger(string cell, out long value) => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryNumber(string cell, out double value) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static void Append(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(CsvRecords.Quote)).Append('\n');
}
