using WideNet.Figures;
using WideNet.Figures.Rendering;
using WideNet.Numerics;

namespace WideNet.Tests.Figures;

public sealed class ContourTracerTests
{
    [Fact]
    public void Trace_Plane_IsOneStraightLine()
    {
        var plane = new Matrix(5, 7);
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 7; j++)
            {
                plane[i, j] = j + (0.5 * i);
            }
        }

        IReadOnlyList<Point> line = Assert.Single(ContourTracer.Trace(plane, 3.3, AxisScale.Linear));

        // Linear interpolation is exact on a plane: rounding only.
        Assert.All(line, p => Assert.Equal(3.3, p.X + (0.5 * p.Y), 1e-12));
        Assert.Equal(0, line.Min(p => p.Y));
        Assert.Equal(4, line.Max(p => p.Y));
    }

    [Fact]
    public void Trace_Hill_IsOneClosedLineNearTheCircle()
    {
        const int Size = 41;
        var hill = new Matrix(Size, Size);
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                hill[i, j] = Math.Exp(-(((i - 20) * (i - 20)) + ((j - 20) * (j - 20))) / 50.0);
            }
        }

        IReadOnlyList<Point> line = Assert.Single(ContourTracer.Trace(hill, Math.Exp(-2), AxisScale.Log));
        Assert.Equal(line[0], line[^1]);

        // The logarithm is a parabola of second derivative 1/25 per cell: its linear interpolant misses r = 10 by at most 1/8 cell · 1/(2 r) · 2.
        Assert.All(line, p => Assert.Equal(10, Math.Sqrt(((p.X - 20) * (p.X - 20)) + ((p.Y - 20) * (p.Y - 20))), 0.0125));
    }

    [Fact]
    public void Trace_Saddle_JoinsTheCornersOnTheSideOfTheMean()
    {
        IReadOnlyList<IReadOnlyList<Point>> high = ContourTracer.Trace(new Matrix(2, 2, [3, 0, 0, 3]), 1, AxisScale.Linear);
        Assert.Equal(2, high.Count);

        // The mean 1.5 is above the level: high corners are joined, so each line cuts off a low corner, (1, 0) or (0, 1).
        Assert.All(high, line => Assert.True(line.All(p => p.X + 1 - p.Y >= 1) || line.All(p => p.X + 1 - p.Y <= 1)));
    }

    [Fact]
    public void Trace_NaNAndConstant_GivesNothingThere()
    {
        Assert.Empty(ContourTracer.Trace(new Matrix(3, 3), 1, AxisScale.Linear));
        Assert.Empty(ContourTracer.Trace(new Matrix(2, 2, [0, 2, double.NaN, 2]), 1, AxisScale.Linear));
        Assert.Empty(ContourTracer.Trace(new Matrix(2, 2, [1, 2, 3, 4]), -1, AxisScale.Log));
    }
}
