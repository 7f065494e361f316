using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Modes of Θ = σI + θ 1 1ᵀ + ϑ: the eigenvectors of θ 1 1ᵀ + ϑ, which has the shape of a gap kernel, with σ added to every eigenvalue.</summary>
internal sealed class FlowModesOfDeviations : FlowModes
{
    private readonly GapKernel _kernel;
    private readonly FlowModesOfGaps _inner;

    public FlowModesOfDeviations(GapKernel kernel, int? threads)
    {
        _kernel = kernel;
        GapKernel inner = Inner(kernel);
        _inner = new FlowModesOfGaps(inner, new GapInvariantSplit(inner), threads);
        double shift = kernel.ScaledDiagonal - Math.ScaleB(kernel.Deviations!.Reference, -kernel.Exponent);
        Values = [.. _inner.Values.Select((value, i) => shift + Math.ScaleB(value, _inner.Exponents[i] - kernel.Exponent))];
        Noise = Math.ScaleB(_inner.Noise, kernel.Deviations.Exponent - kernel.Exponent);
        ValueErrors = [.. Values.Select(_ => Noise + Math.ScaleB(shift, -52))];
        Exponents = [.. Values.Select(_ => kernel.Exponent)];
    }

    public override KernelRoute Route => KernelRoute.Deviations;

    public override double[] Values { get; }

    public override double[] ValueErrors { get; }

    public override int[] Exponents { get; }

    public override double Noise { get; }

    public override Matrix Project(Matrix labels, int? threads) => _inner.Project(labels, threads);

    public override Matrix Reconstruct(Matrix components, int? threads) => _inner.Reconstruct(components, threads);

    public override Matrix ProjectRows(GapKernel testTrain, int? threads)
    {
        Matrix rows = _inner.ProjectRows(Inner(testTrain), threads);
        int exponent = testTrain.Deviations!.Exponent, last = rows.Columns - 1;
        return Matrix.Of(rows.Rows, rows.Columns, (t, i) => Math.ScaleB(rows[t, i], (i < last ? exponent : 0) - _kernel.Exponent));
    }

    public override double RowSize(GapKernel testTrain, int t) =>
        Math.ScaleB(GapErrors.Norm(testTrain.Deviations!.Scaled.Row(t)), testTrain.Deviations.Exponent - _kernel.Exponent);

    public override Matrix Vectors(int? threads) => _inner.Vectors(threads);

    // θ 1 1ᵀ + ϑ with θ in the place of the diagonal and -ϑ in that of the gaps.
    private static GapKernel Inner(GapKernel kernel) => kernel with
    {
        ScaledDiagonal = kernel.Deviations!.Reference,
        Exponent = 0,
        ScaledNtkGaps = kernel.Deviations.Scaled.Map(value => -value),
        NtkGapExponent = kernel.Deviations.Exponent,
        Rows = null,
        Columns = null,
    };
}
