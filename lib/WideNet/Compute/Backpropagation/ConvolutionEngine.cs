using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.Backpropagation;

/// <summary>The two products of a convolutional layer for the instruction set of this processor.</summary>
internal abstract unsafe class ConvolutionEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Output channels computed together, two vectors; packed weights come in blocks of this many.</summary>
    public abstract int BlockColumns { get; }

    /// <summary>Number of blocks that <paramref name="outputs"/> channels take.</summary>
    public int Blocks(int outputs) => (outputs + BlockColumns - 1) / BlockColumns;

    /// <summary>Distance between the packed values of one channel in a block: the block's channels in whole vectors. The last block may need one vector
    /// only.</summary>
    /// <param name="left">Channels from the block's first one on.</param>
    public int BlockStep(int left) => left > BlockColumns / 2 ? BlockColumns : BlockColumns / 2;

    /// <summary>Channels that packed weights take for this many.</summary>
    public int PackedChannels(int channels) => ((Blocks(channels) - 1) * BlockColumns) + BlockStep(channels - ((Blocks(channels) - 1) * BlockColumns));

    /// <summary>
    /// z[p, o] ← bias[o] + Σ_taps,c image[p + tap, c] packed[o][tap, c] for the pixels <paramref name="firstPixel"/> … + <paramref name="pixels"/> - 1.
    /// </summary>
    /// <param name="geometry">Image and filter size.</param>
    /// <param name="image">Bordered image with <paramref name="channels"/> channels.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="packed">Weights [block][tap][channel][<see cref="BlockStep"/>], scaled; a block of one vector is read one vector beyond its end.</param>
    /// <param name="bias">Biases, scaled, padded to whole blocks.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="firstPixel">First pixel computed.</param>
    /// <param name="pixels">Number of pixels computed.</param>
    /// <param name="z">Result [pixels, outputs].</param>
    public abstract void Convolve(ConvolutionGeometry geometry, T* image, int channels, T* packed, T* bias, int outputs, int firstPixel, int pixels, T* z);

    /// <summary>
    /// sum[row, j, o] += Σ_p image[p + row·(padded row) + firstJ + j] dz[p, firstOutput + o] over all pixels, j = column·channels + channel.
    /// </summary>
    /// <param name="geometry">Image and filter size.</param>
    /// <param name="image">Bordered image with <paramref name="channels"/> channels.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="dz">Gradient with respect to the layer's output [pixels, outputs].</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="firstOutput">First output channel of the block.</param>
    /// <param name="firstJ">First value of column·channels + channel.</param>
    /// <param name="countJ">Number of these values.</param>
    /// <param name="sum">Sums [filter rows][countJ rounded up to 8][<see cref="BlockColumns"/>].</param>
    public abstract void AddWeightGradient(
        ConvolutionGeometry geometry, T* image, int channels, T* dz, int outputs, int firstOutput, int firstJ, int countJ, T* sum);

    /// <summary>The widest engine this processor has.</summary>
    public static ConvolutionEngine<T> Best() =>
        Avx512F.IsSupported ? new ConvolutionEngine<T, Vector512<T>, Simd512<T>>()
        : Avx2.IsSupported && Fma.IsSupported ? new ConvolutionEngine<T, Vector256<T>, Simd256<T>>()
        : new ConvolutionEngine<T, Vector<T>, SimdPortable<T>>();
}
