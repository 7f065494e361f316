namespace WideNet.Figures.Rendering;

/// <summary>A rectangle in pixels, y downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    /// <summary>Right edge.</summary>
    public double Right => Left + Width;

    /// <summary>Bottom edge.</summary>
    public double Bottom => Top + Height;

    /// <summary>Whether a point lies inside or on the edge.</summary>
    public bool Contains(double x, double y) => x >= Left && x <= Right && y >= Top && y <= Bottom;

    /// <summary>Whether two boxes share more than an edge.</summary>
    public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>The box grown on all sides.</summary>
    public Box Grown(double by) => new(Left - by, Top - by, Width + (2 * by), Height + (2 * by));

    /// <summary>The part of a segment inside the box (Liang and Barsky), or null.</summary>
    public (Point From, Point To)? Clip(Point a, Point b)
    {
        double from = 0;
        double to = 1;
        double dx = b.X - a.X;
        double dy = b.Y - a.Y;
        if (!Cut(-dx, a.X - Left) || !Cut(dx, Right - a.X) || !Cut(-dy, a.Y - Top) || !Cut(dy, Bottom - a.Y))
        {
            return null;
        }

        return (new Point(a.X + (from * dx), a.Y + (from * dy)), new Point(a.X + (to * dx), a.Y + (to * dy)));

        bool Cut(double direction, double distance)
        {
            if (direction == 0)
            {
                return distance >= 0;
            }

            double t = distance / direction;
            if (direction < 0)
            {
                from = Math.Max(from, t);
            }
            else
            {
                to = Math.Min(to, t);
            }

            return from <= to;
        }
    }

    /// <summary>The part of a polygon inside the box (Sutherland and Hodgman), or nothing.</summary>
    public IReadOnlyList<Point> Clip(IReadOnlyList<Point> polygon)
    {
        (double left, double top, double right, double bottom) = (Left, Top, Right, Bottom);
        IReadOnlyList<Point> result = polygon.Count < 3 ? [] : polygon;
        result = Keep(result, p => p.X - left);
        result = Keep(result, p => right - p.X);
        result = Keep(result, p => p.Y - top);
        return Keep(result, p => bottom - p.Y);
    }

    private static List<Point> Keep(IReadOnlyList<Point> polygon, Func<Point, double> inside)
    {
        var result = new List<Point>(polygon.Count + 4);
        for (int i = 0; i < polygon.Count; i++)
        {
            Point a = polygon[i];
            Point b = polygon[(i + 1) % polygon.Count];
            double da = inside(a);
            double db = inside(b);
            if (da >= 0)
            {
                result.Add(a);
            }

            if ((da >= 0) != (db >= 0))
            {
                double t = da / (da - db);
                result.Add(new Point(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y))));
            }
        }

        return result;
    }
}
