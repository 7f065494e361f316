using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.NtkSpectra;

/// <summary>The NTK of a fully-connected network on real images at many depths, beside what mean-field theory predicts for it.</summary>
/// <remarks>
/// Inputs are scaled to x·x/n = q* and read in with variance 1 and no bias, so that the diagonal starts at its fixed point.
/// Labels are one-hot with every column's training mean removed, exactly ("centred Y"), so that the data-independent part of the predictor is zero.
/// All numbers come from gaps (<see cref="KernelAnalysis"/>), so that they are meaningful at every depth; logarithms stand where a number may leave the range of double.
/// </remarks>
public sealed record NtkSpectrum
{
    // More depths than this are not looked at one by one.
    private const int MostDepths = 400;

    private NtkSpectrum()
    {
    }

    /// <summary>The nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>Fixed points and depth scales at (σ_w², σ_b²).</summary>
    public required MeanFieldPoint Theory { get; init; }

    /// <summary>σ_w².</summary>
    public required double WeightVariance { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Training examples m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Depths l, evenly spaced, the last one the depth asked for (or the multiple of the spacing below it).</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>Θ_aa.</summary>
    public required IReadOnlyList<double> Diagonal { get; init; }

    /// <summary>Θ_ab, the mean over pairs of different training examples.</summary>
    public required IReadOnlyList<double> OffDiagonal { get; init; }

    /// <summary>log₁₀ of the mean Θ_aa - Θ_ab.</summary>
    public required IReadOnlyList<double> Log10Gap { get; init; }

    /// <summary>log₁₀ λ_max of Θ(X_train, X_train).</summary>
    public required IReadOnlyList<double> Log10LambdaMax { get; init; }

    /// <summary>log₁₀ λ_bulk, the mean of the other m - 1 eigenvalues.</summary>
    public required IReadOnlyList<double> Log10LambdaBulk { get; init; }

    /// <summary>log₁₀ κ, κ = λ_max/λ_bulk.</summary>
    public required IReadOnlyList<double> Log10ConditionNumber { get; init; }

    /// <summary>log₁₀(κ - 1), without cancellation.</summary>
    public required IReadOnlyList<double> Log10ConditionExcess { get; init; }

    /// <summary>log₁₀ of the root mean square of P(Θ)Y over test examples and outputs, Y centred.</summary>
    public required IReadOnlyList<double> Log10MeanPredictor { get; init; }

    /// <summary>The largest relative error estimate of κ and of P(Θ)Y over all depths.</summary>
    public required double LargestError { get; init; }

    /// <summary>κ; infinite beyond the range of double.</summary>
    public IReadOnlyList<double> ConditionNumber => [.. Log10ConditionNumber.Select(value => Math.Pow(10, value))];

    /// <summary>Root mean square of P(Θ)Y; 0 below the range of double.</summary>
    public IReadOnlyList<double> MeanPredictor => [.. Log10MeanPredictor.Select(value => Math.Pow(10, value))];

    /// <summary>q*, which every phase drawn here has.</summary>
    public double QStar => Theory.QStar!.Value;

    /// <summary>The large-depth laws.</summary>
    public NtkPredictions Predictions => new(Theory, TrainCount, Activation.IsHomogeneous);

    /// <summary>Computes kernels, eigenvalues and mean predictors at up to 400 depths.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w², with a fixed point q*.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Last depth, at least 1.</param>
    /// <param name="data">Images as loaded; they are standardised per channel and scaled here.</param>
    /// <exception cref="ArgumentException">There is no q* at these variances.</exception>
    /// <exception cref="NumericalException">A kernel cannot be solved at some depth.</exception>
    public static NtkSpectrum Compute(Activation activation, double weightVariance, double biasVariance, int depth, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(data);
        FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, depth);
        DatasetPair scaled = data.Preprocess(new Preprocessing { Variance = network.QStar });
        int[] depths = Grid.Multiples(depth, MostDepths);
        IReadOnlyList<KernelAnalysis> analyses = KernelAnalysis.Compute(network.Description, depths, scaled.Train.Inputs, scaled.Test.Inputs);
        Matrix labels = scaled.Train.MeanFreeLabels();
        var rows = new Row[depths.Length];
        ParallelTiles.For(depths.Length, null, i => rows[i] = Measure(analyses[i], labels));
        return new NtkSpectrum
        {
            Activation = activation,
            Theory = network.Theory,
            WeightVariance = weightVariance,
            DataLabel = scaled.Description,
            TrainCount = scaled.Train.Count,
            Depths = depths,
            Diagonal = [.. rows.Select(row => row.Diagonal)],
            OffDiagonal = [.. rows.Select(row => row.OffDiagonal)],
            Log10Gap = [.. rows.Select(row => row.Gap)],
            Log10LambdaMax = [.. rows.Select(row => row.Spectrum.Log10Largest)],
            Log10LambdaBulk = [.. rows.Select(row => row.Spectrum.Log10Bulk)],
            Log10ConditionNumber = [.. rows.Select(row => row.Spectrum.Log10ConditionNumber)],
            Log10ConditionExcess = [.. rows.Select(row => double.IsFinite(row.Spectrum.ConditionNumberExcess) ? Math.Log10(row.Spectrum.ConditionNumberExcess) : row.Spectrum.Log10ConditionNumber)],
            Log10MeanPredictor = [.. rows.Select(row => row.Prediction.Log10Size)],
            LargestError = rows.Max(row => Math.Max(row.Spectrum.ConditionNumberError, double.IsNegativeInfinity(row.Prediction.Log10Size) ? 0 : row.Prediction.RelativeError)),
        };
    }

    /// <summary>The values of one curve at consecutive depths.</summary>
    /// <param name="curve">A list with one value per layer, the first at layer 1.</param>
    /// <param name="first">First layer.</param>
    /// <param name="last">Last layer.</param>
    public static IReadOnlyList<double> Window(IReadOnlyList<double> curve, int first, int last)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return [.. curve.Skip(first - 1).Take(last - first + 1)];
    }

    private static Row Measure(KernelAnalysis analysis, Matrix labels)
    {
        GapKernel kernel = analysis.Train;
        int m = kernel.ScaledEntries.Rows;
        double entries = 0;
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < i; j++)
            {
                entries += kernel.ScaledEntries[i, j];
            }
        }

        return new Row(
            kernel.Diagonal,
            Math.ScaleB(2 * entries / ((double)m * (m - 1)), kernel.Exponent),
            kernel.Log10MeanNtkGap,
            analysis.Spectrum(threads: 1),
            analysis.Predict(labels, centre: true, threads: 1));
    }

    private sealed record Row(double Diagonal, double OffDiagonal, double Gap, GapSpectrum Spectrum, GapPrediction Prediction);
}
