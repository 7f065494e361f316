using System.Text;
using WideNet.Data;

namespace WideNet.Results;

/// <summary>The record syntax of RFC 4180; line ends may be LF or CRLF.</summary>
internal static class CsvRecords
{
    /// <summary>A field, quoted when it must be.</summary>
    public static string Quote(string field) => field.AsSpan().ContainsAny("\",\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    /// <summary>The records of a text with the line each starts on, from 1.</summary>
    /// <exception cref="DataFormatException">A quote is not closed, or stands inside an unquoted field.</exception>
    public static List<(int Line, string[] Cells)> Parse(string csv)
    {
        var records = new List<(int, string[])>();
        var cells = new List<string>();
        int line = 1;
        for (int i = csv.StartsWith('\uFEFF') ? 1 : 0; i < csv.Length;)
        {
            int start = line;
            bool more = true;
            while (more)
            {
                cells.Add(i < csv.Length && csv[i] == '"' ? Quoted(csv, ref i, ref line) : Unquoted(csv, ref i, line));
                more = i < csv.Length && csv[i] == ',';
                i += more ? 1 : 0;
            }

            if (i < csv.Length)
            {
                i += csv[i] == '\r' && i + 1 < csv.Length && csv[i + 1] == '\n' ? 2 : 1;
                line++;
            }

            records.Add((start, [.. cells]));
            cells.Clear();
        }

        return records;
    }

    private static string Unquoted(string csv, ref int i, int line)
    {
        int length = csv.AsSpan(i).IndexOfAny(",\r\n\"");
        int end = length < 0 ? csv.Length : i + length;
        if (end < csv.Length && csv[end] == '"')
        {
            throw new DataFormatException(Invariant($"Line {line} has a quote inside an unquoted field; quote the whole field and double the quote."));
        }

        string field = csv[i..end];
        i = end;
        return field;
    }

    private static string Quoted(string csv, ref int i, ref int line)
    {
        int first = line;
        var field = new StringBuilder();
        for (i++; i < csv.Length; i++)
        {
            if (csv[i] == '"' && !(i + 1 < csv.Length && csv[i + 1] == '"'))
            {
                i++;
                if (i < csv.Length && csv[i] is not (',' or '\r' or '\n'))
                {
                    throw new DataFormatException(Invariant($"Line {line} has text after a closing quote; a quote inside a field is doubled."));
                }

                return field.ToString();
            }

            i += csv[i] == '"' ? 1 : 0;
            line += csv[i] == '\n' ? 1 : 0;
            field.Append(csv[i]);
        }

        throw new DataFormatException(Invariant($"Line {first} opens a quote that is never closed."));
    }
}
