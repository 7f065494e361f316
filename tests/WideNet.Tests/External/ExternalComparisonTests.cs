using WideNet.Cli.External;
using WideNet.Cli.Regressions;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;
using WideNet.Tests.Kernels;

namespace WideNet.Tests.External;

public sealed class ExternalComparisonTests
{
    private static readonly ExternalSizes Small = new()
    { TrainCount = 40, TestCount = 30, PooledTestCount = 20, VanillaDepths = [3, 4, 6], PooledDepths = [3, 6], Side = 8, Precision = Precision.Float64 };

    // A regression without ridge does not see a factor common to all entries. Pixels are farther than 1e-5 apart in angle, which leaves 1e-11 of rounding.
    [Theory]
    [InlineData(false, 2)]
    [InlineData(false, 4)]
    [InlineData(true, 3)]
    [InlineData(true, 4)]
    public void Network_OfAPublishedKernel_IsItsRecursionUpToOneFactor(bool isPooled, int depth)
    {
        PublishedKernel kernel = isPooled ? PublishedKernel.Pooled : PublishedKernel.Vanilla;
        InputBatch x = TestImages.Uniform(3, 4, 5, 3);
        Matrix ours = InfiniteNetwork.Kernel(PublishedAccuracies.Network(kernel, depth), x).Ntk;
        double factor = PublishedRecursion(x, 0, 1, kernel, depth) / ours[0, 1];
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                if (a != b) Assert.Equal(factor * ours[a, b], PublishedRecursion(x, a, b, kernel, depth), 1e-10 * Math.Abs(factor * ours[a, b]));
            }
        }
    }

    [Fact]
    public void Tables_SmallRun_HoldWhatTheRegressionsGive()
    {
        var comparison = new ExternalComparison(Preset.Quick, Small, "synthetic");
        RegressionResult vanilla = comparison.Sweep(PublishedKernel.Vanilla).Run(), pooled = comparison.Sweep(PublishedKernel.Pooled).Run();
        IReadOnlyDictionary<string, ResultTable> tables = comparison.Tables(vanilla, pooled);
        ResultTable accuracy = tables["accuracy"], gain = tables["gain"];
        Assert.Equal(
            ["CNTK-V 3", "CNTK-V 4", "CNTK-V 6", "CNTK-GAP 3", "CNTK-GAP 6"], accuracy.Texts("kernel").Zip(accuracy.Texts("depth"), (k, d) => $"{k} {d}"));
        Assert.Equal([30, 30, 30, 20, 20], accuracy.Numbers("test_images"));
        Assert.Equal(vanilla.Rows.Concat(pooled.Rows).Select(row => row.Accuracy), accuracy.Numbers("accuracy"));
        Assert.Equal(0.497, accuracy.Numbers("published")[3]);
        double a = accuracy.Numbers("accuracy")[3], error = double.Hypot(Wilson(a, 20), Wilson(0.497, 10_000));
        Assert.Equal((a - 0.497) / error, accuracy.Numbers("difference")[3], 1e-12);

        // The same images, in the same order: their labels follow from the two accuracies alone where both test sets are one.
        int[] labels = new DatasetRequest("synthetic", 40, 30).Images.Test.Labels.ToArray();
        int Right(Matrix f) => Enumerable.Range(0, 20).Count(i => f.Row(i).ToArray().Index().MaxBy(pair => pair.Item).Index == labels[i]);
        Assert.Equal((Right(pooled.Predictions[1]) - Right(vanilla.Predictions[2])) / 20.0, gain.Numbers("gain")[1], 1e-15);
        Assert.Equal(0.517 - 0.434, gain.Numbers("published")[1], 1e-15);
        Assert.True(accuracy.Numbers("condition_number").All(kappa => kappa is > 1 and < 1e6));
    }

    // Discordant pairs: 8 images gained and 3 lost of 20 give a difference of 0.25 ± √((11/20 - 0.25²)/20).
    [Fact]
    public void Tables_Gain_HasThePairedStandardError()
    {
        var sizes = Small with { TestCount = 20, VanillaDepths = [3], PooledDepths = [3] };
        int[] labels = new DatasetRequest("synthetic", 40, 20).Images.Test.Labels.ToArray();
        IReadOnlyDictionary<string, ResultTable> tables = new ExternalComparison(Preset.Quick, sizes, "synthetic").Tables(
            Result(labels, i => i is < 3 or >= 11), Result(labels, i => i is >= 3));
        Assert.Equal(0.25, tables["gain"].Numbers("gain")[0], 1e-15);
        Assert.Equal(Math.Sqrt(((11 / 20.0) - 0.0625) / 20), tables["gain"].Numbers("standard_error")[0], 1e-15);
    }

    [Fact]
    public void Evaluate_OtherSizesThanPublished_TestsNothing()
    {
        ClaimTable claims = ExternalClaims.Evaluate(Small, OneRow(0.45, Small));
        Assert.Equal((2, 2), (claims.Claims.Count, claims.Count(Verdict.NotTestedAtThisScale)));
        Assert.Equal(0.409, claims["external-cntk-v-3"].Prediction);
        Assert.StartsWith("Measured 0.450 ± 0.016, but with 40 training images of 8×8 pixels", claims["external-cntk-v-3"].Note, StringComparison.Ordinal);
    }

    // Standard errors 0.0157 here and 0.0049 there: three of both together are 0.0494.
    [Theory]
    [InlineData(0.409 + 0.049, Verdict.Reproduced)]
    [InlineData(0.409 + 0.050, Verdict.NotReproduced)]
    [InlineData(0.409 - 0.050, Verdict.NotReproduced)]
    public void Evaluate_PublishedSizes_AllowThreeCombinedStandardErrors(double accuracy, Verdict verdict)
    {
        ExternalSizes sizes = ExternalSizes.For(Preset.Standard);
        Claim claim = ExternalClaims.Evaluate(sizes, OneRow(accuracy, sizes))["external-cntk-v-3"];
        Assert.Equal(3 * double.Hypot(0.0157, Wilson(0.409, 10_000)), claim.Tolerance!.Value, 1e-12);
        Assert.Equal(verdict, claim.Verdict);
    }

    [Fact]
    public void Sizes_OutOfRange_AreRefused()
    {
        Assert.Equal(
            "The depths are '3, 5'; they must be some of 3, 4, 6, 11, 21, increasing. (Parameter 'PooledDepths')",
            Assert.Throws<ArgumentException>(() => Small with { PooledDepths = [3, 5] }).Message);
        Assert.Equal(
            "CNTK-GAP has the depth 11, which CNTK-V has not; they are compared depth by depth. (Parameter 'sizes')",
            Assert.Throws<ArgumentException>(() => new ExternalComparison(Preset.Quick, Small with { PooledDepths = [3, 11] }, "synthetic")).Message);
        Assert.Equal(
            "CNTK-GAP has 31 test images and CNTK-V 30; those of CNTK-GAP are the first of the others, so there cannot be more. (Parameter 'sizes')",
            Assert.Throws<ArgumentException>(() => new ExternalComparison(Preset.Quick, Small with { PooledTestCount = 31 }, "synthetic")).Message);
        Assert.True(ExternalSizes.For(Preset.Standard).IsComparable && !ExternalSizes.For(Preset.Quick).IsComparable);
    }

    private static double Wilson(double share, int n) => Math.Sqrt((share * (1 - share) / n) + (0.25 / n / n)) * n / (n + 1);

    private static Dictionary<string, ResultTable> OneRow(double accuracy, ExternalSizes sizes)
    {
        var run = new Provenance { Notebook = "external", Preset = Preset.Quick, Dataset = "a test", Sizes = sizes.ToString() };
        var row = ExternalAccuracy.Of(PublishedKernel.Vanilla, new RegressionRow(RegressionKernel.Ntk, 2, accuracy, 0.0157, 0.1, null, 1000), 1000);
        var gain = new ExternalGain(3, 200, 0.08, 0.03, 0.088);
        return new Dictionary<string, ResultTable> { ["accuracy"] = ResultRows.ToTable(run, [row]), ["gain"] = ResultRows.ToTable(run, [gain]) };
    }

    private static RegressionResult Result(int[] labels, Func<int, bool> isRight)
    {
        var outputs = new Matrix(labels.Length, 10);
        for (int i = 0; i < labels.Length; i++) outputs[i, isRight(i) ? labels[i] : (labels[i] + 1) % 10] = 1;
        return new RegressionResult([new RegressionRow(RegressionKernel.Ntk, 2, 0.5, 0.1, 0.1, null)], [outputs]);
    }

    // The paper's recursion over all pixel pairs, with its own scales: convolutions are sums over taps, 2E[φφ]/9 follows each nonlinearity, the
    // read-out is a trace or a mean. Without the first and last layer, Θ begins at 0 and ends without the last K.
    private static double PublishedRecursion(InputBatch x, int a, int b, PublishedKernel kernel, int depth)
    {
        bool isFixed = kernel == PublishedKernel.Pooled;
        int d = x.Pixels;
        double[,] aa = SumOverTaps(x, Products(x, a, a)), bb = SumOverTaps(x, Products(x, b, b)), s = SumOverTaps(x, Products(x, a, b));
        double[,] theta = isFixed ? new double[d, d] : (double[,])s.Clone();
        for (int layer = 1; layer < depth; layer++)
        {
            double[,] k = new double[d, d];
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    double scale = Math.Sqrt(aa[i, i] * bb[j, j]), c = Math.Clamp(s[i, j] / scale, -1, 1), angle = Math.Acos(c);
                    k[i, j] = scale * ((c * (Math.PI - angle)) + Math.Sqrt(1 - (c * c))) / (9 * Math.PI);
                    theta[i, j] = (theta[i, j] * (Math.PI - angle) / (9 * Math.PI)) + k[i, j];
                }
            }

            if (layer == depth - 1) return ReadOut(k, theta, isFixed);
            (aa, bb, s, theta) = (Next(x, aa), Next(x, bb), SumOverTaps(x, k), SumOverTaps(x, theta));
        }

        throw new ArgumentOutOfRangeException(nameof(depth), depth, "A depth counts one convolution at least and the read-out.");
    }

    private static double ReadOut(double[,] k, double[,] theta, bool isPooled)
    {
        double sum = 0;
        int d = k.GetLength(0);
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++) sum += isPooled ? (theta[i, j] - k[i, j]) / (d * d) : i == j ? theta[i, j] : 0;
        }

        return sum;
    }

    // Variances of one image: at correlation 1, 2E[φ²]/9 = q/9; other entries are not needed.
    private static double[,] Next(InputBatch x, double[,] variances)
    {
        var k = new double[x.Pixels, x.Pixels];
        for (int i = 0; i < x.Pixels; i++) k[i, i] = variances[i, i] / 9;
        return SumOverTaps(x, k);
    }

    private static double[,] Products(InputBatch x, int a, int b)
    {
        var k = new double[x.Pixels, x.Pixels];
        for (int i = 0; i < x.Pixels; i++)
        {
            for (int j = 0; j < x.Pixels; j++)
            {
                for (int c = 0; c < x.Channels; c++) k[i, j] += x.Example(a)[(i * x.Channels) + c] * x.Example(b)[(j * x.Channels) + c];
            }
        }

        return k;
    }

    private static double[,] SumOverTaps(InputBatch x, double[,] k)
    {
        var sum = new double[x.Pixels, x.Pixels];
        for (int i = 0; i < x.Pixels; i++)
        {
            for (int j = 0; j < x.Pixels; j++)
            {
                for (int tap = 0; tap < 9; tap++)
                {
                    int dy = (tap / 3) - 1, dx = (tap % 3) - 1;
                    if (Shift(x, i, dy, dx) is int u && Shift(x, j, dy, dx) is int v) sum[i, j] += k[u, v];
                }
            }
        }

        return sum;
    }

    private static int? Shift(InputBatch x, int pixel, int dy, int dx)
    {
        int row = (pixel / x.Width) + dy, column = (pixel % x.Width) + dx;
        return row < 0 || row >= x.Height || column < 0 || column >= x.Width ? null : (row * x.Width) + column;
    }
}
