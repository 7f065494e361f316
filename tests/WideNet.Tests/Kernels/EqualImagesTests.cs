using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Tests.Kernels;

/// <summary>An image and its copy, at another index or in the other array, have the kernel of the image with itself.</summary>
public sealed class EqualImagesTests
{
    private static readonly int[] Depths = [1, 2, 6];

    public static TheoryData<string, Architecture> Networks
    {
        get
        {
            var data = new TheoryData<string, Architecture>();
            foreach (string activation in (string[])["relu", "abs", "leaky_relu_0.1", "erf", "tanh", "gelu"])
            {
                foreach (Architecture architecture in Enum.GetValues<Architecture>()) data.Add(activation, architecture);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Kernels_SameImagesInBothArrays_AreTheTrainTrainKernel(string activation, Architecture architecture)
    {
        InputBatch images = Images(3);
        NetworkDescription network = Network(activation, architecture);
        IReadOnlyList<KernelPair> square = InfiniteNetwork.Kernels(network, Depths, images), cross = InfiniteNetwork.Kernels(network, Depths, images, images);
        for (int d = 0; d < Depths.Length; d++)
        {
            AssertClose(square[d].Nngp, cross[d].Nngp);
            AssertClose(square[d].Ntk, cross[d].Ntk);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Kernels_CopyAtAnotherIndex_HasTheRowOfItsOriginal(string activation, Architecture architecture)
    {
        InputBatch three = Images(3);
        var four = new InputBatch(4, three.Height, three.Width, three.Channels, [.. three.Values, .. three.Example(1)]);
        KernelPair kernel = InfiniteNetwork.Kernels(Network(activation, architecture), [6], four)[0];
        Assert.Equal(1, kernel.Ntk[1, 3] / kernel.Ntk[1, 1], 1e-12);
        Assert.Equal(kernel.Ntk[1, 3], kernel.Ntk[3, 1]);
        Assert.Equal(1, kernel.Nngp[3, 1] / kernel.Nngp[3, 3], 1e-12);
    }

    // Dropout draws its noise for each example, so a copy shares none of it.
    [Fact]
    public void Kernels_DropoutBetweenCopies_DoesNotApply()
    {
        InputBatch one = Images(1);
        var two = new InputBatch(2, one.Height, one.Width, one.Channels, [.. one.Values, .. one.Values]);
        NetworkDescription network = Network("relu", Architecture.ConvolutionalFlatten) with { DropoutKeep = 0.8 };
        Matrix ntk = InfiniteNetwork.Kernels(network, [3], two)[0].Ntk;
        Assert.Equal(InfiniteNetwork.Kernels(network, [3], one, one)[0].Ntk[0, 0], ntk[0, 1]);
        Assert.True(ntk[0, 0] > 1.05 * ntk[0, 1]);
    }

    private static NetworkDescription Network(string activation, Architecture architecture) => new()
    {
        Architecture = architecture,
        Activation = ActivationCatalog.Parse(activation),
        Depth = 6,
        WeightVariance = 1.7,
        BiasVariance = 0.05,
    };

    private static InputBatch Images(int count)
    {
        double[] values = new double[count * 4 * 5 * 3];
        new RandomStream(7).Split("images").FillNormal(values);
        return new InputBatch(count, 4, 5, 3, values);
    }

    private static void AssertClose(Matrix expected, Matrix actual)
    {
        double largest = expected.Values.ToArray().Max(Math.Abs);
        for (int i = 0; i < expected.Values.Length; i++) Assert.Equal(expected.Values[i], actual.Values[i], 1e-12 * largest);
    }
}
