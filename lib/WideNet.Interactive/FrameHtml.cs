using System.Globalization;
using System.Net;
using System.Text;
using Deedle;

namespace WideNet.Interactive;

/// <summary>A frame of Deedle as a table of HTML: row keys, columns, and the first rows.</summary>
internal sealed class FrameHtml : IFrameOperation<string>
{
    /// <summary>Rows shown at most.</summary>
    internal const int MostRows = 50;

    /// <summary>The table of any frame.</summary>
    /// <param name="frame">The frame.</param>
    public static string Of(IFrame frame) => frame.Apply(new FrameHtml());

    /// <inheritdoc/>
    public string Invoke<TRow, TColumn>(Frame<TRow, TColumn> frame)
    {
        int shown = Math.Min(frame.RowCount, MostRows);
        var html = new StringBuilder("<table><thead><tr><th></th>");
        foreach (TColumn key in frame.ColumnKeys) html.Append("<th>").Append(Text(key)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach ((TRow key, int index) in frame.RowKeys.Take(shown).Select((key, index) => (key, index)))
        {
            html.Append("<tr><th>").Append(Text(key)).Append("</th>");
            ObjectSeries<TColumn> row = frame.Rows.GetAt(index);
            for (int column = 0; column < frame.ColumnCount; column++)
            {
                OptionalValue<object> value = row.TryGetAt(column);
                html.Append("<td>").Append(value.HasValue ? Text(value.Value) : "").Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        if (shown < frame.RowCount) html.Append(CultureInfo.InvariantCulture, $"<p>{shown} of {frame.RowCount} rows</p>");
        return html.ToString();
    }

    private static string Text(object? value) => WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}
