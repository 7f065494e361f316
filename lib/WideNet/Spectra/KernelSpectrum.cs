using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Eigenvalues of a train-train kernel and what they say about trainability.</summary>
/// <remarks>
/// κ = λ_max/λ_bulk with λ_bulk the mean of the other m - 1 eigenvalues (Xiao et al. 2020), and λ_max/λ_min beside it.
/// Each eigenvalue is right to about <see cref="RoundingError"/> = m ε λ_max: in double precision a spectrum is resolved up to λ_max/λ_min ≈ 1e13.
/// Shown by KernelSpectrumTests.
/// </remarks>
public sealed class KernelSpectrum
{
    private readonly double[] _eigenvalues;

    private KernelSpectrum(double[] eigenvalues) => _eigenvalues = eigenvalues;

    /// <summary>All m eigenvalues, ascending.</summary>
    public IReadOnlyList<double> Eigenvalues => _eigenvalues;

    /// <summary>λ_max.</summary>
    public double Largest => _eigenvalues[^1];

    /// <summary>λ_min; may come out as zero or slightly negative where it lies below <see cref="RoundingError"/>.</summary>
    public double Smallest => _eigenvalues[0];

    /// <summary>λ_bulk, the mean of all eigenvalues but the largest.</summary>
    public double Bulk => _eigenvalues.AsSpan(0, _eigenvalues.Length - 1).ToArray().Average();

    /// <summary>About how far each eigenvalue may be off: m ε λ_max.</summary>
    public double RoundingError => RoundingErrorOf(_eigenvalues);

    /// <summary>κ = λ_max/λ_bulk; infinite where λ_bulk is not above <see cref="RoundingError"/>.</summary>
    public double ConditionNumber => Ratio(Bulk);

    /// <summary>λ_max/λ_min; infinite where λ_min is not above <see cref="RoundingError"/>.</summary>
    public double ConditionNumberMin => Ratio(Smallest);

    /// <summary>2/λ_max, below which gradient descent on ½‖f - Y‖² converges.</summary>
    public double MaximumLearningRate => 2 / Largest;

    /// <summary>The spectrum of a kernel.</summary>
    /// <param name="kernel">Train-train kernel [m, m], symmetric, m at least 2.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The kernel is not square, not symmetric, not finite, or smaller than 2×2.</exception>
    public static KernelSpectrum Of(Matrix kernel, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return kernel.Rows >= 2
            ? new KernelSpectrum(SymmetricEigen.Values(kernel, threads))
            : throw new ArgumentException(
                Invariant($"The kernel is {kernel.Rows}×{kernel.Columns}; a bulk eigenvalue needs at least two examples."), nameof(kernel));
    }

    /// <summary>2 m k/λ_max, below which gradient descent on ½ mean (f - Y)² over all m·k outputs converges.</summary>
    /// <param name="outputs">k, outputs per example, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outputs"/> is below 1.</exception>
    public double MaximumLearningRateOfMeanLoss(int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        return MaximumLearningRate * _eigenvalues.Length * outputs;
    }

    /// <summary>m ε λ_max of ascending eigenvalues.</summary>
    internal static double RoundingErrorOf(double[] eigenvalues) =>
        eigenvalues.Length * Math.ScaleB(1, -52) * Math.Max(Math.Abs(eigenvalues[0]), Math.Abs(eigenvalues[^1]));

    private double Ratio(double eigenvalue) => eigenvalue > RoundingError ? Largest / eigenvalue : double.PositiveInfinity;
}
