using System.Text;

namespace WideNet.Figures.Rendering;

/// <summary>Draws lines, markers, bands and error bars.</summary>
internal static class SeriesRenderer
{
    /// <summary>Draws a series.</summary>
    /// <param name="svg">Where.</param>
    /// <param name="view">The panel, placed.</param>
    /// <param name="series">The series.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="casing">Whether to set the line off from a map behind it.</param>
    public static void Draw(SvgWriter svg, PanelView view, LineSeries series, string color, bool casing)
    {
        Point[] points = view.Points(series.X, series.Y);
        Box box = view.Plot;
        if (series.Lower is { } lower && series.Upper is { } upper)
        {
            string area = Polyline.Area(view.Points(series.X, upper), view.Points(series.X, lower), box);
            svg.Path(area, $"fill=\"{color}\" fill-opacity=\"0.2\"");
        }

        if (series.ShowLine)
        {
            DrawLine(svg, Polyline.Open(points, box), color, series.Width, series.Dash, casing);
        }

        if (series.Error is { } error)
        {
            DrawErrorBars(svg, view, series, error, points, color);
        }

        Point[] visible = [.. points.Where(p => p.IsFinite && box.Contains(p.X, p.Y))];
        svg.Path(string.Concat(visible.Select(p => MarkerPath(series.Marker, p))), MarkerAttributes(series.Marker, color));
    }

    /// <summary>Draws a line, with a casing of contrasting lightness when it lies over a map.</summary>
    public static void DrawLine(SvgWriter svg, string path, string color, double width, DashStyle dash, bool casing)
    {
        string common = "fill=\"none\" stroke-linejoin=\"round\"";
        if (casing)
        {
            string contrast = Palette.Lightness(color) > 0.5 ? "#000000" : "#ffffff";
            svg.Path(
                path, $"{common} stroke=\"{contrast}\" stroke-opacity=\"0.45\" "
                    + $"stroke-width=\"{SvgWriter.Number(width + 1.8)}\"{SvgWriter.DashAttribute(dash, width)}");
        }

        svg.Path(path, $"{common} stroke=\"{color}\" stroke-width=\"{SvgWriter.Number(width)}\"{SvgWriter.DashAttribute(dash, width)}");
    }

    /// <summary>Attributes of a marker.</summary>
    public static string MarkerAttributes(MarkerShape shape, string color) => shape == MarkerShape.Cross
        ? $"stroke=\"{color}\" stroke-width=\"1.6\" fill=\"none\""
        : $"fill=\"{color}\" stroke=\"#ffffff\" stroke-width=\"0.7\"";

    /// <summary>Path data of a marker.</summary>
    public static string MarkerPath(MarkerShape shape, Point p)
    {
        static string N(double v) => SvgWriter.Number(v);
        return shape switch
        {
            MarkerShape.Circle => $"M{N(p.X - 3.2)} {N(p.Y)}a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0Z",
            MarkerShape.Square => $"M{N(p.X - 2.9)} {N(p.Y - 2.9)}h5.8v5.8h-5.8Z",
            MarkerShape.Triangle => $"M{N(p.X)} {N(p.Y - 3.9)}l3.6 6.2h-7.2Z",
            MarkerShape.Diamond => $"M{N(p.X)} {N(p.Y - 4)}l4 4l-4 4l-4 -4Z",
            MarkerShape.Cross => $"M{N(p.X - 3)} {N(p.Y - 3)}l6 6m0 -6l-6 6",
            _ => "",
        };
    }

    /// <summary>Where the text at the end of a series may stand, best first: where the line leaves the panel last, where it leaves or enters it elsewhere,
    /// then along it; places that the line crosses come last.</summary>
    public static IReadOnlyList<Box> EndLabelPlaces(PanelView view, LineSeries series)
    {
        if (series.EndLabel.Length == 0)
        {
            return [];
        }

        Box plot = view.Plot;
        Point[] points = view.Points(series.X, series.Y);
        var visible = new List<Point>();
        var ends = new List<Point>();
        Point? pen = null;
        for (int i = 1; i < points.Length; i++)
        {
            if (points[i - 1].IsFinite && points[i].IsFinite && plot.Clip(points[i - 1], points[i]) is { } piece)
            {
                if (pen != piece.From)
                {
                    ends.AddRange(pen is { } left ? [left, piece.From] : (Point[])[piece.From]);
                    visible.Add(piece.From);
                }

                visible.Add(piece.To);
                pen = piece.To;
            }
        }

        if (visible.Count == 0)
        {
            visible.AddRange(points.Where(p => p.IsFinite && plot.Contains(p.X, p.Y)));
        }

        ends.AddRange(visible.TakeLast(1));
        ends.Reverse();
        IEnumerable<Point> along =
            ((double[])[0.9, 0.75, 0.6, 0.45, 0.3, 0.15]).Where(_ => visible.Count > 0).Select(f => visible[(int)(f * (visible.Count - 1))]);
        double width = TextMetrics.Width(series.EndLabel, SvgRenderer.LabelSize);
        IEnumerable<Box> places = ends.Concat(along).SelectMany(end => Around(end, width, plot));
        return [.. places.OrderBy(box => visible.Zip(visible.Skip(1)).Any(segment => box.Grown(2).Clip(segment.First, segment.Second) is not null))];
    }

    // Above, below and further below a point, on its right and then on its left, moved inside the plot.
    private static IEnumerable<Box> Around(Point p, double width, Box plot) =>
        from x in (double[])[p.X + 6, p.X - width - 6]
        from y in (double[])[p.Y - 20, p.Y + 6, p.Y + 20]
        select new Box(Math.Clamp(x, plot.Left + 4, Math.Max(plot.Left + 4, plot.Right - width - 5)), Math.Clamp(y, plot.Top + 3, plot.Bottom - 20), width, 15);

    private static void DrawErrorBars(SvgWriter svg, PanelView view, LineSeries series, IReadOnlyList<double> error, Point[] points, string color)
    {
        var path = new StringBuilder();
        AxisMap y = view.Y;
        Box box = view.Plot;
        for (int i = 0; i < points.Length; i++)
        {
            double low = y[series.Y[i] - error[i]];
            double high = y[series.Y[i] + error[i]];
            low = double.IsNaN(low) && double.IsFinite(high) ? box.Bottom : low;
            Point from = new(points[i].X, low);
            Point to = new(points[i].X, high);
            if (!from.IsFinite || !to.IsFinite || !points[i].IsFinite || box.Clip(from, to) is not { } piece)
            {
                continue;
            }

            path.Append(Polyline.Open([piece.From, piece.To], box));
            foreach (Point cap in (Point[])[from, to])
            {
                path.Append(Polyline.Open([new Point(cap.X - 2.5, cap.Y), new Point(cap.X + 2.5, cap.Y)], box));
            }
        }

        svg.Path(path.ToString(), $"fill=\"none\" stroke=\"{color}\" stroke-width=\"1.1\"");
    }
}
