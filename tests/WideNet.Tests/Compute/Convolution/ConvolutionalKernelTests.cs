using WideNet.Activations;
using WideNet.Compute.Convolution;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Tests.Kernels;

namespace WideNet.Tests.Compute.Convolution;

public sealed class ConvolutionalKernelTests
{
    // At an angle θ between two pixels Ṫ carries a rounding of ε/θ: among the 1e5 pixel pairs of the random cases the smallest θ is about 1e-5,
    // which leaves 2e-11. One channel without bias would give θ = 0 between different images, hence two.
    private const double Rounding = 1e-10;

    private static readonly Activation[] Activations = [new Erf(), ReluFamily.Relu, ReluFamily.LeakyRelu(0.1), ReluFamily.Abs, ActivationCatalog.Parse("gelu")];

    [Fact]
    public void Kernels_AnySizeFilterAndPadding_EqualThePlainRecursion()
    {
        // Fixed cases: free draws now and then meet pixel pairs of correlation near ±1, where a kink turns rounding into its square root.
        var draws = new RandomStream(0);
        for (int test = 0; test < 150; test++)
        {
            RandomStream stream = draws.Split(test);
            int[] n = [.. Enumerable.Range(0, 12).Select(i => stream.IndexBelow(1001, i))];
            var padding = (Padding)(n[0] % 2);
            int filterHeight = 1 + (2 * (n[1] % 3)), filterWidth = 1 + (2 * (n[2] % 3));
            int height = (padding == Padding.Circular ? filterHeight : 1) + (n[3] % 3), width = (padding == Padding.Circular ? filterWidth : 1) + (n[4] % 3);
            NetworkDescription network = Network(Activations[n[5] % Activations.Length],
                n[6] % 2 == 0 ? Architecture.ConvolutionalFlatten : Architecture.ConvolutionalPool) with
            {
                Depth = 1 + (n[7] % 3),
                Padding = padding,
                FilterHeight = filterHeight,
                FilterWidth = filterWidth,
                ReadInBiasVariance = n[8] % 2 * 0.3,
                ReadOutWeightVariance = 0.7,
                DropoutKeep = n[9] % 2 == 0 ? 1 : 0.8,
            };
            AssertPlain(network, TestImages.Uniform(1 + (n[10] % 3), height, width, 2 + (n[11] % 2), (ulong)n[3]));
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 4)]
    [InlineData(1, 9, 4)]
    [InlineData(7, 1, 4)]
    [InlineData(2, 2, 4)]
    [InlineData(8, 5, 4)]
    public void Kernels_RaggedImageWithZeroPadding_EqualThePlainRecursion(int height, int width, int depth)
    {
        NetworkDescription network = Network(ReluFamily.Relu, Architecture.ConvolutionalPool) with { Padding = Padding.Zero, Depth = depth };
        AssertPlain(network, TestImages.Uniform(1, height, width, 3));
        AssertPlain(network, TestImages.Uniform(2, height, width, 3));
    }

    [Theory]
    [InlineData(Precision.Float64, 1e-12)]
    [InlineData(Precision.Float32, 1e-5)]
    public void Kernels_ImageShiftedCyclically_DoNotChangeForPoolingWithCircularPadding(Precision precision, double tolerance)
    {
        NetworkDescription network = Network(new Erf(), Architecture.ConvolutionalPool) with { Depth = 6 };
        InputBatch x1 = TestImages.Uniform(3, 5, 7, 2), x2 = TestImages.Uniform(4, 5, 7, 2, seed: 2);
        var options = new KernelOptions { Precision = precision };
        KernelPair plain = InfiniteNetwork.Kernel(network, x1, x2, options);
        KernelPair shifted = InfiniteNetwork.Kernel(network, x1, TestImages.Shift(x2, 2, 5), options);
        AssertClose(plain, shifted, tolerance);
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("relu")]
    [InlineData("leaky_relu_0.1")]
    public void Kernels_ConstantImages_AreThoseOfAFullyConnectedNetwork(string activation)
    {
        NetworkDescription network = Network(ActivationCatalog.Parse(activation), Architecture.ConvolutionalPool) with { Depth = 5 };
        InputBatch images = TestImages.Constant(4, 4, 5, 3), colours = TestImages.Constant(4, 1, 1, 3);
        KernelPair pooled = InfiniteNetwork.Kernel(network, images, images);
        KernelPair flat = InfiniteNetwork.Kernel(network with { Architecture = Architecture.ConvolutionalFlatten }, images, images);
        KernelPair vector = InfiniteNetwork.Kernel(network with { Architecture = Architecture.FullyConnected }, colours, TestImages.Constant(4, 1, 1, 3));

        // The diagonal has correlation 1 in every pixel, where rounding costs √ε.
        AssertClose(vector, flat, 1e-7);
        AssertClose(vector, pooled, 1e-7);
    }

    [Fact]
    public void Kernels_OnePixelFilter_MakePoolingTheMeanOverPixelPairsOfFullyConnectedKernels()
    {
        NetworkDescription network =
            Network(ReluFamily.Relu, Architecture.ConvolutionalPool) with { Depth = 3, FilterHeight = 1, FilterWidth = 1, BiasVariance = 0 };
        InputBatch x1 = TestImages.Uniform(1, 2, 3, 4), x2 = TestImages.Uniform(1, 2, 3, 4, seed: 2);
        var pixels1 = new InputBatch(6, 1, 1, 4, x1.Values.ToArray());
        var pixels2 = new InputBatch(6, 1, 1, 4, x2.Values.ToArray());
        KernelPair pairs = InfiniteNetwork.Kernel(network with { Architecture = Architecture.FullyConnected }, pixels1, pixels2);
        KernelPair pooled = InfiniteNetwork.Kernel(network, x1, x2);
        Assert.Equal(pairs.Ntk.Values.ToArray().Average(), pooled.Ntk[0, 0], 1e-13);
        KernelPair flat = InfiniteNetwork.Kernel(network with { Architecture = Architecture.ConvolutionalFlatten }, x1, x2);
        Assert.Equal(Enumerable.Range(0, 6).Average(i => pairs.Ntk[i, i]), flat.Ntk[0, 0], 1e-13);
    }

    [Theory]
    [InlineData(Architecture.ConvolutionalFlatten, Precision.Float64)]
    [InlineData(Architecture.ConvolutionalFlatten, Precision.Float32)]
    [InlineData(Architecture.ConvolutionalPool, Precision.Float64)]
    [InlineData(Architecture.ConvolutionalPool, Precision.Float32)]
    public void Kernels_TrainTrain_AreSymmetricPositiveAndAgreeWithTestTrain(Architecture architecture, Precision precision)
    {
        NetworkDescription network = Network(new Erf(), architecture) with { Depth = 4 };
        InputBatch x = TestImages.Uniform(37, 4, 3, 3);
        var options = new KernelOptions { Precision = precision };
        KernelPair train = InfiniteNetwork.Kernel(network, x, options);
        AssertClose(train, InfiniteNetwork.Kernel(network, x, x, options), precision == Precision.Float64 ? 1e-12 : 2e-5);
        foreach (Matrix matrix in new[] { train.Nngp, train.Ntk })
        {
            Assert.Equal(matrix.Transpose().Values.ToArray(), matrix.Values.ToArray());
            AssertPositive(matrix, precision == Precision.Float64 ? 1e-13 : 1e-6);
        }
    }

    [Theory]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Kernels_AnyNumberOfThreads_SameBits(Architecture architecture)
    {
        NetworkDescription network = Network(ReluFamily.Relu, architecture) with { Depth = 3 };
        InputBatch x = TestImages.Uniform(35, 17, 16, 2);
        int[] depths = [1, 3];
        foreach (Precision precision in new[] { Precision.Float64, Precision.Float32 })
        {
            InputBatch images = architecture == Architecture.ConvolutionalPool ? x.Slice(0, 18) : x;
            double[][] results = [.. new[] { 1, 2, 3,
                7 }.Select(threads => Entries(InfiniteNetwork.Kernels(network, depths, images,
                    new KernelOptions { MaxThreads = threads, Precision = precision })))];
            Assert.All(results, result => Assert.Equal(results[0], result));
        }
    }

    [Theory]
    [InlineData("erf", Precision.Float64)]
    [InlineData("erf", Precision.Float32)]
    [InlineData("relu", Precision.Float64)]
    [InlineData("relu", Precision.Float32)]
    [InlineData("leaky_relu_0.1", Precision.Float32)]
    public void Compute_AnyVectorWidth_EqualsTheScalarDefinition(string activation, Precision precision)
    {
        NetworkDescription network = Network(ActivationCatalog.Parse(activation), Architecture.ConvolutionalPool);
        InputBatch x1 = TestImages.Uniform(2, 5, 6, 3), x2 = TestImages.Uniform(19, 5, 6, 3, seed: 2);
        var options = new KernelOptions { Precision = precision };
        double[] scalar = Entries(ConvolutionalKernel.Compute(network, [1, 4], x1, x2, options, vectorBits: 0));
        bool isFused = System.Runtime.Intrinsics.X86.Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;
        foreach (int bits in new[] { 128, 256, 512 })
        {
            double[] vector = Entries(ConvolutionalKernel.Compute(network, [1, 4], x1, x2, options, bits));

            // Lanes never mix and every operation rounds once, so the bits are equal; without fused multiply-add each product rounds as well.
            if (isFused) Assert.Equal(scalar, vector);
            else Assert.All(scalar.Zip(vector), pair => Assert.Equal(pair.First, pair.Second, precision == Precision.Float64 ? 1e-13 : 1e-5));
        }
    }

    [Fact]
    public void Kernels_Permuted_PermuteTheTestTrainKernelExactly()
    {
        NetworkDescription network = Network(new Erf(), Architecture.ConvolutionalPool);
        InputBatch x1 = TestImages.Uniform(3, 4, 4, 2), x2 = TestImages.Uniform(21, 4, 4, 2, seed: 2);
        KernelPair whole = InfiniteNetwork.Kernel(network, x1, x2);
        KernelPair part = InfiniteNetwork.Kernel(network, x1.Slice(1, 2), x2.Slice(5, 16));
        Assert.Equal(whole.Ntk.Block(1, 2, 5, 16).Values.ToArray(), part.Ntk.Values.ToArray());
    }

    [Fact]
    public void Kernels_PixelsWithoutVariance_GiveTheLimit()
    {
        // A black border and no bias: variance 0 at some pixels is fine, T = 0 there.
        double[] values = new double[2 * 7 * 7];
        values[24] = 1;
        values[49 + 24] = 0.5;
        values[49 + 25] = -1;
        NetworkDescription network = Network(ReluFamily.Relu, Architecture.ConvolutionalPool) with { BiasVariance = 0, Padding = Padding.Zero, Depth = 2 };
        AssertPlain(network, new InputBatch(2, 7, 7, 1, values));
    }

    [Fact]
    public void Kernels_DeepChaos_DiagonalFollowsTheFullyConnectedOne()
    {
        // Constant images: Θ_aa of the CNN is that of the FCN, which grows like χ_1^l; two copies of the variance would part long before depth 200.
        NetworkDescription network = Network(new Erf(), Architecture.ConvolutionalFlatten) with { WeightVariance = 2.5, BiasVariance = 0.3, Depth = 200 };
        KernelPair cnn = InfiniteNetwork.Kernel(network, TestImages.Constant(2, 3, 3, 3));
        KernelPair fcn = InfiniteNetwork.Kernel(network with { Architecture = Architecture.FullyConnected }, TestImages.Constant(2, 1, 1, 3));
        Assert.Equal(1, cnn.Ntk[0, 0] / fcn.Ntk[0, 0], 1e-9);
    }

    [Fact]
    public void Kernels_SinglePrecisionOverflow_IsAnErrorWithARemedy()
    {
        NetworkDescription network = Network(ReluFamily.Relu, Architecture.ConvolutionalFlatten) with { WeightVariance = 20, Depth = 60 };
        InputBatch x = TestImages.Uniform(2, 4, 4, 1);
        var error = Assert.Throws<KernelOverflowException>(() => InfiniteNetwork.Kernel(network, x, x, new KernelOptions { Precision = Precision.Float32 }));
        Assert.Equal(
            "Θ of the images 0 and 0 leaves the range of Float32 at or before depth 60; use double precision or ask for smaller depths.", error.Message);
    }

    [Fact]
    public void Kernels_ImageSmallerThanACircularFilter_IsRefused()
    {
        NetworkDescription network = Network(new Erf(), Architecture.ConvolutionalPool) with { FilterHeight = 5 };
        var error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernel(network, TestImages.Uniform(2, 4, 8, 3)));
        Assert.Equal(
            "The filter is 5×3, but the images are 4×8; with circular padding an image must be at least as large as the filter. (Parameter 'network')",
            error.Message);
    }

    [Fact]
    public void Kernels_ImagesOfTwoSizes_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            InfiniteNetwork.Kernel(Network(new Erf(), Architecture.ConvolutionalPool), TestImages.Uniform(1, 4, 8, 3), TestImages.Uniform(1, 4, 8, 1)));
        Assert.Equal("x1 has images of 4×8×3, but x2 of 4×8×1; height, width and channels must agree. (Parameter 'x2')", error.Message);
    }

    [Fact]
    public void Kernels_ImageOfZerosWithoutBias_IsRefused()
    {
        double[] values = TestImages.Uniform(3, 4, 4, 1).Values.ToArray();
        values.AsSpan(16, 16).Clear();
        var x = new InputBatch(3, 4, 4, 1, values);
        NetworkDescription network = Network(ReluFamily.Relu, Architecture.ConvolutionalPool) with { BiasVariance = 0 };
        var error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernel(network, x));
        Assert.Equal(
            "Image 1 of x is all zeros and the bias variance of the first layer is 0, so its variance is 0; leave the image out or use a bias variance "
                + "above 0. (Parameter 'x')", error.Message);
        Assert.True(double.IsFinite(InfiniteNetwork.Kernel(network with { BiasVariance = 0.1 }, x).Ntk[1, 1]));
    }

    private static NetworkDescription Network(Activation activation, Architecture architecture) => new()
    {
        Architecture = architecture,
        Activation = activation,
        Depth = 4,
        WeightVariance = 1.7,
        BiasVariance = 0.2,
    };

    private static void AssertPlain(NetworkDescription network, InputBatch x)
    {
        InputBatch other = TestImages.Uniform(2, x.Height, x.Width, x.Channels, seed: 9);
        Compare(PlainRecursion.Kernel(network, x), InfiniteNetwork.Kernel(network, x));
        Compare(PlainRecursion.Kernel(network, x, other), InfiniteNetwork.Kernel(network, x, other));
    }

    private static void Compare(KernelPair expected, KernelPair actual)
    {
        Assert.Equal((expected.Nngp.Rows, expected.Nngp.Columns), (actual.Nngp.Rows, actual.Nngp.Columns));
        for (int i = 0; i < expected.Nngp.Values.Length; i++)
        {
            Assert.Equal(expected.Nngp.Values[i], actual.Nngp.Values[i], Rounding * Math.Max(1, Math.Abs(expected.Nngp.Values[i])));
            Assert.Equal(expected.Ntk.Values[i], actual.Ntk.Values[i], Rounding * Math.Max(1, Math.Abs(expected.Ntk.Values[i])));
        }
    }

    private static void AssertClose(KernelPair expected, KernelPair actual, double tolerance)
    {
        double scale = expected.Ntk.Values.ToArray().Max(Math.Abs);
        Assert.All(expected.Nngp.Values.ToArray().Zip(actual.Nngp.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance * scale));
        Assert.All(expected.Ntk.Values.ToArray().Zip(actual.Ntk.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance * scale));
    }

    /// <summary>Cholesky of the matrix with a shift of rounding size on the diagonal: fails below that.</summary>
    private static void AssertPositive(Matrix matrix, double relativeShift)
    {
        Matrix factor = matrix.Clone();
        int n = factor.Rows;
        double shift = relativeShift * n * Enumerable.Range(0, n).Max(i => matrix[i, i]);
        for (int j = 0; j < n; j++)
        {
            double pivot = factor[j, j] + shift;
            for (int k = 0; k < j; k++) pivot -= factor[j, k] * factor[j, k];
            Assert.True(pivot > 0, $"pivot {j} is {pivot}");
            factor[j, j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < n; i++)
            {
                double sum = factor[i, j];
                for (int k = 0; k < j; k++) sum -= factor[i, k] * factor[j, k];
                factor[i, j] = sum / factor[j, j];
            }
        }
    }

    private static double[] Entries(IReadOnlyList<KernelPair> kernels) => [.. kernels.SelectMany(k => k.Nngp.Values.ToArray().Concat(k.Ntk.Values.ToArray()))];
}
