using System.Globalization;
using Deedle;
using WideNet.Results;

namespace WideNet.Interactive;

/// <summary>Result tables as frames of Deedle, and back.</summary>
/// <remarks>
/// Column keys are the headers of the CSV, name and unit: <c>depth [layers]</c>; row keys count from 0. A number that is not a number is a missing value in a
/// frame and becomes NaN again. Nothing else changes on the way there and back (<c>DeedleFramesTests</c>).
/// </remarks>
public static class DeedleFrames
{
    /// <summary>The table as a frame: doubles, 64-bit whole numbers and text.</summary>
    /// <param name="table">The table.</param>
    public static Frame<int, string> ToFrame(this ResultTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] keys = [.. Enumerable.Range(0, table.Count)];
        var columns = new FrameBuilder.Columns<int, string>();
        foreach (ResultColumn column in table.Columns)
        {
            columns.Add(column.Header, column.Kind switch
            {
                ColumnKind.Number => new Series<int, double>(keys, table.Numbers(column.Name)),
                ColumnKind.WholeNumber => new Series<int, long>(keys, table.Texts(column.Name).Select(text => long.Parse(text, CultureInfo.InvariantCulture))),
                _ => new Series<int, string>(keys, table.Texts(column.Name)),
            });
        }

        return columns.Frame;
    }

    /// <summary>A frame as a table; columns of floating-point numbers, whole numbers and text are kept, a missing number becomes NaN.</summary>
    /// <param name="frame">A frame whose column keys are names with units in brackets, or without.</param>
    /// <param name="run">Where the rows come from: a frame does not carry it.</param>
    /// <typeparam name="TRow">Type of the row keys, which are dropped.</typeparam>
    /// <exception cref="ArgumentException">A column has another type, a name that no table may have, or lacks a whole number or a text.</exception>
    public static ResultTable ToResultTable<TRow>(this Frame<TRow, string> frame, Provenance run)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(frame);
        string[] keys = [.. frame.ColumnKeys];
        Type[] types = [.. frame.ColumnTypes];
        ResultColumn[] columns = [.. keys.Zip(types, ColumnOf)];
        object[][] values = [.. keys.Zip(columns, (key, column) => Values(frame, key, column))];
        var table = new ResultTable(run, columns);
        for (int row = 0; row < frame.RowCount; row++) table.Add([.. values.Select(column => column[row])]);
        return table;
    }

    private static ResultColumn ColumnOf(string key, Type type)
    {
        ColumnKind kind = Type.GetTypeCode(type) switch
        {
            TypeCode.Double or TypeCode.Single => ColumnKind.Number,
            TypeCode.Int32 or TypeCode.Int64 or TypeCode.Int16 => ColumnKind.WholeNumber,
            TypeCode.String => ColumnKind.Text,
            _ => throw new ArgumentException(
                $"The column '{key}' of the frame holds {type.Name} values; it must hold floating-point numbers, whole numbers or text."),
        };
        int bracket = key.EndsWith(']') ? key.IndexOf(" [", StringComparison.Ordinal) : -1;
        return bracket < 0
            ? new ResultColumn { Name = key, Kind = kind }
            : new ResultColumn { Name = key[..bracket], Kind = kind, Unit = key[(bracket + 2)..^1] };
    }

    private static object[] Values<TRow>(Frame<TRow, string> frame, string key, ResultColumn column)
        where TRow : notnull => column.Kind switch
        {
            ColumnKind.Number => All<TRow, double>(frame, key, double.NaN),
            ColumnKind.WholeNumber => All<TRow, long>(frame, key, null),
            _ => All<TRow, string>(frame, key, null),
        };

    private static object[] All<TRow, TValue>(Frame<TRow, string> frame, string key, object? missing)
        where TRow : notnull =>
    [
        .. frame.GetColumn<TValue>(key).ValuesAllOptional().Select((value, row) => value.HasValue
            ? (object)value.Value!
            : missing ?? throw new ArgumentException(
                Invariant($"Row {row} of the column '{key}' is missing, but only columns of floating-point numbers may have gaps."))),
    ];

    private static IEnumerable<OptionalValue<TValue>> ValuesAllOptional<TRow, TValue>(this Series<TRow, TValue> series)
        where TRow : notnull => Enumerable.Range(0, series.KeyCount).Select(series.TryGetAt);
}
