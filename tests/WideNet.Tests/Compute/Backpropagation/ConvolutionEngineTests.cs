using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using WideNet.Compute.Backpropagation;
using WideNet.Compute.Vectors;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Tests.Networks;

namespace WideNet.Tests.Compute.Backpropagation;

public sealed unsafe class ConvolutionEngineTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 7, 5, 9)]
    [InlineData(8, 16, 4, 8)]
    [InlineData(5, 33, 3, 11)]
    [InlineData(64, 31, 2, 16)]
    public void Products_AnyShape_EqualTheScalarDefinition(int channels, int outputs, int height, int width)
    {
        if (Avx512F.IsSupported) AssertDefinition(new ConvolutionEngine<float, Vector512<float>, Simd512<float>>(), channels, outputs, height, width);
        if (Avx2.IsSupported && Fma.IsSupported)
            AssertDefinition(new ConvolutionEngine<float, Vector256<float>, Simd256<float>>(), channels, outputs, height, width);
        AssertDefinition(new ConvolutionEngine<float, Vector<float>, SimdPortable<float>>(), channels, outputs, height, width);
    }

    private static float[] Normals(long seed, int count)
    {
        var values = new double[count];
        new RandomStream(seed).FillNormal(values);
        return Array.ConvertAll(values, value => (float)value);
    }

    // Sums run over taps and channels, or over pixels, in ascending order with one rounding a product: the same bits for every vector width.
    private static void AssertDefinition(ConvolutionEngine<float> engine, int channels, int outputs, int height, int width)
    {
        NetworkShape shape = SmallNetworks.Shape(
            Architecture.ConvolutionalPool, "relu", Padding.Zero, outputs, 1, height, width, channels, filterHeight: 3, filterWidth: 5);
        var geometry = new ConvolutionGeometry(shape);
        LayerShape layer = shape.Layers()[0];
        float[] parameters = Normals(2, shape.ParameterCount);
        var weights = new ConvolutionWeights<float>(layer, engine);
        weights.PackForward(parameters, 1);
        var image = new AlignedArray<float>((long)geometry.PaddedPixels * channels);
        Normals(3, geometry.PaddedPixels * channels).CopyTo(image.Slice(0, geometry.PaddedPixels * channels));
        var z = new AlignedArray<float>((long)geometry.Pixels * outputs);
        engine.Convolve(geometry, image.Start, channels, weights.Packed.Start, weights.Bias.Start, outputs, 0, geometry.Pixels, z.Start);
        float scale = (float)layer.WeightScale;
        for (int i = 0; i < geometry.Pixels * outputs; i++)
        {
            int p = i / outputs, o = i % outputs;
            float sum = (float)layer.BiasScale * parameters[layer.BiasOffset + o];
            for (int tap = 0; tap < layer.Taps; tap++)
            {
                float* pixel = image.Start + ((geometry.FirstTap(p) + (tap / 5 * geometry.PaddedWidth) + (tap % 5)) * channels);
                for (int c = 0; c < channels; c++) sum = Fused(pixel[c], scale * parameters[(((o * channels) + c) * layer.Taps) + tap], sum);
            }

            Assert.Equal(sum, z.Start[i], Tolerance(sum));
        }

        int values = 5 * channels, padded = (values + 7) / 8 * 8, count = Math.Min(engine.BlockColumns, outputs);
        var sums = new AlignedArray<float>(3L * padded * engine.BlockColumns);
        engine.AddWeightGradient(geometry, image.Start, channels, z.Start, outputs, 0, 0, values, sums.Start);
        for (int i = 0; i < 3 * values * count; i++)
        {
            int row = i / (values * count), j = i / count % values, o = i % count;
            float sum = 0;
            for (int p = 0; p < geometry.Pixels; p++)
            {
                sum = Fused(image.Start[((geometry.FirstTap(p) + (row * geometry.PaddedWidth)) * channels) + j], z.Start[(p * outputs) + o], sum);
            }

            Assert.Equal(sum, sums.Start[((((long)row * padded) + j) * engine.BlockColumns) + o], Tolerance(sum));
        }
    }

    private static float Fused(float a, float b, float sum) => Fma.IsSupported ? MathF.FusedMultiplyAdd(a, b, sum) : (a * b) + sum;

    // Bit by bit where the processor fuses; elsewhere the runtime may choose.
    private static float Tolerance(float value) => Fma.IsSupported ? 0 : 1e-5f * Math.Max(1, Math.Abs(value));
}
