using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>Symmetric eigenvalues without and with vectors at the budget's size, and at a smaller one beside Math.NET.</summary>
internal sealed class EigenRows : IBudgetFamily
{
    public string Name => "eigen";

    public IEnumerable<BudgetRow> Measure(BudgetSettings settings)
    {
        Matrix large = TestMatrix.Symmetric(1000), small = TestMatrix.Symmetric(300);
        yield return Row(
            settings, "eigenvalues 1000", large, 4.0 / 3, settings.Time(() => SymmetricEigen.Values(large, settings.Threads))) with
        { AtMost = "500 ms", Aim = "150 ms" };
        yield return Row(
            settings, "eigenvalues and vectors 1000", large, 14.0 / 3, settings.Time(() => SymmetricEigen.Decompose(large, settings.Threads))) with
        { AtMost = "500 ms", Aim = "150 ms" };
        double[] ours = settings.Time(() => SymmetricEigen.Decompose(small, settings.Threads));
        var peer = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(300, 300, [.. small.Values]);
        double[] theirs = settings.Time(() => peer.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric), repetitions: 3);
        yield return Row(settings, "eigenvalues and vectors 300", small, 14.0 / 3, ours);
        yield return Row(
            settings, "eigenvalues and vectors 300, Math.NET", small, 14.0 / 3, theirs) with
        { Note = FormattableString.Invariant($"{theirs[0] / ours[0]:F1} times as long as ours") };
    }

    // Operations by convention: 4/3 n³ for the reduction, 4/3 n³ for divide and conquer without deflation, 2 n³ for the back-transformation.
    private static BudgetRow Row(BudgetSettings settings, string work, Matrix a, double cubes, double[] times) => new()
    {
        Work = work,
        Milliseconds = times,
        Operations = cubes * Math.Pow(a.Rows, 3),
        Bytes = 8.0 * a.Rows * a.Rows,
        Peak = settings.PeakDouble,
    };
}
