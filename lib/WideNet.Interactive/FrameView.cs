using System.Globalization;
using System.Text;
using Deedle;
using WideNet.Formatting;
using WideNet.Results;

namespace WideNet.Interactive;

/// <summary>What a notebook shows of a frame of Deedle: the columns with their units and the first rows, as a <see cref="ResultTable"/> does.</summary>
/// <remarks>Deedle has no formatter, and .NET Interactive would write out every object that a frame holds. Row keys that only count are not shown.</remarks>
internal sealed class FrameView : IFrameOperation<FrameView>
{
    private readonly List<string> _headers = [];
    private readonly List<bool> _isNumber = [];
    private readonly List<string[]> _rows = [];
    private int _rowCount;

    /// <summary>What is shown of any frame.</summary>
    public static FrameView Of(IFrame frame) => frame.Apply(new FrameView());

    public FrameView Invoke<TRow, TColumn>(Frame<TRow, TColumn> frame)
    {
        _rowCount = frame.RowCount;
        TRow[] keys = [.. frame.RowKeys.Take(ResultTable.RowsShown)];
        bool isCount = keys.Index().All(key => key.Item is int i && i == key.Index);
        if (!isCount)
        {
            _headers.Add("");
            _isNumber.Add(IsNumber(typeof(TRow)));
        }

        _headers.AddRange(frame.ColumnKeys.Select(Text));
        _isNumber.AddRange(frame.ColumnTypes.Select(IsNumber));
        foreach ((int index, TRow key) in keys.Index())
        {
            ObjectSeries<TColumn> row = frame.Rows.GetAt(index);
            IEnumerable<OptionalValue<object>> values = Enumerable.Range(0, frame.ColumnCount).Select(row.TryGetAt);
            IEnumerable<string> cells = values.Select(cell => Text(cell.HasValue ? cell.Value : double.NaN));
            _rows.Add([.. isCount ? cells : cells.Prepend(Text(key))]);
        }

        return this;
    }

    /// <summary>As HTML.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<table><thead><tr>");
        html.AppendJoin("", _headers.Select((header, i) => Cell(header.Length > 0 ? "th" : "td", i, header))).Append("</tr></thead><tbody>");
        foreach (string[] row in _rows) html.Append("\n<tr>").AppendJoin("", row.Select((cell, i) => Cell("td", i, cell))).Append("</tr>");
        html.Append("\n</tbody></table>");
        if (_rowCount > _rows.Count) html.Append(CultureInfo.InvariantCulture, $"<p>… {_rowCount - _rows.Count} more rows</p>");
        return html.ToString();
    }

    /// <summary>As aligned columns.</summary>
    public override string ToString()
    {
        string more = _rowCount > _rows.Count ? Invariant($"\n… {_rowCount - _rows.Count} more rows") : "";
        return TextTable.Write(_headers, _rows, _isNumber) + more;
    }

    private string Cell(string element, int column, string text) =>
        $"<{element} style=\"text-align:{(_isNumber[column] ? "right" : "left")}\">{Html.Encode(text)}</{element}>";

    private static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static string Text(object? value) => value switch
    {
        double or long or string => ResultTable.Shown(value),
        float number => ResultTable.Shown((double)number),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Text<T>(T key) => Text((object?)key);
}
