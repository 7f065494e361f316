using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.NtkSpectra;

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
        FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, depth);
        DatasetPair scaled = data.Preprocess(new Preprocessing { Variance = network.QStar });
        int[] depths = Grid.Integers(1, depth);
        IReadOnlyList<KernelPair> train = InfiniteNetwork.Kernels(network.Description, depths, scaled.Train.Inputs);
        IReadOnlyList<KernelPair> test = InfiniteNetwork.Kernels(network.Description, depths, scaled.Test.Inputs, scaled.Train.Inputs);
        Matrix labels = CentredLabels(scaled.Train);
        var measured = new Row[depth];
        ParallelTiles.For(depth, null, i => measured[i] = Measure(train[i].Ntk, test[i].Ntk, labels));
        return new NtkSpectrum
        {
            Theory = network.Theory,
            WeightVariance = weightVariance,
            DataLabel = scaled.Description,
            TrainCount = scaled.Train.Count,
            Depths = depths,
            Diagonal = [.. measured.Select(row => row.Diagonal)],
            OffDiagonal = [.. measured.Select(row => row.OffDiagonal)],
            LambdaMax = [.. measured.Select(row => row.Spectrum.Largest)],
            LambdaBulk = [.. measured.Select(row => row.Spectrum.Bulk)],
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
        double diagonal = 0, offDiagonal = 0;
        for (int i = 0; i < m; i++)
        {
            // The off-diagonal entries are summed by themselves: in deep chaos the diagonal would swallow them.
            diagonal += train[i, i];
            for (int j = 0; j < i; j++)
            {
                offDiagonal += train[i, j];
            }
        }

        Matrix predictor = new KernelRegression(train, labels, threads: 1).Predict(test);
        double squares = 0;
        foreach (double value in predictor.Values)
        {
            squares += value * value;
        }

        return new Row(
            diagonal / m,
            2 * offDiagonal / ((double)m * (m - 1)),
            KernelSpectrum.Of(train, threads: 1),
            Math.Sqrt(squares / predictor.Values.Length));
    }

    private static Matrix CentredLabels(LabeledDataset train)
    {
        Matrix labels = train.OneHotLabels();
        for (int column = 0; column < labels.Columns; column++)
        {
            double mean = Enumerable.Range(0, labels.Rows).Average(row => labels[row, column]);
            for (int row = 0; row < labels.Rows; row++)
            {
                labels[row, column] -= mean;
            }
        }

        return labels;
    }

    private sealed record Row(double Diagonal, double OffDiagonal, KernelSpectrum Spectrum, double Predictor);
}
