using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

/// <summary>
/// Theory checks beside notebook 04b: chaos with one norm per image instead of one per pixel, where κ tends to a constant above 1 and P(Θ)Y decays
/// like χ_1^-l only.
/// </summary>
/// <remarks>
/// Θ → diag((D_a - t*)/d) + t* 11ᵀ with D_a ∝ χ_1^l the Θ_aa of image a, from its own pixels by a recursion of their variances alone.
/// Constants are predicted, nothing is fitted.
/// </remarks>
public sealed class ImageNormLawTests
{
    private const string Source = "large-depth asymptotics of the NTK; normalisation of convolutional inputs";
    private const int Count = 20, Side = 6, First = 135, Last = 200;

    private static readonly FixedPointNetwork Network = FixedPointNetwork.Create(new Erf(), 2.5, 0.05, Last, Architecture.ConvolutionalFlatten);
    private static readonly DatasetPair Images = DatasetCatalog.Load("cifar10", Count, 1).Preprocess(
        new Preprocessing { Size = Side, Normalization = Normalization.Channel, Variance = Network.QStar });
    private static readonly double[][] Own = OwnDiagonals(Network.Description, Images.Train.Inputs, [First, Last]);

    [Theory]
    [InlineData(Architecture.ConvolutionalFlatten, "cnn-f", 9.325875815495668e-13, 0.00011551315283610414, 2.1481433718618727e-06)]
    [InlineData(Architecture.ConvolutionalPool, "cnn-p", 3.35731529357844e-11, 0.00011551315302346211, 2.148143371866088e-06)]
    public void Statements_TwoHundredLayers_Hold(Architecture architecture, string name, double limit, double rate, double size)
    {
        Claim[] claims = [.. Statements(architecture, name, Own)];
        Assert.All(claims.Zip([limit, rate, size]), pair => TheoryChecks.Holds(pair.First, pair.Second));
    }

    [Fact]
    public void Constants_OfOtherImages_AreNotReproduced()
    {
        // D_a of the images in another order of brightness: the first image's twice, the second's not at all.
        double[][] other = [.. Own.Select(row => row.Select((value, a) => a == 1 ? row[0] : a == row.Length - 1 ? 1.001 * value : value).ToArray())];
        Claim[] claims = [.. Statements(Architecture.ConvolutionalFlatten, "cnn-f", other)];
        Assert.Equal([Verdict.NotReproduced, Verdict.NotReproduced], [claims[0].Verdict, claims[2].Verdict]);
    }

    [Fact]
    public void OwnDiagonals_OfAnyImages_AreTheDiagonalOfTheKernel()
    {
        var x = new InputBatch(3, 4, 4, 2, [.. Enumerable.Range(0, 96).Select(i => Math.Cos(i * i))]);
        int[] depths = [1, 2, 30];
        double[][] actual = OwnDiagonals(Network.Description, x, depths);
        IReadOnlyList<KernelPair> expected = InfiniteNetwork.Kernels(Network.Description, depths, x);
        for (int i = 0; i < depths.Length; i++)
        {
            Assert.All(Enumerable.Range(0, 3), a => Assert.Equal(expected[i].Ntk[a, a], actual[i][a], 1e-12 * actual[i][a]));
        }

        Assert.NotEqual(actual[2][0], actual[2][1], 1e-3 * actual[2][0]);
    }

    private static IEnumerable<Claim> Statements(Architecture architecture, string name, double[][] own)
    {
        MeanFieldPoint theory = Network.Theory;
        int d = architecture == Architecture.ConvolutionalPool ? Side * Side : 1;
        double limit = theory.TStar!.Value, mean = own[1].Average(), spread = Math.Sqrt(own[1].Average(value => (value - mean) * (value - mean))) / mean;
        double Excess(double[] row) => Count * d * limit / row.Average(); // what pixels of one norm would leave of κ - 1
        double Left(int depth) => 10 * depth * Math.Pow(theory.ChiCStar, depth) / spread;
        double[] block = [.. own[1].Select(value => (value - limit) / d)];
        Matrix labels = Images.Train.MeanFreeLabels();
        NetworkDescription network = Network.Description with { Architecture = architecture };
        IReadOnlyList<KernelAnalysis> kernels = KernelAnalysis.Compute(network, [First, Last], Images.Train.Inputs, Images.Test.Inputs);
        double[] sizes = [.. kernels.Select(kernel => kernel.Predict(labels, centre: true).Log10Size * Math.Log(10))];
        yield return Claim.WithinRelative($"kappa-limit-{name}-image-norm-m20", "κ → max_a D_a over the mean of the others", Source,
            block.Max() * (Count - 1) / (block.Sum() - block.Max()), kernels[1].Spectrum().ConditionNumber,
            (2 * Excess(own[1])) + (10 * d * GapKernel.Rounding(Last)), "twice m d t*/D_a, and rounding");
        yield return Claim.Within($"predictor-rate-{name}-image-norm-m20", "P(Θ)Y ∝ χ_1^{-l}", Source,
            -Math.Log(theory.Chi1), (sizes[1] - sizes[0]) / (Last - First), (Left(First) + Excess(own[0])) / (Last - First),
            "l χ_{c*}^l over the spread of D_a, and m d t*/D_a");
        yield return Claim.WithinRelative($"predictor-size-{name}-image-norm-m20", "P(Θ)Y → t* 1^T B^{-1} Y with B = diag(D_a - t*)/d", Source,
            1, Math.Exp(sizes[1]) / Predictor(block, limit, labels),
            Left(Last) + Excess(own[1]) + (GapKernel.Rounding(Last) * 10 / spread), "the same, and rounding");
    }

    // t* 1ᵀB⁻¹Y/(1 + t* 1ᵀB⁻¹1), root mean square over outputs: the same for every test image.
    private static double Predictor(double[] block, double limit, Matrix labels)
    {
        double sum = 1 + (limit * block.Sum(value => 1 / value));
        IEnumerable<double> answers = Enumerable.Range(0, labels.Columns).Select(k => limit * block.Select((value, a) => labels[a, k] / value).Sum() / sum);
        return Math.Sqrt(answers.Average(answer => answer * answer));
    }

    // Θ of each image with itself as a CNN-F reads it: q' = ⟨V(q)⟩ and Θ' = ⟨V(q) + σ_w² Ṫ(q) Θ⟩ over the taps; the read-out averages over pixels.
    private static double[][] OwnDiagonals(NetworkDescription network, InputBatch images, int[] depths)
    {
        double[][] result = [.. depths.Select(_ => new double[images.Count])];
        for (int image = 0; image < images.Count; image++)
        {
            double[] q = Taps(images.Width, [.. images.Example(image).ToArray().Chunk(images.Channels).Select(pixel => pixel.Average(x => x * x))]), theta = q;
            for (int depth = 1; depth <= depths[^1]; depth++)
            {
                double[] variance = [.. q.Select(value => (network.WeightVariance * network.Activation.DualDiagonal(value)) + network.BiasVariance)];
                double[] tangent = [.. variance.Select((v, i) => v + (network.WeightVariance * network.Activation.DualDerivativeDiagonal(q[i]) * theta[i]))];
                if (Array.IndexOf(depths, depth) is >= 0 and var at) result[at][image] = tangent.Average();
                (q, theta) = (Taps(images.Width, variance), Taps(images.Width, tangent));
            }
        }

        return result;
    }

    // The mean over 3×3 taps of a square image, wrapped around.
    private static double[] Taps(int side, double[] values)
    {
        int[] steps = [side - 1, 0, 1];
        return
        [
            .. Enumerable.Range(0, side * side).Select(pixel => steps.Average(down => steps.Average(right =>
                values[(((pixel / side) + down) % side * side) + ((pixel + right) % side)]))),
        ];
    }
}
