using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments;

/// <summary>The NTK of a fully-connected network on real images, layer by layer, beside what mean-field theory predicts for it.</summary>
/// <remarks>
/// Inputs are scaled to x·x/n = q* and read in with variance 1 and no bias, so that the diagonal starts at its fixed point.
/// Labels are one-hot with every column's training mean removed ("centred Y"), so that the data-independent part of the predictor is zero.
/// </remarks>
public sealed record NtkSpectrum
{
    private NtkSpectrum()
    {
    }

    /// <summary>Fixed points and depth scales at (σ_w², σ_b²).</summary>
    public required MeanFieldPoint Theory { get; init; }

    /// <summary>σ_w².</summary>
    public required double WeightVariance { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Training examples m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Depths l, 1 to the last.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>Θ_aa, the mean over training examples.</summary>
    public required IReadOnlyList<double> Diagonal { get; init; }

    /// <summary>Θ_ab, the mean over pairs of different training examples.</summary>
    public required IReadOnlyList<double> OffDiagonal { get; init; }

    /// <summary>λ_max of Θ(X_train, X_train).</summary>
    public required IReadOnlyList<double> LambdaMax { get; init; }

    /// <summary>λ_bulk, the mean of the other m - 1 eigenvalues.</summary>
    public required IReadOnlyList<double> LambdaBulk { get; init; }

    /// <summary>κ = λ_max/λ_bulk.</summary>
    public required IReadOnlyList<double> ConditionNumber { get; init; }

    /// <summary>Root mean square of P(Θ)Y over test examples and outputs, Y centred.</summary>
    public required IReadOnlyList<double> MeanPredictor { get; init; }

    /// <summary>q*, which every phase drawn here has.</summary>
    public double QStar => Theory.QStar!.Value;

    /// <summary>Computes kernels, eigenvalues and mean predictors at every depth.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w², with a fixed point q*.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Last depth, at least 1.</param>
    /// <param name="data">Images as loaded; they are standardised per channel and scaled here.</param>
    /// <exception cref="ArgumentException">There is no q* at these variances.</exception>
    /// <exception cref="NumericalException">A kernel cannot be solved in double precision at some depth.</exception>
    public static NtkSpectrum Compute(Activation activation, double weightVariance, double biasVariance, int depth, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(data);
        MeanFieldPoint theory = MeanFieldTheory.Analyze(activation, weightVariance, biasVariance);
        double qStar = theory.QStar ?? throw new ArgumentException(
            $"{activation} has no q* at σ_w² = {weightVariance}, σ_b² = {biasVariance}; inputs cannot be scaled to it.", nameof(weightVariance));
        DatasetPair scaled = data.Preprocess(new Preprocessing { Variance = qStar });
        var network = new NetworkDescription
        {
            Architecture = Architecture.FullyConnected,
            Activation = activation,
            Depth = depth,
            WeightVariance = weightVariance,
            BiasVariance = biasVariance,
            ReadInWeightVariance = 1,
            ReadInBiasVariance = 0,
        };
        int[] depths = Grid.Integers(1, depth);
        IReadOnlyList<KernelPair> train = InfiniteNetwork.Kernels(network, depths, scaled.Train.Inputs);
        IReadOnlyList<KernelPair> test = InfiniteNetwork.Kernels(network, depths, scaled.Test.Inputs, scaled.Train.Inputs);
        Matrix labels = Labels.Centred(scaled.Train);
        var measured = new Row[depth];
        ParallelTiles.For(depth, null, i => measured[i] = Measure(train[i].Ntk, test[i].Ntk, labels));
        return new NtkSpectrum
        {
            Theory = theory,
            WeightVariance = weightVariance,
            DataLabel = scaled.Description,
            TrainCount = scaled.Train.Count,
            Depths = depths,
            Diagonal = [.. measured.Select(row => row.Diagonal)],
            OffDiagonal = [.. measured.Select(row => row.OffDiagonal)],
            LambdaMax = [.. measured.Select(row => row.Spectrum.LambdaMax)],
            LambdaBulk = [.. measured.Select(row => row.Spectrum.LambdaBulk)],
            ConditionNumber = [.. measured.Select(row => row.Spectrum.ConditionNumber)],
            MeanPredictor = [.. measured.Select(row => row.Predictor)],
        };
    }

    /// <summary>The values of one curve at the depths from <paramref name="first"/> to <paramref name="last"/>.</summary>
    /// <param name="curve">One of the lists of this record.</param>
    /// <param name="first">First depth.</param>
    /// <param name="last">Last depth.</param>
    public static IReadOnlyList<double> Window(IReadOnlyList<double> curve, int first, int last)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return [.. curve.Skip(first - 1).Take(last - first + 1)];
    }

    private static Row Measure(Matrix train, Matrix test, Matrix labels)
    {
        int m = train.Rows;
        double diagonal = 0, sum = 0;
        for (int i = 0; i < m; i++)
        {
            diagonal += train[i, i];
            foreach (double value in train.Row(i))
            {
                sum += value;
            }
        }

        Matrix predictor = Spectra.MeanPredictor.Apply(train, test, labels);
        double squares = 0;
        foreach (double value in predictor.Values)
        {
            squares += value * value;
        }

        return new Row(
            diagonal / m,
            (sum - diagonal) / ((double)m * (m - 1)),
            KernelSpectrum.Of(train),
            Math.Sqrt(squares / predictor.Values.Length));
    }

    private sealed record Row(double Diagonal, double OffDiagonal, KernelSpectrum Spectrum, double Predictor);
}
