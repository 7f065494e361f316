using System.Globalization;
using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>Square matrix products in both precisions, beside OpenBLAS where it is installed.</summary>
internal sealed class ProductRows : IBudgetFamily
{
    private const int Rounds = 5;
    private const int PeerPauseMilliseconds = 100;

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
        return Measure(
            settings,
            $"SGEMM {n}",
            n,
            sizeof(float),
            () =>
                MatrixProduct.Multiply(
                    1, new ReadOnlyMatrixView<float>(a, n, n, n), new ReadOnlyMatrixView<float>(b, n, n, n), 0, new MatrixView<float>(c, n, n, n),
                    settings.Threads),
            peer is null ? null : () => peer.Multiply(a, b, c, n),
            peer);
    }

    private static BudgetRow Double(BudgetSettings settings, OpenBlas? peer, int n)
    {
        double[] a = TestMatrix.Uniform(n * n), b = [.. a.Reverse()], c = new double[n * n];
        return Measure(
            settings,
            $"DGEMM {n}",
            n,
            sizeof(double),
            () =>
                MatrixProduct.Multiply(
                    1, new ReadOnlyMatrixView<double>(a, n, n, n), new ReadOnlyMatrixView<double>(b, n, n, n), 0, new MatrixView<double>(c, n, n, n),
                    settings.Threads),
            peer is null ? null : () => peer.Multiply(a, b, c, n),
            peer);
    }

    // Ours and theirs in turn, so that both see the machine at its best; a pause lets the peer's threads stop spinning.
    private static BudgetRow Measure(BudgetSettings settings, string work, int n, int size, Action multiply, Action? multiplyPeer, OpenBlas? peer)
    {
        int repetitions = Math.Max(settings.Repetitions, settings.Repetitions * 2048 / n) * 2048 / n;
        List<double> ours = [], theirs = [];
        for (int round = 0; round < Rounds; round++)
        {
            ours.AddRange(settings.Time(multiply, repetitions: repetitions));
            if (multiplyPeer is null) continue;
            theirs.AddRange(settings.Time(multiplyPeer, repetitions: repetitions));
            Thread.Sleep(PeerPauseMilliseconds);
        }

        ours.Sort();
        theirs.Sort();
        return Row(
            work, size == sizeof(float) ? settings.PeakSingle : settings.PeakDouble, n, size, [.. ours], multiplyPeer is null ? null : [.. theirs], peer);
    }

    private static BudgetRow Row(string work, double peak, int n, int size, double[] ours, double[]? theirs, OpenBlas? peer)
    {
        double operations = 2.0 * n * n * n;
        string note = theirs is null
            ? "OpenBLAS is not installed"
            : string.Create(
                CultureInfo.InvariantCulture, $"{theirs[0] / ours[0]:P0} of OpenBLAS ({operations / theirs[0] * 1e-6:F0} GFLOP/s, {peer!.Core}), medians "
                    + $"{theirs[theirs.Length / 2] / ours[ours.Length / 2]:P0}");
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
