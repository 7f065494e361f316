using WideNet.Kernels;
using WideNet.Spectra;

namespace WideNet.Experiments.Breakdown;

/// <summary>Relative errors of κ by the plain recursion in single and double precision and by gaps, against 400-digit values.</summary>
/// <remarks>
/// The single-precision kernel is that of a CNN-F on images of one pixel with 1×1 filters, which is the same network. Its eigenvalues are taken in double precision, so that the error
/// is the recursion's alone. Test: BreakdownCurvesTests.
/// </remarks>
public sealed record BreakdownCurves
{
    private BreakdownCurves()
    {
    }

    /// <summary>The network and its exact condition numbers.</summary>
    public required BreakdownReference Reference { get; init; }

    /// <summary>|κ/κ_exact - 1| of the plain recursion in single precision; κ itself where it is negative or infinite counts as an error of 1.</summary>
    public required IReadOnlyList<double> SinglePrecision { get; init; }

    /// <summary>The same in double precision.</summary>
    public required IReadOnlyList<double> DoublePrecision { get; init; }

    /// <summary>The same from gaps.</summary>
    public required IReadOnlyList<double> Gaps { get; init; }

    /// <summary>The error estimate that comes with the gaps' κ.</summary>
    public required IReadOnlyList<double> GapEstimates { get; init; }

    /// <summary>Computes κ at every depth of a reference by three routes.</summary>
    /// <param name="reference">The network.</param>
    public static BreakdownCurves Compute(BreakdownReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var network = new NetworkDescription
        {
            Architecture = Architecture.FullyConnected,
            Activation = reference.Activation,
            Depth = reference.Depths[^1],
            WeightVariance = reference.WeightVariance,
            BiasVariance = reference.BiasVariance,
            ReadInWeightVariance = 1,
            ReadInBiasVariance = 0,
            FilterHeight = 1,
            FilterWidth = 1,
        };
        NetworkDescription pixel = network with { Architecture = Architecture.ConvolutionalFlatten };
        IReadOnlyList<KernelPair> single = InfiniteNetwork.Kernels(pixel, reference.Depths, reference.Inputs, new KernelOptions { Precision = Precision.Float32 });
        IReadOnlyList<KernelPair> plain = InfiniteNetwork.Kernels(network, reference.Depths, reference.Inputs);
        GapSpectrum[] gaps = [.. KernelAnalysis.Compute(network, reference.Depths, reference.Inputs).Select(analysis => analysis.Spectrum(threads: 1))];
        return new BreakdownCurves
        {
            Reference = reference,
            SinglePrecision = [.. single.Select((pair, i) => Error(KernelSpectrum.Of(pair.Ntk, threads: 1), reference.ConditionNumbers[i]))],
            DoublePrecision = [.. plain.Select((pair, i) => Error(KernelSpectrum.Of(pair.Ntk, threads: 1), reference.ConditionNumbers[i]))],
            Gaps = [.. gaps.Select((spectrum, i) => Math.Abs((spectrum.ConditionNumber / reference.ConditionNumbers[i]) - 1))],
            GapEstimates = [.. gaps.Select(spectrum => spectrum.ConditionNumberError)],
        };
    }

    /// <summary>The largest κ up to which a curve of errors stays below a bound.</summary>
    /// <param name="errors">One of the curves.</param>
    /// <param name="bound">Relative error.</param>
    /// <returns>κ at the last depth before the bound is passed first; the last κ if it never is, 1 if it always is.</returns>
    public double BreakingPoint(IReadOnlyList<double> errors, double bound)
    {
        ArgumentNullException.ThrowIfNull(errors);
        int count = errors.TakeWhile(error => error < bound).Count();
        return count == 0 ? 1 : Reference.ConditionNumbers[count - 1];
    }

    private static double Error(KernelSpectrum spectrum, double exact)
    {
        double kappa = spectrum.Largest / spectrum.Bulk;
        return double.IsFinite(kappa) && kappa > 0 ? Math.Min(1, Math.Abs((kappa / exact) - 1)) : 1;
    }
}
