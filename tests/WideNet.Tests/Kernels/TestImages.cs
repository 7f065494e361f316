using WideNet.Data;
using WideNet.Tests.Numerics;

namespace WideNet.Tests.Kernels;

/// <summary>Reproducible images for the kernel tests.</summary>
internal static class TestImages
{
    /// <summary>Images with entries uniform in [-1, 1).</summary>
    public static InputBatch Uniform(int count, int height, int width, int channels, ulong seed = 1) =>
        new(count, height, width, channels, new TestNumbers(seed).Vector(count * height * width * channels));

    /// <summary>Each image one colour everywhere, so that it is the vector of that colour.</summary>
    public static InputBatch Constant(int count, int height, int width, int channels, ulong seed = 1)
    {
        double[] colours = new TestNumbers(seed).Vector(count * channels);
        double[] values = new double[count * height * width * channels];
        for (int i = 0; i < values.Length; i++) values[i] = colours[(i / (height * width * channels) * channels) + (i % channels)];
        return new InputBatch(count, height, width, channels, values);
    }

    /// <summary>The images moved cyclically by (<paramref name="dy"/>, <paramref name="dx"/>).</summary>
    public static InputBatch Shift(InputBatch images, int dy, int dx)
    {
        double[] values = new double[images.Values.Length];
        for (int e = 0; e < images.Count; e++)
        {
            for (int y = 0; y < images.Height; y++)
            {
                for (int x = 0; x < images.Width; x++)
                {
                    int from = (((e * images.Height) + y) * images.Width) + x;
                    int to = (((e * images.Height) + ((y + dy) % images.Height)) * images.Width) + ((x + dx) % images.Width);
                    images.Values.Slice(from * images.Channels, images.Channels).CopyTo(values.AsSpan(to * images.Channels));
                }
            }
        }

        return new InputBatch(images.Count, images.Height, images.Width, images.Channels, values);
    }
}
