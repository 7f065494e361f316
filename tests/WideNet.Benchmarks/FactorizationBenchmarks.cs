using BenchmarkDotNet.Attributes;
using WideNet.Numerics;

namespace WideNet.Benchmarks;

/// <summary>Cholesky factorization and symmetric eigenvalues over a range of sizes.</summary>
public class FactorizationBenchmarks
{
    private Matrix _matrix = new(0, 0);

    /// <summary>Size of the matrix.</summary>
    [Params(64, 256, 1000)]
    public int Size { get; set; }

    /// <summary>Fills the matrix.</summary>
    [GlobalSetup]
    public void Setup() => _matrix = TestMatrix.PositiveDefinite(Size);

    /// <summary>The Cholesky factor.</summary>
    [Benchmark]
    public Matrix Cholesky() => CholeskyFactorization.Factor(_matrix).Lower;

    /// <summary>Eigenvalues alone.</summary>
    [Benchmark]
    public double[] Eigenvalues() => SymmetricEigen.Values(_matrix);

    /// <summary>Eigenvalues and eigenvectors.</summary>
    [Benchmark]
    public Matrix Eigenvectors() => SymmetricEigen.Decompose(_matrix).Vectors;
}
