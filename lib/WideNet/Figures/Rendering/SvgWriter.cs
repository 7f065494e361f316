using System.Globalization;
using System.Text;
using WideNet.Formatting;

namespace WideNet.Figures.Rendering;

/// <summary>Writes SVG elements with numbers to two decimals in the invariant culture, and without ids, so that several images can share a page.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>A coordinate as written: at most two decimals, never a negative zero.</summary>
    /// <param name="value">The coordinate in pixels.</param>
    public static string Number(double value)
    {
        double rounded = Math.Round(value, 2, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Appends markup as it is.</summary>
    public void Raw(string markup) => _text.Append(markup).Append('\n');

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string attributes) =>
        Raw($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" {attributes}/>");

    /// <summary>A rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, string attributes) =>
        Raw($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" {attributes}/>");

    /// <summary>A path.</summary>
    public void Path(string data, string attributes)
    {
        if (data.Length > 0)
        {
            Raw($"<path d=\"{data}\" {attributes}/>");
        }
    }

    /// <summary>Text with sub- and superscripts.</summary>
    /// <param name="text">Text with markup.</param>
    /// <param name="x">Position.</param>
    /// <param name="y">Height of the base line.</param>
    /// <param name="size">Font size in pixels.</param>
    /// <param name="anchor">Which point lies at x.</param>
    /// <param name="attributes">Further attributes, or empty.</param>
    public void Text(string text, double x, double y, double size, TextAnchor anchor, string attributes = "")
    {
        string place = anchor switch { TextAnchor.Middle => " text-anchor=\"middle\"", TextAnchor.End => " text-anchor=\"end\"", _ => "" };
        string more = attributes.Length == 0 ? "" : " " + attributes;
        _text.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(size)}\"{place}{more}>");
        (double shift, double gap) = (0, 0);
        TextRun before = default;
        foreach (TextRun run in RichText.Parse(text))
        {
            // Some renderers drop spaces at the ends of a tspan, so those become a shift.
            string content = run.Text.Trim(' ');
            double own = run.Script == 0 ? size : size * TextMetrics.ScriptSize;
            gap += TextMetrics.Plain(run.Text[..(run.Text.Length - run.Text.TrimStart(' ').Length)], own);
            gap -= TextMetrics.IsStacked(before, run) ? TextMetrics.Plain(before.Text, own) : 0;
            double target = run.Script switch { < 0 => 0.22 * size, > 0 => -0.36 * size, _ => 0 };
            if (run.Script == 0 && shift == 0 && gap == 0)
            {
                _text.Append(Html.Encode(content));
            }
            else
            {
                string scale = run.Script == 0 ? "" : $" font-size=\"{Number(own)}\"";
                string move = gap == 0 ? "" : $" dx=\"{Number(gap)}\"";
                _text.Append(CultureInfo.InvariantCulture, $"<tspan dy=\"{Number(target - shift)}\"{move}{scale}>{Html.Encode(content)}</tspan>");
            }

            gap = content.Length == 0 ? gap : TextMetrics.Plain(run.Text[run.Text.TrimEnd(' ').Length..], own);
            shift = target;
            before = run;
        }

        _text.Append("</text>\n");
    }

    /// <summary>The dash attribute of a style, or empty.</summary>
    public static string DashAttribute(DashStyle dash, double width)
    {
        double[] pattern = DashPattern(dash, width);
        return pattern.Length == 0 ? "" : $" stroke-dasharray=\"{string.Join(' ', pattern.Select(Number))}\"";
    }

    /// <summary>Lengths of dashes and gaps in turn; none for a solid line.</summary>
    public static double[] DashPattern(DashStyle dash, double width)
    {
        double unit = Math.Max(1, width);
        return dash switch
        {
            DashStyle.Dashed => [4 * unit, 2.4 * unit],
            DashStyle.Dotted => [1.2 * unit, 2 * unit],
            DashStyle.DashDotted => [5 * unit, 2 * unit, 1.2 * unit, 2 * unit],
            _ => [],
        };
    }

    public override string ToString() => _text.ToString();
}
