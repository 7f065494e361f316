using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>The Cholesky factorization at the budget's size, and at a smaller one beside Math.NET.</summary>
internal sealed class CholeskyRows : IBudgetFamily
{
    public string Name => "cholesky";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        Matrix large = TestMatrix.PositiveDefinite(2000), small = TestMatrix.PositiveDefinite(500);
        yield return Row(
            settings, "Cholesky 2000", large, settings.Time(() => CholeskyFactorization.Factor(large, threads: settings.Threads))) with
        { AtMost = "500 ms", Aim = "80 ms" };
        double[] ours = settings.Time(() => CholeskyFactorization.Factor(small, threads: settings.Threads));
        var peer = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(500, 500, [.. small.Values]);
        double[] theirs = settings.Time(() => peer.Cholesky(), repetitions: 3);
        yield return Row(settings, "Cholesky 500", small, ours);
        yield return Row(settings, "Cholesky 500, Math.NET", small, theirs) with
        { Note = FormattableString.Invariant($"{theirs[0] / ours[0]:F1} times as long as ours") };
    }

    private static BudgetRow Row(BudgetSettings settings, string work, Matrix a, double[] times) => new()
    {
        Work = work,
        Milliseconds = times,
        Operations = Math.Pow(a.Rows, 3) / 3,
        Bytes = 8.0 * a.Rows * a.Rows,
        Peak = settings.PeakDouble,
    };
}
