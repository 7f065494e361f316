using System.Text;

namespace WideNet.Figures.Rendering;

/// <summary>Path data of lines with gaps, cut to a box.</summary>
internal static class Polyline
{
    /// <summary>Path data of an open line.</summary>
    /// <param name="points">The points; one that is not finite leaves a gap.</param>
    /// <param name="box">What lies outside is left out.</param>
    public static string Open(IReadOnlyList<Point> points, Box box)
    {
        var path = new StringBuilder();
        Point? pen = null;
        for (int i = 1; i < points.Count; i++)
        {
            if (!points[i - 1].IsFinite || !points[i].IsFinite || box.Clip(points[i - 1], points[i]) is not { } piece)
            {
                pen = null;
                continue;
            }

            if (pen != piece.From)
            {
                Append(path, 'M', piece.From);
            }

            Append(path, 'L', piece.To);
            pen = piece.To;
        }

        return path.ToString();
    }

    /// <summary>Path data of the closed area between two lines, one area for every stretch without a gap.</summary>
    public static string Area(IReadOnlyList<Point> upper, IReadOnlyList<Point> lower, Box box)
    {
        var path = new StringBuilder();
        for (int start = 0; start < upper.Count;)
        {
            int end = start;
            while (end < upper.Count && upper[end].IsFinite && lower[end].IsFinite)
            {
                end++;
            }

            IReadOnlyList<Point> polygon = box.Clip([.. upper.Take(end).Skip(start), .. lower.Take(end).Skip(start).Reverse()]);
            for (int i = 0; i < polygon.Count; i++)
            {
                Append(path, i == 0 ? 'M' : 'L', polygon[i]);
            }

            path.Append(polygon.Count > 0 ? "Z" : "");
            start = end + 1;
        }

        return path.ToString();
    }

    private static void Append(StringBuilder path, char command, Point p) =>
        path.Append(command).Append(SvgWriter.Number(p.X)).Append(' ').Append(SvgWriter.Number(p.Y));
}
