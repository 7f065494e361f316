using WideNet.Figures;
using WideNet.Numerics;

namespace WideNet.Report.Tests;

/// <summary>Two figures with what an interactive view has to bear: logarithmic axes, errors, bands, notes; maps with contours and white lines.</summary>
internal static class SampleFigures
{
    public static Figure Lines { get; } = new()
    {
        Id = "lines",
        Title = "Condition number κ & its rate χ_1^-l",
        DataLabel = "theory, no data",
        Caption = "Measured σ_w^2 <against> l.",
        Panels =
        [
            new Panel
            {
                X = Axis.Linear("depth l"),
                Y = Axis.Log("κ"),
                Layers =
                [
                    LineSeries.Line("σ_w² = 1.25", Enumerable.Range(1, 50), Enumerable.Range(1, 50).Select(l => Math.Pow(2, l))),
                    LineSeries.Points("points", [5, 10, 20], [double.NaN, 1e3, 1e5]).WithErrors([1, 10, 1]),
                    ReferenceLine.Horizontal(33, "(m + 2)/2"),
                ],
            },
        ],
    };

    public static Figure Maps { get; } =
        new() { Id = "maps", Title = "Accuracy", DataLabel = "synthetic images", ShareColors = true, Panels = [Map(1), Map(2)] };

    private static Panel Map(double height)
    {
        double[] x = [.. Enumerable.Range(0, 12).Select(i => 0.5 + (0.3 * i))], y = [.. Enumerable.Range(1, 10).Select(i => 4.0 * i)];
        var values = new Matrix(10, 12);
        for (int i = 0; i < 10; i++)
        {
            for (int j = 0; j < 12; j++)
            {
                values[i, j] = height * Math.Exp(-Math.Abs(x[j] - 1.8) * y[i] / 20);
            }
        }

        HeatMap map = HeatMap.Of("accuracy", x, y, values);
        var contours = new ContourLines { Name = "", X = x, Y = y, Values = values, Levels = [0.2, 0.6] };
        return new Panel { Title = "panel", X = Axis.Linear("σ_w²"), Y = Axis.Linear("depth l"), Layers = [map, contours] };
    }
}
