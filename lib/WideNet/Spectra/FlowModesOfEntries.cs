using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Modes by the eigendecomposition of Θ less its mean diagonal, so that eigenvectors keep their digits where Θ is diagonal up to rounding.</summary>
internal sealed class FlowModesOfEntries : FlowModes
{
    private readonly SymmetricEigenDecomposition _eigen;

    public FlowModesOfEntries(GapKernel kernel, int? threads)
    {
        (Matrix shifted, double shift) = GapSpectrumOfEntries.Shifted(kernel);
        Route = kernel.PlainError is null ? KernelRoute.Entries : KernelRoute.Plain;
        _eigen = SymmetricEigen.Decompose(shifted, threads);
        Values = [.. _eigen.Values.Select(value => shift + value)];
        Noise = GapSpectrumOfEntries.Rounding(kernel, shifted, shift);
        ValueErrors = [.. Values.Select(_ => Noise)];
        Exponents = [.. Values.Select(_ => kernel.Exponent)];
    }

    public override KernelRoute Route { get; }

    public override double[] Values { get; }

    public override double[] ValueErrors { get; }

    public override int[] Exponents { get; }

    public override double Noise { get; }

    public override Matrix Project(Matrix labels, int? threads) => MatrixProduct.Multiply(_eigen.Vectors, labels, transposeA: true, threads: threads);

    public override Matrix Reconstruct(Matrix components, int? threads) => MatrixProduct.Multiply(_eigen.Vectors, components, threads: threads);

    public override Matrix ProjectRows(GapKernel testTrain, int? threads) => MatrixProduct.Multiply(testTrain.ScaledEntries, _eigen.Vectors, threads: threads);

    public override double RowSize(GapKernel testTrain, int t) => GapErrors.Norm(testTrain.ScaledEntries.Row(t));

    public override Matrix Vectors(int? threads) => _eigen.Vectors;
}
