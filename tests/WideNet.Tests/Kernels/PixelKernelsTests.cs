using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Tests.Kernels;

/// <summary>Kernels of single pixels against the read-outs that average over them.</summary>
public sealed class PixelKernelsTests
{
    private static readonly int[] Depths = [1, 5, 40];

    [Theory]
    [InlineData("erf", 1.25)]
    [InlineData("erf", 2.5)]
    [InlineData("relu", 1.8)]
    [InlineData("tanh", 1.5)]
    public void PixelKernels_AveragedAsTheReadOutsDo_AreTheKernelsOfBoth(string activation, double weightVariance)
    {
        const int Count = 3, Height = 3, Width = 4, Pixels = Height * Width;
        InputBatch x = GapSamples.Images(Count, Height, Width, 5);
        NetworkDescription network = GapSamples.Network(ActivationCatalog.Parse(activation), weightVariance, 0.1, Architecture.ConvolutionalPool);
        IReadOnlyList<GapKernel> pixels = GapRecursion.PixelKernels(network, Depths, x);
        IReadOnlyList<GapKernel> pooled = GapRecursion.Kernels(network, Depths, x), flattened = GapRecursion.Kernels(
            network with { Architecture = Architecture.ConvolutionalFlatten }, Depths, x);
        for (int i = 0; i < Depths.Length; i++)
        {
            GapKernel kernel = pixels[i];
            Assert.Equal((Count * Pixels, Count * Pixels), (kernel.ScaledEntries.Rows, kernel.ScaledEntries.Columns));
            double tolerance = 1e-13 * kernel.Diagonal;
            for (int a = 0; a < Count; a++)
            {
                for (int b = 0; b < Count; b++)
                {
                    double Mean(Func<int, int, double> entry, bool equalOnly) =>
                        (
                            from alpha in Enumerable.Range(0, Pixels)
                            from beta in Enumerable.Range(0,
                                Pixels)
                            where !equalOnly || alpha == beta
                            select entry((a * Pixels) + alpha, (b * Pixels) + beta)).Average();
                    Assert.Equal(pooled[i].NtkGap(a, b), Mean(kernel.NtkGap, equalOnly: false), tolerance);
                    Assert.Equal(pooled[i].NngpGap(a, b), Mean(kernel.NngpGap, equalOnly: false), 1e-13 * kernel.Variance);
                    if (a != b)
                    {
                        Assert.Equal(pooled[i].Entry(a, b), Mean(kernel.Entry, equalOnly: false), tolerance);
                        Assert.Equal(flattened[i].Entry(a, b), Mean(kernel.Entry, equalOnly: true), tolerance);
                    }
                }
            }

            for (int row = 0; row < kernel.ScaledEntries.Rows; row++)
            {
                Assert.Equal(0, kernel.NtkGap(row, row), tolerance);
                Assert.All(Enumerable.Range(0, row), column => Assert.Equal(kernel.ScaledEntries[column, row], kernel.ScaledEntries[row, column]));
            }
        }
    }

    [Fact]
    public void PixelKernels_FullyConnected_SaysWhatHasPixels()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => GapRecursion.PixelKernels(GapSamples.Network(new Erf(), 1.25, 0.05), [1], GapSamples.Images(2, 2, 2, 3)));
        Assert.StartsWith(
            "Pixels belong to a convolutional network; a fully-connected one has a kernel of whole inputs only.", error.Message, StringComparison.Ordinal);
    }
}
