using WideNet.Figures;
using WideNet.Numerics;

namespace WideNet.Tests.Figures;

/// <summary>Figures that use every part of the model.</summary>
internal static class SampleFigures
{
    public static Figure Lines { get; } = new()
    {
        Id = "lines",
        Title = "Condition number κ & its rate <χ_1^-l>",
        DataLabel = "theory, no data",
        Caption = "Measured σ_w^2 against l.",
        Panels =
        [
            new Panel
            {
                X = Axis.Linear("depth l"),
                Y = Axis.Log("κ"),
                Layers =
                [
                    LineSeries.Line("σ_w² = 1.25", Enumerable.Range(1, 50), Enumerable.Range(1, 50).Select(l => Math.Pow(2, l))),
                    LineSeries.Dashed("prediction", [1.0, 50], [3, Math.Pow(2, 50)]) with { EndLabel = "χ_1^-l" },
                    LineSeries.Points("points", [5, 10, 20], [double.NaN, 1e3, -1]).WithErrors([1, 10, 1]),
                    LineSeries.Line("band", [1.0, 25, 50], [1, 2, 4]).WithBand([0.5, 1, 2], [2, 4, 8]),
                    ReferenceLine.Horizontal(33, "(m + 2)/2"),
                    ReferenceLine.Vertical(12, "ξ_c*"),
                    Annotation.At(25, 1e10, "ordered"),
                ],
            },
        ],
    };

    public static Figure Maps { get; } = new()
    {
        Id = "maps",
        Title = "Accuracy",
        DataLabel = "synthetic, 10 images",
        ShareX = true,
        ShareY = true,
        ShareColors = true,
        Columns = 2,
        Panels = [MapPanel(1), MapPanel(2), MapPanel(3)],
    };

    private static Panel MapPanel(double height)
    {
        double[] x = [.. Enumerable.Range(0, 12).Select(i => 0.5 + (0.3 * i))];
        double[] y = [.. Enumerable.Range(1, 10).Select(i => 4.0 * i)];
        var values = new Matrix(10, 12);
        for (int i = 0; i < 10; i++)
        {
            for (int j = 0; j < 12; j++)
            {
                values[i, j] = height * Math.Exp(-Math.Abs(x[j] - 1.8) * y[i] / 20);
            }
        }

        values[3, 4] = double.NaN;
        HeatMap map = HeatMap.Of("accuracy", x, y, values);
        var contours = new ContourLines { Name = "", X = x, Y = y, Values = values, Levels = [0.2, 0.6] };
        return new Panel
        {
            Title = "panel",
            X = Axis.Linear("σ_w²"),
            Y = Axis.Linear("depth l"),
            Layers = [map, contours, LineSeries.Line("6ξ_1", x, x.Select(v => 6 / Math.Abs(v - 1.79))) with { EndLabel = "6ξ_1" }],
        };
    }
}
