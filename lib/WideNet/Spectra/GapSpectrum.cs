using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The spectrum of a train-train kernel given as gaps: eigenvalues, κ and learning rate with error estimates, at any depth.</summary>
/// <remarks>
/// <para>
/// Gaps route: the top eigenpair by iteration, the others on its exact complement, where every entry is a gap (<see cref="KernelRoute.Gaps"/>).
/// Entries route: eigenvalues of Θ less its mean diagonal. The route with the smaller error estimate is taken.
/// </para>
/// <para>
/// λ_min can only be had to about 1e-14 λ_bulk in double precision (nearly collinear inputs); <see cref="EigenvalueErrors"/> says so.
/// Eigenvalues to 1e-10 of max(λ, λ_bulk) and κ to 1e-10, or that floor, against 140-digit values up to κ = 5e110; the estimates cover the true errors
/// (GapSpectrumTests).
/// </para>
/// </remarks>
public sealed class GapSpectrum
{
    private readonly GapSpectrumParts _parts;

    private GapSpectrum(KernelRoute route, GapSpectrumParts parts)
    {
        Route = route;
        _parts = parts;
        ConditionNumberExcess = parts.Excess ?? (ConditionNumber - 1);
        ConditionNumberExcessError = parts.ExcessError ?? (
            double.IsFinite(ConditionNumber) ? ConditionNumberError * ConditionNumber / ConditionNumberExcess : ConditionNumberError);
    }

    /// <summary>How the eigenvalues were computed.</summary>
    internal KernelRoute Route { get; }

    /// <summary>All m eigenvalues, ascending; 0 below the range of double, infinite beyond it.</summary>
    public IReadOnlyList<double> Eigenvalues =>
        [.. _parts.Small.Select(value => Math.ScaleB(value, _parts.SmallExponent)), Math.ScaleB(_parts.Largest, _parts.LargestExponent)];

    /// <summary>About how far each eigenvalue may be off, in the same order.</summary>
    public IReadOnlyList<double> EigenvalueErrors =>
        [.. _parts.SmallErrors.Select(value => Math.ScaleB(value, _parts.SmallExponent)), Math.ScaleB(_parts.LargestError, _parts.LargestExponent)];

    /// <summary>κ = λ_max/λ_bulk, λ_bulk the mean of the other eigenvalues; infinite where λ_bulk is not above its error or κ leaves the range of
    /// double.</summary>
    public double ConditionNumber => Ratio(Bulk, BulkError);

    /// <summary>About how far <see cref="ConditionNumber"/> may be off, relative to itself; infinite where it is.</summary>
    public double ConditionNumberError => RelativeError(Bulk, BulkError);

    /// <summary>κ - 1 without cancellation: in the chaotic phase it falls like χ_1^-l.</summary>
    public double ConditionNumberExcess { get; }

    /// <summary>About how far <see cref="ConditionNumberExcess"/> may be off, relative to itself.</summary>
    public double ConditionNumberExcessError { get; }

    /// <summary>λ_max/λ_min; infinite where λ_min is not above its error, or beyond the range of double.</summary>
    public double ConditionNumberMin => Ratio(_parts.Small[0], _parts.SmallErrors[0]);

    /// <summary>About how far <see cref="ConditionNumberMin"/> may be off, relative to itself; infinite where λ_min is not above its error.</summary>
    public double ConditionNumberMinError => RelativeError(_parts.Small[0], _parts.SmallErrors[0]);

    /// <summary>log₁₀ κ, finite at any depth as long as λ_bulk is above its error.</summary>
    public double Log10ConditionNumber => LogRatio(Bulk, BulkError);

    /// <summary>log₁₀ λ_max/λ_min, finite at any depth as long as λ_min is above its error.</summary>
    public double Log10ConditionNumberMin => LogRatio(_parts.Small[0], _parts.SmallErrors[0]);

    /// <summary>log₁₀ λ_max, finite at any depth.</summary>
    public double Log10Largest => Math.Log10(_parts.Largest) + (_parts.LargestExponent * Math.Log10(2));

    /// <summary>log₁₀ λ_bulk, finite at any depth as long as λ_bulk is above its error; -∞ otherwise.</summary>
    public double Log10Bulk => Bulk > BulkError ? Math.Log10(Bulk) + (_parts.SmallExponent * Math.Log10(2)) : double.NegativeInfinity;

    private double Bulk => _parts.Small.Average();

    private double BulkError => _parts.SmallErrors.Average();

    /// <summary>The spectrum of a kernel.</summary>
    /// <param name="kernel">Train-train kernel of at least two examples.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The kernel is test-train, or has fewer than two examples.</exception>
    /// <exception cref="EigenConvergenceException">An iteration did not converge.</exception>
    public static GapSpectrum Of(GapKernel kernel, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (!kernel.IsTrainTrain)
        {
            throw new ArgumentException("The kernel is test-train; a spectrum belongs to a train-train kernel.", nameof(kernel));
        }

        if (kernel.ScaledNtkGaps.Rows < 2)
        {
            throw new ArgumentException(
                Invariant($"The kernel is {kernel.ScaledNtkGaps.Rows}×{kernel.ScaledNtkGaps.Rows}; a bulk eigenvalue needs at least two examples."),
                nameof(kernel));
        }

        if (kernel.PlainError is not null)
        {
            return new GapSpectrum(KernelRoute.Plain, GapSpectrumOfEntries.Compute(kernel, threads));
        }

        var split = new GapInvariantSplit(kernel);
        return kernel.GapUnit * GapErrors.OfSplit(kernel, split) <= GapSpectrumOfEntries.ErrorEstimate(kernel)
            ? new GapSpectrum(KernelRoute.Gaps, OfGaps(kernel, split, threads))
            : new GapSpectrum(KernelRoute.Entries, GapSpectrumOfEntries.Compute(kernel, threads));
    }

    // The top eigenpair and the exact rest.
    private static GapSpectrumParts OfGaps(GapKernel kernel, GapInvariantSplit split, int? threads)
    {
        double[] small = SymmetricEigen.Values(split.Rest(), threads);
        double rounding = GapErrors.OfSplit(kernel, split);
        return new GapSpectrumParts
        {
            Small = small,
            SmallErrors = [.. small.Select(value => rounding + (kernel.CommonError * Math.Abs(value)))],
            SmallExponent = kernel.NtkGapExponent,
            Largest = split.Largest,
            LargestError = (kernel.GapUnit * rounding) + (kernel.CommonError * split.Largest),
            LargestExponent = kernel.Exponent,
        };
    }

    private double Ratio(double small, double error) =>
        small > error ? Math.ScaleB(_parts.Largest / small, _parts.LargestExponent - _parts.SmallExponent) : double.PositiveInfinity;

    private double LogRatio(double small, double error) =>
        small > error ? Math.Log10(_parts.Largest / small) + ((_parts.LargestExponent - _parts.SmallExponent) * Math.Log10(2)) : double.PositiveInfinity;

    private double RelativeError(double small, double error) =>
        small > error ? (error / (small - error)) + (_parts.LargestError / _parts.Largest) : double.PositiveInfinity;
}
