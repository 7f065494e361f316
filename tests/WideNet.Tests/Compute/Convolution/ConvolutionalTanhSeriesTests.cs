using WideNet.Activations;
using WideNet.Compute.Convolution;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Tests.Kernels;

namespace WideNet.Tests.Compute.Convolution;

public sealed class ConvolutionalTanhSeriesTests
{
    private static readonly Tanh Phi = new();

    [Theory]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(7)]
    public void Coefficients_UpToAVariance_GiveTheDualsOfTanh(double largest)
    {
        int terms = ConvolutionalTanhSeries.Terms(largest)!.Value;
        double[] q = [0, 1e-310, 1e-8 * largest, 0.03 * largest, 0.5 * largest, 0.9 * largest, largest];
        double[] g = new double[q.Length * terms];
        ConvolutionalTanhSeries.Coefficients(q, g, terms);
        for (int a = 0; a < q.Length; a++)
        {
            for (int b = 0; b < q.Length; b++)
            {
                foreach (double c in (double[])[-1, -0.97, -0.4, 0, 0.1, 0.8, 0.999, 1])
                {
                    double k = c * Math.Sqrt(q[a]) * Math.Sqrt(q[b]), p = 0, slope = 0;
                    for (int m = terms - 1; m >= 0; m--)
                    {
                        double product = g[(a * terms) + m] * g[(b * terms) + m] * Math.Pow(c, 2 * m);
                        p += product;
                        slope += ((2 * m) + 1) * product;
                    }

                    // What the terms left out add, and some 1e-15 for each rounding of the mixture's 484 terms and of these.
                    Assert.Equal(Phi.Dual(q[a], q[b], k), k * p, ConvolutionalTanhSeries.DualTail + 2e-14);
                    Assert.Equal(Phi.DualDerivative(q[a], q[b], k), slope, ConvolutionalTanhSeries.SlopeTail + 2e-14);
                }
            }
        }
    }

    [Fact]
    public void Terms_OneFewer_ExceedsTheTail()
    {
        int terms = ConvolutionalTanhSeries.Terms(1.5)!.Value;
        double[] g = new double[terms - 1];
        ConvolutionalTanhSeries.Coefficients([1.5], g, terms - 1);
        double dual = 1.5 * g.Sum(x => x * x), slope = g.Select((x, m) => ((2 * m) + 1) * x * x).Sum();
        double missingDual = Phi.DualDiagonal(1.5) - dual, missingSlope = Phi.DualDerivativeDiagonal(1.5) - slope;
        Assert.True(
            missingDual > ConvolutionalTanhSeries.DualTail || missingSlope > ConvolutionalTanhSeries.SlopeTail - 2e-14, $"{missingDual} {missingSlope}");
        Assert.Null(ConvolutionalTanhSeries.Terms(20));
        Assert.Equal(1, ConvolutionalTanhSeries.Terms(0));
    }

    [Theory]
    [InlineData(Architecture.ConvolutionalPool, Padding.Circular, 1.0)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Zero, 1.0)]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Zero, 1.0)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Circular, 8.0)]
    public void Kernel_SeriesAndMixture_AgreeAtEveryDepth(Architecture architecture, Padding padding, double scale)
    {
        // Scaled by 8 the first layer has variances beyond the series and takes the mixture; the layers after it do not.
        InputBatch images = new(9, 5, 6, 2, [.. TestImages.Uniform(9, 5, 6, 2).Values.ToArray().Select(x => scale * x)]);
        NetworkDescription network = Network(new Tanh(), architecture, padding);
        IReadOnlyList<KernelPair> series = InfiniteNetwork.Kernels(network, [1, 2, 4], images), mixture = InfiniteNetwork.Kernels(
            network with { Activation = new PlainTanh() }, [1, 2, 4], images);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 81; j++)
            {
                // An error of 5e-13 in T and 2e-12 in Ṫ a layer, times σ_w² and Θ of a few units, over four layers.
                Assert.Equal(mixture[i].Nngp.Values[j], series[i].Nngp.Values[j], 1e-11);
                Assert.Equal(mixture[i].Ntk.Values[j], series[i].Ntk.Values[j], 5e-11);
            }
        }
    }

    // The columns have the larger variances, for which the series needs more terms.
    [Fact]
    public void Kernel_SmallRowsAndLargeColumns_TakesTheSeriesOfTheLarger()
    {
        double[] values = TestImages.Uniform(9, 5, 6, 2).Values.ToArray();
        InputBatch large = new(9, 5, 6, 2, values), small = new(9, 5, 6, 2, [.. values.Select(x => 0.01 * x)]);
        NetworkDescription network = Network(new Tanh(), Architecture.ConvolutionalPool, Padding.Circular) with
        {
            ReadInWeightVariance = 6,
            ReadInBiasVariance = 0,
        };
        KernelPair series = InfiniteNetwork.Kernel(network, small, large);
        KernelPair mixture = InfiniteNetwork.Kernel(network with { Activation = new PlainTanh() }, small, large);
        for (int i = 0; i < 81; i++)
        {
            Assert.Equal(mixture.Nngp.Values[i], series.Nngp.Values[i], 1e-11);
            Assert.Equal(mixture.Ntk.Values[i], series.Ntk.Values[i], 5e-11);
        }
    }

    [Fact]
    public void Kernel_VectorsOfEveryWidth_GiveTheBitsOfSingleNumbers()
    {
        InputBatch images = TestImages.Uniform(10, 5, 6, 2);
        NetworkDescription network = Network(new Tanh(), Architecture.ConvolutionalPool, Padding.Circular);
        double[] single = [.. ConvolutionalKernel.Compute(network, [3], images, images, new KernelOptions(), vectorBits: 0)[0].Ntk.Values];
        foreach (int bits in (int[])[128, 256, 512])
        {
            Assert.Equal(single, ConvolutionalKernel.Compute(network, [3], images, images, new KernelOptions(), vectorBits: bits)[0].Ntk.Values.ToArray());
        }
    }

    private static NetworkDescription Network(Activation activation, Architecture architecture, Padding padding) => new()
    {
        Architecture = architecture,
        Activation = activation,
        Depth = 4,
        WeightVariance = 1.9,
        BiasVariance = 0.1,
        Padding = padding,
    };

    /// <summary>tanh under another type, so that nothing but its duals is known of it.</summary>
    private sealed class PlainTanh : Activation
    {
        public override string Name => Phi.Name;

        public override double Evaluate(double x) => Phi.Evaluate(x);

        public override double Derivative(double x) => Phi.Derivative(x);

        public override double Dual(double qa, double qb, double k) => Phi.Dual(qa, qb, k);

        public override double DualDerivative(double qa, double qb, double k) => Phi.DualDerivative(qa, qb, k);

        public override double DualDiagonal(double q) => Phi.DualDiagonal(q);

        public override double DualDerivativeDiagonal(double q) => Phi.DualDerivativeDiagonal(q);

        public override void Duals(ReadOnlySpan<double> qa, ReadOnlySpan<double> qb, ReadOnlySpan<double> k, Span<double> dual, Span<double> dualDerivative) =>
            Phi.Duals(qa, qb, k, dual, dualDerivative);
    }
}
