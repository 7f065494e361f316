using System.Diagnostics;
using System.Globalization;
using WideNet.Cli.Cases;
using WideNet.Kernels;

namespace WideNet.Benchmarks;

/// <summary>Loss curves over 100 steps in single precision beside Debian's PyTorch, which starts from the same parameters
/// and takes the same batches (.npy files).</summary>
internal sealed class TrainingLossRows : IBudgetFamily
{
    public string Name => "train-losses";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Reproduction.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException(
                $"{AppContext.BaseDirectory} does not lie in a clone of the repository, so the recorded runs are not there.");
        }

        return Directory.GetDirectories(Path.Combine(root, "tests", "reference", "pytorch")).Order(StringComparer.Ordinal)
            .Select(folder => Row(settings, folder));
    }

    private static BudgetRow Row(BudgetSettings settings, string folder)
    {
        TrainingReplay replay = TrainingReplay.Read(CaseFile.Open(folder), Precision.Float32, settings.Threads);
        long start = Stopwatch.GetTimestamp();
        double[] ours = replay.Run()["loss"].ToDoubles();
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double[]? theirs = PyTorchPeer.TryTrain(folder);
        return new BudgetRow
        {
            Work = Path.GetFileName(folder),
            Milliseconds = [elapsed],
            Operations = 0,
            Bytes = 4.0 * replay.Problem.Shape.ParameterCount,
            Peak = settings.PeakSingle,
            AtMost = "1e-5 relative",
            Note = theirs is null
                ? "python3-torch is not installed"
                : string.Create(
                    CultureInfo.InvariantCulture, $"largest relative difference of {ours.Length} losses "
                        + $"{ours.Zip(theirs, (a, b) => Math.Abs(a - b) / Math.Abs(b)).Max():0.0e+00}, last losses {ours[^1]:G6} and {theirs[^1]:G6}"),
        };
    }
}
