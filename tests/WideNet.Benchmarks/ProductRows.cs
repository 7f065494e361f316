using System.Globalization;
using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>Square matrix products in both precisions, beside OpenBLAS where it is installed.</summary>
internal sealed class ProductRows : IBudgetFamily
{
    public string Name => "gemm";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        var peer = OpenBlas.TryLoad(settings.Threads);
        foreach (int n in new[] { 512, 1024, 2048 }) yield return Single(settings, peer, n);
        foreach (int n in new[] { 512, 1024, 2048 }) yield return Double(settings, peer, n);
    }

    private static BudgetRow Single(BudgetSettings settings, OpenBlas? peer, int n)
    {
        float[] a = TestMatrix.Uniform(n * n).Select(x => (float)x).ToArray(), b = [.. a.Reverse()], c = new float[n * n];
        int repetitions = Math.Max(settings.Repetitions, settings.Repetitions * 1024 / n);
        double[] ours = settings.Time(
            () => MatrixProduct.Multiply(1, new ReadOnlyMatrixView<float>(a, n, n, n), new ReadOnlyMatrixView<float>(b, n, n, n), 0, new MatrixView<float>(c, n, n, n), settings.Threads),
            repetitions: repetitions);
        double[]? theirs = peer is null ? null : settings.Time(() => peer.Multiply(a, b, c, n), repetitions: repetitions);
        return Row($"SGEMM {n}", settings.PeakSingle, n, sizeof(float), ours, theirs, peer);
    }

    private static BudgetRow Double(BudgetSettings settings, OpenBlas? peer, int n)
    {
        double[] a = TestMatrix.Uniform(n * n), b = [.. a.Reverse()], c = new double[n * n];
        int repetitions = Math.Max(settings.Repetitions, settings.Repetitions * 1024 / n);
        double[] ours = settings.Time(
            () => MatrixProduct.Multiply(1, new ReadOnlyMatrixView<double>(a, n, n, n), new ReadOnlyMatrixView<double>(b, n, n, n), 0, new MatrixView<double>(c, n, n, n), settings.Threads),
            repetitions: repetitions);
        double[]? theirs = peer is null ? null : settings.Time(() => peer.Multiply(a, b, c, n), repetitions: repetitions);
        return Row($"DGEMM {n}", settings.PeakDouble, n, sizeof(double), ours, theirs, peer);
    }

    private static BudgetRow Row(string work, double peak, int n, int size, double[] ours, double[]? theirs, OpenBlas? peer)
    {
        double operations = 2.0 * n * n * n;
        string note = theirs is null
            ? "OpenBLAS is not installed"
            : string.Create(CultureInfo.InvariantCulture, $"{theirs[0] / ours[0]:P0} of OpenBLAS ({operations / theirs[0] * 1e-6:F0} GFLOP/s, {peer!.Core})");
        return new BudgetRow
        {
            Work = work,
            Milliseconds = ours,
            Operations = operations,
            Bytes = 3.0 * n * n * size,
            Peak = peak,
            AtMost = size == sizeof(float) ? "75 % of OpenBLAS" : "-",
            Aim = size == sizeof(float) ? "85 % of MKL" : "-",
            Note = note,
        };
    }
}
