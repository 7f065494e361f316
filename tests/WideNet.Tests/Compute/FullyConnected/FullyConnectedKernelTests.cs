using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using static WideNet.Tests.Kernels.FullyConnectedSamples;

namespace WideNet.Tests.Compute.FullyConnected;

public sealed class FullyConnectedKernelTests
{
    // Sizes on both sides of a tile's edge, of a vector and of a block of four.
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 9, 7)]
    [InlineData(31, 33, 16)]
    [InlineData(32, 65, 513)]
    [InlineData(70, 5, 1030)]
    public void Kernel_AnySize_EqualsThePlainRecursion(int m1, int m2, int features)
    {
        InputBatch x1 = Inputs(m1, features, 1), x2 = Inputs(m2, features, 2);
        KernelPair kernel = InfiniteNetwork.Kernel(Chaotic, x1, x2), plain = PlainRecursion.Kernel(Chaotic, x1, x2);
        for (int a = 0; a < m1; a++)
        {
            for (int b = 0; b < m2; b++)
            {
                // Six layers and a sum over the features, each within a few units in the last place; chaos amplifies by χ_1^6 < 4.
                Assert.Equal(plain.Nngp[a, b], kernel.Nngp[a, b], 1e-13);
                Assert.Equal(plain.Ntk[a, b], kernel.Ntk[a, b], 1e-12);
            }
        }
    }

    [Fact]
    public void Kernel_TrainTrain_IsExactlySymmetric()
    {
        KernelPair kernel = InfiniteNetwork.Kernel(Chaotic, Inputs(67, 20, 1));
        Assert.Equal(kernel.Nngp.Transpose().Values, kernel.Nngp.Values);
        Assert.Equal(kernel.Ntk.Transpose().Values, kernel.Ntk.Values);
    }

    [Fact]
    public void Kernel_TestTrainOfTheSameInputs_EqualsTrainTrainBitForBit()
    {
        InputBatch x = Inputs(45, 20, 1);
        KernelPair square = InfiniteNetwork.Kernel(Chaotic, x), cross = InfiniteNetwork.Kernel(Chaotic, x, x);
        Assert.Equal(square.Nngp.Values, cross.Nngp.Values);
        Assert.Equal(square.Ntk.Values, cross.Ntk.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Kernel_AnyNumberOfThreads_HasTheSameBits(int threads)
    {
        InputBatch x = Inputs(130, 20, 1);
        KernelPair one = InfiniteNetwork.Kernel(Chaotic, x, new KernelOptions { MaxThreads = 1 });
        KernelPair many = InfiniteNetwork.Kernel(Chaotic, x, new KernelOptions { MaxThreads = threads });
        Assert.Equal(one.Nngp.Values, many.Nngp.Values);
        Assert.Equal(one.Ntk.Values, many.Ntk.Values);
    }

    [Fact]
    public void Kernel_PermutedInputs_IsPermutedBitForBit()
    {
        const int m = 50;
        InputBatch x = Inputs(m, 20, 1);
        int[] order = [.. Enumerable.Range(0, m).Select(i => (i * 17) % m)];
        double[] shuffled = [.. order.SelectMany(i => x.Example(i).ToArray())];
        KernelPair original = InfiniteNetwork.Kernel(Chaotic, x), permuted = InfiniteNetwork.Kernel(Chaotic, new InputBatch(m, 1, 1, 20, shuffled));
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                Assert.Equal(original.Ntk[order[i], order[j]], permuted.Ntk[i, j]);
            }
        }
    }

    [Fact]
    public void Kernels_SeveralDepths_EqualOneDepthAtATimeBitForBit()
    {
        InputBatch x = Inputs(12, 20, 1);
        IReadOnlyList<KernelPair> sweep = InfiniteNetwork.Kernels(Chaotic, [1, 4, 9], x);
        foreach (KernelPair pair in sweep)
        {
            KernelPair single = InfiniteNetwork.Kernel(Chaotic with { Depth = pair.Depth }, x);
            Assert.Equal(single.Nngp.Values, pair.Nngp.Values);
            Assert.Equal(single.Ntk.Values, pair.Ntk.Values);
        }

        Assert.Equal([1, 4, 9], sweep.Select(pair => pair.Depth));
    }

    [Fact]
    public void Kernel_EqualInputsInDeepChaos_GiveExactlyTheDiagonal()
    {
        InputBatch x = Inputs(40, 20, 1);
        double[] values = x.Values.ToArray();
        x.Example(3).CopyTo(values.AsSpan(37 * 20));
        KernelPair kernel = InfiniteNetwork.Kernel(Chaotic with { Depth = 300, WeightVariance = 3.4 }, new InputBatch(40, 1, 1, 20, values));
        Assert.Equal(kernel.Ntk[3, 3], kernel.Ntk[3, 37]);
        Assert.Equal(kernel.Nngp[37, 37], kernel.Nngp[37, 3]);
        Assert.Equal(kernel.Ntk.Row(3), kernel.Ntk.Row(37));
    }

    [Fact]
    public void Kernel_DeepChaos_DiagonalFollowsChi1()
    {
        // At q = q* the recursion is Θ' = q* + χ_1 Θ, so Θ_L = q* (χ_1^(L+1) - 1)/(χ_1 - 1) exactly.
        NetworkDescription network =
            Chaotic with { ReadInWeightVariance = null, ReadInBiasVariance = null, ReadOutWeightVariance = null, ReadOutBiasVariance = null };
        double q = 1;
        for (int i = 0; i < 2000; i++)
        {
            q = (network.WeightVariance * network.Activation.DualDiagonal(q)) + network.BiasVariance;
        }

        double input = (q - network.BiasVariance) / network.WeightVariance;
        double[] values = [Math.Sqrt(2 * input), 0, 0, Math.Sqrt(2 * input), Math.Sqrt(input), Math.Sqrt(input)];
        KernelPair kernel = InfiniteNetwork.Kernel(network with { Depth = 400 }, new InputBatch(3, 1, 1, 2, values));
        double chi1 = network.WeightVariance * network.Activation.DualDerivativeDiagonal(q);
        double expected = q * (Math.Pow(chi1, 401) - 1) / (chi1 - 1);
        for (int a = 0; a < 3; a++)
        {
            // 400 layers of rounding, 1e-16 each, add to less than 1e-12 relatively (χ_1^401 itself is off by 401 times the error of χ_1).
            Assert.InRange(kernel.Ntk[a, a] / expected, 1 - 1e-12, 1 + 1e-12);
        }
    }

    [Fact]
    public void Kernel_CriticalRelu_KeepsVarianceAndGrowsByItEveryLayer()
    {
        var network = new NetworkDescription
        { Architecture = Architecture.FullyConnected, Activation = ReluFamily.Relu, Depth = 50, WeightVariance = 2, BiasVariance = 0 };
        InputBatch x = Inputs(9, 20, 1);
        KernelPair kernel = InfiniteNetwork.Kernel(network, x);
        for (int a = 0; a < 9; a++)
        {
            double q = 0;
            foreach (double value in x.Example(a))
            {
                q += value * value * 2 / 20;
            }

            Assert.Equal(1, kernel.Nngp[a, a] / q, 1e-14);
            Assert.Equal(51, kernel.Ntk[a, a] / q, 1e-12);
        }
    }

    [Fact]
    public void Kernel_CollinearInputs_StayFiniteAndBounded()
    {
        // Correlation exactly 1 with different norms: k reaches √(q_a q_b) up to rounding, where a dual's root could turn negative.
        var network = new NetworkDescription
        { Architecture = Architecture.FullyConnected, Activation = ReluFamily.Relu, Depth = 30, WeightVariance = 2, BiasVariance = 0 };
        double[] direction = Inputs(1, 20, 5).Values.ToArray();
        double[] values = [.. Enumerable.Range(1, 9).SelectMany(scale => direction.Select(v => v * scale / 7.0))];
        KernelPair kernel = InfiniteNetwork.Kernel(network, new InputBatch(9, 1, 1, 20, values));
        for (int a = 0; a < 9; a++)
        {
            for (int b = 0; b < 9; b++)
            {
                // Near correlation 1 a rounding error ε of k moves Θ by √ε: 30 layers of √1e-16.
                double exact = Math.Sqrt(kernel.Ntk[a, a] * kernel.Ntk[b, b]);
                Assert.Equal(1, kernel.Ntk[a, b] / exact, 1e-6);
            }
        }
    }

    [Fact]
    public void Kernel_ZeroInputsWithoutBias_IsZero()
    {
        KernelPair kernel = InfiniteNetwork.Kernel(
            Chaotic with { BiasVariance = 0, ReadInBiasVariance = 0, ReadOutBiasVariance = 0 }, new InputBatch(2, 1, 1, 3, new double[6]));
        Assert.All(kernel.Ntk.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Kernel_WithDropout_ChangesOnlyTheDiagonalOfTheReadOut()
    {
        InputBatch x = Inputs(5, 20, 1);
        NetworkDescription dropout = Chaotic with { DropoutKeep = 0.8 };
        KernelPair plain = InfiniteNetwork.Kernel(Chaotic, x), dropped = InfiniteNetwork.Kernel(dropout, x), cross = InfiniteNetwork.Kernel(dropout, x, x);
        Assert.Equal(plain.Ntk.Values, cross.Ntk.Values);
        for (int a = 0; a < 5; a++)
        {
            for (int b = 0; b < 5; b++)
            {
                // K = w T + b and Θ - b = w T + w Ṫ Θ carry the factor 1/ρ in everything but the bias.
                double scale = a == b ? 1 / 0.8 : 1;
                Assert.Equal(((plain.Nngp[a, b] - 0.4) * scale) + 0.4, dropped.Nngp[a, b], 1e-14);
                Assert.Equal(((plain.Ntk[a, b] - 0.4) * scale) + 0.4, dropped.Ntk[a, b], 1e-13);
            }
        }
    }
}
