using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>A chaotic convolutional network on images that have one norm each while their pixels have different ones: what becomes of κ and P(Θ)Y.</summary>
/// <remarks>
/// The variance of every pixel still tends to q*, but on the way there Θ_aa grows by factors that depend on the image: Θ_aa = D_a with D_a ∝ χ_1^l and image-dependent
/// constants, while pairs of different pixels end at the same t*. So Θ → diag((D_a - t*)/d) + t* 11ᵀ. D_a needs the pixels of image a alone and is computed here by a recursion of its own
/// (<see cref="OwnDiagonals"/>), apart from the kernels. Fully-connected networks and pixels of one norm have equal D_a. Test: ImageNormClaimsTests.
/// </remarks>
public sealed record ImageNormSpectrum : NetworkSpectrum
{
    private const int MostDepths = 40;

    private ImageNormSpectrum()
    {
    }

    /// <summary>κ = λ_max/λ_bulk.</summary>
    public required IReadOnlyList<double> ConditionNumber { get; init; }

    /// <summary>Root mean square of P(Θ)Y over test examples and outputs, Y mean-free.</summary>
    public required IReadOnlyList<double> MeanPredictor { get; init; }

    /// <summary>The predicted κ: the largest (D_a - t*)/d over the mean of the others.</summary>
    public required IReadOnlyList<double> PredictedConditionNumber { get; init; }

    /// <summary>The predicted size of P(Θ)Y, the same for every test image: t* 1ᵀB⁻¹Y/(1 + t* 1ᵀB⁻¹1) with B = diag((D_a - t*)/d).</summary>
    public required IReadOnlyList<double> PredictedMeanPredictor { get; init; }

    /// <summary>Standard deviation of D_a over its mean, at the last depth.</summary>
    public required double Spread { get; init; }

    /// <summary>m d t* over the mean of D_a: the order of κ - 1 that pixels of one norm would leave.</summary>
    public required IReadOnlyList<double> CommonExcess { get; init; }

    /// <summary>Computes κ, P(Θ)Y and their predictions at up to 40 depths.</summary>
    /// <param name="architecture">CNN-F or CNN-P.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w² in the chaotic phase.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Last depth, at least 1; a multiple of the spacing below it is taken.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="side">Rows and columns that the images are area-averaged to.</param>
    /// <exception cref="ArgumentException">The phase is not chaotic, or the network is fully connected.</exception>
    public static ImageNormSpectrum Compute(Architecture architecture, Activation activation, double weightVariance, double biasVariance, int depth, DatasetPair data, int side = 6)
    {
        ArgumentNullException.ThrowIfNull(data);
        FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, depth, architecture);
        if (network.Theory.Phase != Phase.Chaotic || architecture == Architecture.FullyConnected)
        {
            throw new ArgumentException($"The norms of pixels matter to a chaotic convolutional network; this one is {Phases.Name(network.Theory.Phase)} and {Architectures.Name(architecture)}.", nameof(architecture));
        }

        DatasetPair scaled = data.Preprocess(new Preprocessing { Size = side, Normalization = Normalization.Channel, Variance = network.QStar });
        int[] depths = Grid.Multiples(depth, MostDepths);
        IReadOnlyList<KernelAnalysis> analyses = KernelAnalysis.Compute(network.Description, depths, scaled.Train.Inputs, scaled.Test.Inputs);
        Matrix labels = scaled.Train.MeanFreeLabels();
        double[][] own = OwnDiagonals(network.Description, scaled.Train.Inputs, depths);
        int m = scaled.Train.Count, d = architecture == Architecture.ConvolutionalPool ? side * side : 1;
        double limit = network.Theory.TStar!.Value, mean = own[^1].Average();
        double[][] blocks = [.. own.Select(diagonal => diagonal.Select(value => (value - limit) / d).ToArray())];
        return new ImageNormSpectrum
        {
            Network = network.Description,
            Theory = network.Theory,
            DataLabel = $"{Label(data, scaled)}, one norm per image",
            TrainCount = m,
            Pixels = d,
            Depths = depths,
            ConditionNumber = [.. analyses.Select(analysis => analysis.Spectrum().ConditionNumber)],
            MeanPredictor = [.. analyses.Select(analysis => Math.Pow(10, analysis.Predict(labels, centre: true).Log10Size))],
            PredictedConditionNumber = [.. blocks.Select(block => block.Max() * (m - 1) / (block.Sum() - block.Max()))],
            PredictedMeanPredictor = [.. blocks.Select(block => Predictor(block, limit, labels))],
            Spread = Math.Sqrt(own[^1].Average(value => (value - mean) * (value - mean))) / mean,
            CommonExcess = [.. own.Select(diagonal => m * d * limit / diagonal.Average())],
        };
    }

    /// <summary>Θ of each image with itself as a CNN-F reads it, from the variances of its own pixels alone.</summary>
    /// <remarks>q' = ⟨σ_w² T(q)⟩ + σ_b² and Θ' = q' + ⟨σ_w² Ṫ(q) Θ⟩ with ⟨⟩ the mean over the taps; the read-out averages over pixels instead.</remarks>
    /// <param name="network">A convolutional network with circular padding; its depth is not used.</param>
    /// <param name="images">m images.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <returns>One row of m values for each depth.</returns>
    internal static double[][] OwnDiagonals(NetworkDescription network, InputBatch images, IReadOnlyList<int> depths)
    {
        Activation activation = network.Activation;
        double[][] result = [.. depths.Select(_ => new double[images.Count])];
        for (int image = 0; image < images.Count; image++)
        {
            double[] input = [.. images.Example(image).ToArray().Chunk(images.Channels).Select(pixel => pixel.Sum(x => x * x) / images.Channels)];
            double[] q = Mean(network, images, [.. input.Select(square => ((network.ReadInWeightVariance ?? network.WeightVariance) * square) + (network.ReadInBiasVariance ?? network.BiasVariance))]);
            double[] theta = q;
            for (int depth = 1, next = 0; next < depths.Count; depth++)
            {
                double[] variance = [.. q.Select(value => (network.WeightVariance * activation.DualDiagonal(value)) + network.BiasVariance)];
                double[] tangent = [.. q.Zip(theta, (value, t) => network.WeightVariance * activation.DualDerivativeDiagonal(value) * t).Zip(variance, (t, k) => t + k)];
                if (depths[next] == depth)
                {
                    result[next++][image] = tangent.Average();
                }

                (q, theta) = (Mean(network, images, variance), Mean(network, images, tangent));
            }
        }

        return result;
    }

    private static double[] Mean(NetworkDescription network, InputBatch images, double[] values)
    {
        int up = network.FilterHeight / 2, left = network.FilterWidth / 2, height = images.Height, width = images.Width;
        var taps = from down in Enumerable.Range(-up, network.FilterHeight) from right in Enumerable.Range(-left, network.FilterWidth) select (down, right);
        return [.. values.Select((_, pixel) => taps.Average(tap => values[(((pixel / width) + tap.down + height) % height * width) + (((pixel % width) + tap.right + width) % width)]))];
    }

    private static double Predictor(double[] block, double limit, Matrix labels)
    {
        double sum = 1 + (limit * block.Sum(value => 1 / value)), squares = 0;
        for (int output = 0; output < labels.Columns; output++)
        {
            double value = limit * Enumerable.Range(0, block.Length).Sum(a => labels[a, output] / block[a]) / sum;
            squares += value * value;
        }

        return Math.Sqrt(squares / labels.Columns);
    }
}
