using System.Globalization;
using System.Text;

namespace WideNet.Formatting;

/// <summary>Tables as aligned plain text.</summary>
internal static class TextTable
{
    /// <summary>Header, rule and rows, columns two spaces apart, without trailing spaces.</summary>
    /// <param name="headers">One per column.</param>
    /// <param name="rows">Cells.</param>
    /// <param name="right">Whether each column is aligned to the right.</param>
    public static string Write(IReadOnlyList<string> headers, IReadOnlyList<string[]> rows, IReadOnlyList<bool> right)
    {
        int[] widths = [.. headers.Select((h, c) => rows.Select(r => Length(r[c])).Append(Length(h)).Max())];
        var text = new StringBuilder();
        Append(text, headers, widths, right);
        text.Append('\n').AppendJoin("  ", widths.Select(w => new string('-', w)));
        foreach (string[] row in rows)
        {
            text.Append('\n');
            Append(text, row, widths, right);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> cells, int[] widths, IReadOnlyList<bool> right)
    {
        var line = new StringBuilder();
        for (int c = 0; c < cells.Count; c++)
        {
            string pad = new(' ', widths[c] - Length(cells[c]));
            line.Append(c == 0 ? "" : "  ").Append(right[c] ? pad + cells[c] : cells[c] + pad);
        }

        text.Append(line.ToString().TrimEnd());
    }

    private static int Length(string cell) => new StringInfo(cell).LengthInTextElements;
}
