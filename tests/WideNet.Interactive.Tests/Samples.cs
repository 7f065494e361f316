using WideNet.Experiments;
using WideNet.Figures;

namespace WideNet.Interactive.Tests;

/// <summary>A figure and a table that the tests share.</summary>
internal static class Samples
{
    public static Provenance Run { get; } = new() { Notebook = "03-ntk-spectrum", Preset = Preset.Quick, Dataset = "theory, no data" };

    public static ResultTable Table() => new ResultTable(Run, ResultColumn.Number("kappa"), ResultColumn.WholeNumber("depth", "layers"), ResultColumn.Text("phase"))
        .Add(Math.PI, 1, "ordered")
        .Add(1e-300, 20, "critical, \"quoted\"")
        .Add(double.NaN, int.MaxValue + 5L, "")
        .Add(double.PositiveInfinity, -7, "χ₁ > 1");

    // Every kind of layer, logarithmic and linear axes, gaps, error bars, two rows of panels.
    public static Figure Figure() => new()
    {
        Id = "sample",
        Title = "κ against depth",
        DataLabel = "theory, no data",
        Columns = 2,
        Panels =
        [
            new Panel
            {
                Title = "lines",
                X = Axis.Linear("depth"),
                Y = Axis.Log("κ"),
                Layers =
                [
                    new LineSeries { Name = "measured", X = [1, 2, 3, 4], Y = [1, 10, double.NaN, 1000], Marker = MarkerShape.Circle },
                    new LineSeries { Name = "theory", X = [1, 4], Y = [1, 1000], Dash = DashStyle.Dashed, Lower = [0.5, 500], Upper = [2, 2000] },
                    new ReferenceLine { IsVertical = true, Value = 2.5, Label = "ξ" },
                ],
            },
            new Panel
            {
                Title = "map",
                X = Axis.Linear("σ_w²"),
                Y = Axis.Linear("l"),
                Layers = [new HeatMap { X = [1, 2, 3], Y = [1, 2], Values = new Numerics.Matrix(2, 3, [1, 2, 3, 4, 5, 6]), Label = "accuracy" }],
            },
        ],
    };
}
