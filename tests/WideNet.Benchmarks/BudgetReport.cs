using System.Globalization;
using WideNet.Cli.Timing;

namespace WideNet.Benchmarks;

/// <summary>Prints the rows of the performance budget that exist, each beside its budget, its aim and the measured peak rate.</summary>
internal static class BudgetReport
{
    private static readonly IBudgetFamily[] Families =
    [
        new ProductRows(), new CholeskyRows(), new EigenRows(), new FullyConnectedRows(), new GapRows(), new ConvolutionalRows(), new KernelMemoryRows(),
        new TrainingRows(), new TrainingLossRows(), new TrainingMemoryRows(),
    ];

    /// <summary>Runs the families named, or all: <c>budget [gemm …] [--threads N] [--repetitions N]</c>.</summary>
    /// <returns>0, or 2 if an argument is not understood.</returns>
    public static int Run(string[] options)
    {
        int threads = Environment.ProcessorCount;
        int repetitions = 9;
        var wanted = new List<string>();
        for (int i = 0; i < options.Length; i++)
        {
            bool isNumber = i + 1 < options.Length && int.TryParse(options[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
            if (options[i] is "--threads" or "--repetitions" && isNumber)
            {
                int number = Math.Max(1, int.Parse(options[i + 1], CultureInfo.InvariantCulture));
                if (options[i] == "--threads") threads = number;
                else repetitions = number;
                i++;
            }
            else if (Families.Any(family => family.Name == options[i]))
            {
                wanted.Add(options[i]);
            }
            else
            {
                Console.Error.WriteLine(
                    $"budget: '{options[i]}' is not understood; use any of {string.Join(", ", Families.Select(family => family.Name))}, --threads N, "
                        + "--repetitions N.");
                return 2;
            }
        }

        var settings = new BudgetSettings
        {
            Threads = threads,
            Repetitions = repetitions,
            PeakSingle = PeakRate.Measure<float>(threads),
            PeakDouble = PeakRate.Measure<double>(threads),
        };
        Print($"{threads} threads; times are minimum and median of {repetitions} or more runs.");
        Print($"Measured peak of fused multiply-adds: float {settings.PeakSingle * 1e-9:F0}, double {settings.PeakDouble * 1e-9:F0} GFLOP/s.");
        Print($"{"work",-38}{"min ms",9}{"median",9}{"GFLOP",8}{"MB",7}{"GFLOP/s",9}{"of peak",9}  {"at most",-18}{"aim",-13}note");
        foreach (BudgetRow row in Families.Where(family => wanted.Count == 0 || wanted.Contains(family.Name)).SelectMany(family => family.Measure(settings)))
        {
            string rate = FormattableString.Invariant($"{row.Rate * 1e-9,9:F1}{row.Rate / row.Peak,9:P0}");
            string size = FormattableString.Invariant($"{row.Operations * 1e-9,8:F2}{row.Bytes * 1e-6,7:F1}");
            Print($"{row.Work,-38}{row.Minimum,9:F2}{row.Median,9:F2}{size}{rate}  {row.AtMost,-18}{row.Aim,-13}{row.Note}");
        }

        return 0;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
