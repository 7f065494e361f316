using System.Globalization;
using System.Text;

namespace WideNet.Figures.Rendering;

/// <summary>Draws heat maps and contour lines.</summary>
internal static class MapRenderer
{
    /// <summary>Colour of cells without a value.</summary>
    public const string NoValue = "#d9d9d9";

    /// <summary>Width of contour lines.</summary>
    public const double ContourWidth = 1.1;

    /// <summary>Draws the cells of a map; cells of one colour are one path, neighbours in a row one rectangle.</summary>
    public static void Draw(SvgWriter svg, PanelView view, HeatMap map)
    {
        double[] x = Pixels(map.X, view.X, view.Plot.Left, view.Plot.Right);
        double[] y = Pixels(map.Y, view.Y, view.Plot.Top, view.Plot.Bottom);
        var paths = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        for (int i = 0; i < map.Y.Count; i++)
        {
            for (int j = 0; j < map.X.Count;)
            {
                string color = Color(view, map, i, j);
                int end = j + 1;
                while (end < map.X.Count && Color(view, map, i, end) == color)
                {
                    end++;
                }

                if (x[end] > x[j] && y[i] > y[i + 1])
                {
                    if (!paths.TryGetValue(color, out StringBuilder? path))
                    {
                        paths[color] = path = new StringBuilder();
                    }

                    path.Append(
                        CultureInfo.InvariantCulture,
                        $"M{SvgWriter.Number(x[j])} {SvgWriter.Number(y[i + 1])}H{SvgWriter.Number(x[end])}"
                            + $"V{SvgWriter.Number(y[i])}H{SvgWriter.Number(x[j])}Z");
                }

                j = end;
            }
        }

        svg.Raw("<g shape-rendering=\"crispEdges\">");
        foreach ((string color, StringBuilder path) in paths)
        {
            svg.Path(path.ToString(), $"fill=\"{color}\"");
        }

        svg.Raw("</g>");
    }

    /// <summary>Draws contour lines.</summary>
    public static void DrawContours(SvgWriter svg, PanelView view, ContourLines contours, string color)
    {
        bool overMap = view.Panel.Map is not null;
        foreach (double level in contours.Levels)
        {
            string path = string.Concat(Pixels(view, contours, level).Select(line => Polyline.Open(line, view.Plot)));
            SeriesRenderer.DrawLine(svg, path, color, ContourWidth, contours.Dash, casing: overMap);
        }
    }

    /// <summary>The lines of one level in units of the axes.</summary>
    /// <param name="contours">The contours.</param>
    /// <param name="level">One of their levels.</param>
    public static IEnumerable<Point[]> Trace(ContourLines contours, double level) => ContourTracer.Trace(contours.Values, level, contours.Scale)
        .Select(line => line.Select(p => new Point(At(contours.X, p.X), At(contours.Y, p.Y))).ToArray());

    private static List<Point[]> Pixels(PanelView view, ContourLines contours, double level)
    {
        (AxisMap x, AxisMap y) = (view.X, view.Y);
        return [.. Trace(contours, level).Select(line => line.Select(p => new Point(x[p.X], y[p.Y])).ToArray())];
    }

    private static double At(IReadOnlyList<double> grid, double index)
    {
        int low = Math.Clamp((int)Math.Floor(index), 0, grid.Count - 1);
        int high = Math.Min(low + 1, grid.Count - 1);
        return grid[low] + ((index - low) * (grid[high] - grid[low]));
    }

    private static double[] Pixels(IReadOnlyList<double> centres, AxisMap axis, double low, double high) =>
        [.. DataRange.Edges(centres, axis.Scale == AxisScale.Log).Select(e => Math.Clamp(axis[e], low, high))];

    private static string Color(PanelView view, HeatMap map, int i, int j)
    {
        double position = ColorScale.Position(map.Scale, view.ColorRange, map.Values[i, j]);
        return double.IsNaN(position) ? NoValue : map.ColorMap.At(position);
    }
}
