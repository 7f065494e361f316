using WideNet.Numerics;

namespace WideNet.Figures.Rendering;

/// <summary>Marching squares: lines of equal value over a grid, joined end to end.</summary>
internal static class ContourTracer
{
    /// <summary>The lines of one level, in grid indices: a point's X is the fractional column, its Y the fractional row.</summary>
    /// <param name="values">Values, [rows, columns].</param>
    /// <param name="level">The level; finite, and positive on a logarithmic scale, or else there are no lines.</param>
    /// <param name="scale">Whether values or their logarithms are interpolated.</param>
    /// <remarks>A saddle is decided by the mean of its corners. Squares with a corner that is not finite are left out.</remarks>
    public static IReadOnlyList<IReadOnlyList<Point>> Trace(Matrix values, double level, AxisScale scale)
    {
        double Height(int i, int j) => scale == AxisScale.Log ? Math.Log(values[i, j] / level) : values[i, j] - level;
        var joined = new SegmentJoiner();
        for (int i = 0; i + 1 < values.Rows; i++)
        {
            for (int j = 0; j + 1 < values.Columns; j++)
            {
                double[] corners = [Height(i, j), Height(i, j + 1), Height(i + 1, j + 1), Height(i + 1, j)];
                if (corners.All(double.IsFinite))
                {
                    AddSquare(joined, i, j, values.Columns, corners);
                }
            }
        }

        return joined.Lines();
    }

    private static void AddSquare(SegmentJoiner joined, int i, int j, int columns, double[] corners)
    {
        // Edges in the order bottom (row i), right, top (row i + 1), left; each joins corner e to corner e + 1.
        var cut = new List<(long Key, Point Place)>(4);
        for (int e = 0; e < 4; e++)
        {
            double a = corners[e];
            double b = corners[(e + 1) % 4];
            if ((a >= 0) == (b >= 0))
            {
                continue;
            }

            double t = a / (a - b);
            cut.Add(e switch
            {
                0 => (Key(i, j, false), new Point(j + t, i)),
                1 => (Key(i, j + 1, true), new Point(j + 1, i + t)),
                2 => (Key(i + 1, j, false), new Point(j + 1 - t, i + 1)),
                _ => (Key(i, j, true), new Point(j, i + 1 - t)),
            });
        }

        if (cut.Count == 2)
        {
            joined.Add(cut[0], cut[1]);
        }
        else if (cut.Count == 4)
        {
            bool centreHigh = corners.Sum() >= 0;
            bool firstHigh = corners[0] >= 0;
            int shift = centreHigh == firstHigh ? 0 : 1;
            joined.Add(cut[shift], cut[1 + shift]);
            joined.Add(cut[2 + shift], cut[(3 + shift) % 4]);
        }

        long Key(int row, int column, bool vertical) => (2 * (((long)row * columns) + column)) + (vertical ? 1 : 0);
    }

    private sealed class SegmentJoiner
    {
        private readonly Dictionary<long, Point> _places = [];
        private readonly SortedDictionary<long, List<long>> _neighbours = [];

        public void Add((long Key, Point Place) a, (long Key, Point Place) b)
        {
            _places[a.Key] = a.Place;
            _places[b.Key] = b.Place;
            Neighbours(a.Key).Add(b.Key);
            Neighbours(b.Key).Add(a.Key);
        }

        public List<IReadOnlyList<Point>> Lines()
        {
            var lines = new List<IReadOnlyList<Point>>();
            var seen = new HashSet<long>();
            foreach (long start in _neighbours.Keys.OrderBy(k => _neighbours[k].Count))
            {
                if (!seen.Add(start))
                {
                    continue;
                }

                var keys = new List<long> { start };
                for (long? at = Next(start, seen); at is { } key; at = Next(key, seen))
                {
                    seen.Add(key);
                    keys.Add(key);
                }

                if (keys.Count > 2 && _neighbours[keys[^1]].Contains(start))
                {
                    keys.Add(start);
                }

                lines.Add([.. keys.Select(k => _places[k])]);
            }

            return lines;
        }

        private List<long> Neighbours(long key) => _neighbours.TryGetValue(key, out List<long>? list) ? list : _neighbours[key] = [];

        private long? Next(long key, HashSet<long> seen)
        {
            foreach (long neighbour in _neighbours[key])
            {
                if (!seen.Contains(neighbour))
                {
                    return neighbour;
                }
            }

            return null;
        }
    }
}
