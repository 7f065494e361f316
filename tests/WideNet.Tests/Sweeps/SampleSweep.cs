using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Tests.Sweeps;

/// <summary>A sweep of a few microseconds whose numbers show where their random numbers came from.</summary>
internal static class SampleSweep
{
    public const int Cells = 24;

    public static SweepDefinition Create(int width = 4, Func<SweepCell, SweepContext, IReadOnlyList<double>>? compute = null) => new()
    {
        Figure = "99-sample",
        Preset = Preset.Quick,
        Settings = new ResultSettings { { "width", width } },
        Sizes = "4 numbers",
        Axes = [SweepAxis.Numbers("weight_variance", [0.5, 1.1, 2]), SweepAxis.WholeNumbers("depth", [1, 20]),
            SweepAxis.Numbers("rate", [0.1, 1]) with { IsPaired = true }, SweepAxis.Seeds(2)],
        Outputs = [ResultColumn.Number("accuracy"), ResultColumn.WholeNumber("diverged")],
        Compute = compute ?? Numbers,
    };

    public static IReadOnlyList<double> Numbers(SweepCell cell, SweepContext context)
    {
        var normal = new double[1];
        context.Random.FillNormal(normal);
        return [(normal[0] + cell["weight_variance"]) / 3, cell.Whole("depth") > 1 ? 1 : 0];
    }

    public static string Csv(SweepOptions? options = null, SweepDefinition? definition = null) => Run(options, definition).ToCsv();

    public static ResultTable Run(SweepOptions? options = null, SweepDefinition? definition = null, IProgress<SweepProgress>? progress = null) =>
        SweepRunner.Run(definition ?? Create(), options, progress, TestContext.Current.CancellationToken);
}
