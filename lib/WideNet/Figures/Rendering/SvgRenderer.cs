using WideNet.Formatting;

namespace WideNet.Figures.Rendering;

/// <summary>Lays out a figure and writes it as SVG.</summary>
internal static class SvgRenderer
{
    /// <summary>Font size of tick labels.</summary>
    public const double TickSize = 11;

    /// <summary>Font size of axis labels and legends.</summary>
    public const double LabelSize = 12;

    /// <summary>Font size of panel titles.</summary>
    public const double PanelTitleSize = 12.5;

    /// <summary>Distance of the lines of a panel title.</summary>
    public const double PanelTitleLine = 15;

    private const double TitleSize = 15;
    private const double Margin = 12;
    private const double ColumnGap = 20;
    private const double RowGap = 14;
    private const string Fonts = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /// <summary>The figure as an SVG document.</summary>
    public static string Render(Figure figure)
    {
        int columns = figure.ColumnCount;
        (double width, double height) = PanelSize(figure);
        PanelView[] views = [.. figure.Panels.Select((_, i) => new PanelView(figure, i, width, height))];
        Legend[] legends = Legend.Place(views);
        double[] left = Largest(views, v => v.Column, columns, AxisRenderer.LeftRoom);
        double[] right = Largest(views, v => v.Column, columns, v => Math.Max(AxisRenderer.RightRoom(v), legends[Array.IndexOf(views, v)].RoomAtRight));
        int rows = views[^1].Row + 1;
        foreach (PanelView view in views)
        {
            double beside = view.Column < columns - 1 ? ColumnGap + left[view.Column + 1] - 12 : 0;
            view.WrapTitle(width + right[view.Column] + beside);
        }

        double[] top = Largest(views, v => v.Row, rows, v => v.TitleLines.Count > 0 ? 9 + (PanelTitleLine * v.TitleLines.Count) : 6);
        double[] bottom = Largest(views, v => v.Row, rows, AxisRenderer.BottomRoom);
        LegendEntry[] below = [.. legends.SelectMany(l => l.EntriesBelow).Distinct()];
        double total = left.Sum() + right.Sum() + (columns * width) + ((columns - 1) * ColumnGap);
        total = (2 * Margin) + below.Select(entry => entry.Width).Append(total).Max();
        IReadOnlyList<string> title = TextMetrics.WrapBold(figure.Title, TitleSize, total - (2 * Margin));
        double y = Margin + (title.Count * 20) + 4;
        for (int r = 0; r < rows; r++)
        {
            double x = Margin;
            foreach (PanelView view in views.Where(v => v.Row == r))
            {
                x += left[view.Column];
                view.Plot = new Box(x, y + top[r], width, height);
                x += width + right[view.Column] + ColumnGap;
            }

            y += top[r] + height + bottom[r] + RowGap;
        }

        var shared = new LegendRow(below, total - (2 * Margin));
        double legendTop = y - 6;
        y += shared.Height;
        IReadOnlyList<string> data = TextMetrics.Wrap(figure.DataLabel, 10.5, total - (2 * Margin));
        double dataTop = y;
        y += (data.Count * 14) + Margin - 8;

        var svg = new SvgWriter();
        string size = $"width=\"{SvgWriter.Number(Math.Ceiling(total))}\" height=\"{SvgWriter.Number(Math.Ceiling(y))}\" viewBox=\"0 0 "
            + $"{SvgWriter.Number(Math.Ceiling(total))} {SvgWriter.Number(Math.Ceiling(y))}\"";
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" {size} role=\"img\" font-family=\"{Fonts}\" fill=\"#1a1a1a\">");
        svg.Raw($"<title>{Html.Encode(RichText.ToPlain(figure.Title))}</title>");
        svg.Raw($"<desc>{Html.Encode(Description(figure))}</desc>");
        svg.Rectangle(0, 0, Math.Ceiling(total), Math.Ceiling(y), "fill=\"#ffffff\"");
        for (int i = 0; i < title.Count; i++)
        {
            svg.Text(title[i], Margin, Margin + 14 + (20 * i), TitleSize, TextAnchor.Start, "font-weight=\"bold\"");
        }

        for (int i = 0; i < views.Length; i++)
        {
            PanelRenderer.Draw(svg, views[i], legends[i]);
        }

        shared.Draw(svg, Margin, legendTop);
        for (int i = 0; i < data.Count; i++)
        {
            svg.Text(data[i], Margin, dataTop + 8 + (14 * i), 10.5, TextAnchor.Start, "fill=\"#595959\"");
        }

        svg.Raw("</svg>");
        return svg.ToString();
    }

    /// <summary>Width and height of every panel's plot area in pixels.</summary>
    public static (double Width, double Height) PanelSize(Figure figure) => (
        figure.PanelWidth ?? figure.ColumnCount switch { 1 => 480, 2 => 320, 3 => 240, _ => 200 },
        figure.PanelHeight ?? figure.ColumnCount switch { 1 => 310, 2 => 230, 3 => 190, _ => 160 });

    private static double[] Largest(PanelView[] views, Func<PanelView, int> place, int places, Func<PanelView, double> room)
    {
        var result = new double[places];
        foreach (PanelView view in views)
        {
            result[place(view)] = Math.Max(result[place(view)], room(view));
        }

        return result;
    }

    private static string Description(Figure figure)
    {
        IEnumerable<string> panels = figure.Panels.Select(p =>
            $"{RichText.ToPlain(p.Title.Length > 0 ? p.Title + ": " : "")}{RichText.ToPlain(p.Y.FullLabel)} against {RichText.ToPlain(p.X.FullLabel)}.");
        string caption = figure.Caption.Length > 0 ? RichText.ToPlain(figure.Caption) + " " : "";
        return $"{caption}{string.Join(' ', panels)} Data: {RichText.ToPlain(figure.DataLabel)}.";
    }
}
