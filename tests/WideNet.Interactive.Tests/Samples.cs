using WideNet.Results;

namespace WideNet.Interactive.Tests;

/// <summary>Tables that the tests share: one with the numbers that formats lose, and those of the repository.</summary>
internal static class Samples
{
    public static Provenance Run { get; } = new() { Notebook = "03-ntk-spectrum", Preset = Preset.Quick, Dataset = "theory, no data" };

    public static ResultTable Table() =>
        new ResultTable(Run, ResultColumn.Number("kappa"), ResultColumn.WholeNumber("depth", "layers"), ResultColumn.Text("phase"))
        .Add(Math.PI, 1, "ordered")
        .Add(1e-300, 20, "critical, \"quoted\"")
        .Add(double.NaN, int.MaxValue + 5L, "")
        .Add(double.PositiveInfinity, -7, "χ₁ > 1")
        .Add(5e110, 0, "chaotic")
        .Add(double.NegativeInfinity, 1, "-");

    /// <summary>The folder of the repository that holds the recorded results.</summary>
    public static string Results { get; } = Path.Combine(FindRoot(), "data", "results");

    /// <summary>A recorded table.</summary>
    /// <param name="name">Folder and file without its ending.</param>
    public static ResultTable Recorded(string name) => ResultTable.Load(Path.Combine(Results, name + ".csv"));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Reproduction.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Reproduction.sln; run them from inside the repository.");
    }
}
