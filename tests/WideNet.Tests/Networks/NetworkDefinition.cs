using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;

namespace WideNet.Tests.Networks;

/// <summary>The networks as their definition reads: loops over indices, one example, no layout tricks.</summary>
internal static class NetworkDefinition
{
    public static double[] Outputs(NetworkShape shape, ReadOnlySpan<double> parameters, InputBatch inputs, int example)
    {
        IReadOnlyList<LayerShape> layers = shape.Layers();
        Activation phi = shape.Description.Activation;
        ReadOnlySpan<double> x = inputs.Values.Slice(example * inputs.FeatureCount, inputs.FeatureCount);
        if (shape.Description.Architecture == Architecture.FullyConnected)
        {
            double[] h = x.ToArray();
            for (int l = 0; l < layers.Count; l++) h = Dense(layers[l], parameters, l == 0 ? h : Array.ConvertAll(h, phi.Evaluate));
            return h;
        }

        // [channel, row, column]
        var image = new double[shape.InputChannels, shape.InputHeight, shape.InputWidth];
        for (int p = 0; p < shape.Pixels; p++)
        {
            for (int c = 0; c < shape.InputChannels; c++) image[c, p / shape.InputWidth, p % shape.InputWidth] = x[(p * shape.InputChannels) + c];
        }

        for (int l = 0; l < layers.Count - 1; l++) image = Map(Convolution(shape, layers[l], parameters, image), phi);
        double[] flat = image.Cast<double>().ToArray();
        if (shape.Description.Architecture == Architecture.ConvolutionalPool) flat = [.. flat.Chunk(shape.Pixels).Select(channel => channel.Average())];
        return Dense(layers[^1], parameters, flat);
    }

    private static double[] Dense(LayerShape layer, ReadOnlySpan<double> parameters, double[] x)
    {
        var z = new double[layer.Outputs];
        for (int o = 0; o < z.Length; o++)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++) sum += parameters[layer.WeightOffset + (o * layer.Inputs) + i] * x[i];
            z[o] = (layer.WeightScale * sum) + (layer.BiasScale * parameters[layer.BiasOffset + o]);
        }

        return z;
    }

    private static double[,,] Convolution(NetworkShape shape, LayerShape layer, ReadOnlySpan<double> parameters, double[,,] x)
    {
        int rows = shape.InputHeight, columns = shape.InputWidth;
        bool circular = shape.Description.Padding == Padding.Circular;
        var z = new double[layer.Outputs, rows, columns];
        for (int o = 0; o < layer.Outputs; o++)
        {
            for (int p = 0; p < shape.Pixels; p++)
            {
                double sum = 0;
                for (int i = 0; i < layer.Inputs * layer.Taps; i++)
                {
                    int c = i / layer.Taps, r = i % layer.Taps / layer.FilterWidth, s = i % layer.FilterWidth;
                    int y = (p / columns) + r - (layer.FilterHeight / 2), u = (p % columns) + s - (layer.FilterWidth / 2);
                    if (!circular && (y < 0 || y >= rows || u < 0 || u >= columns)) continue;
                    sum += parameters[layer.WeightOffset + (o * layer.Inputs * layer.Taps) + i] * x[c, (y + (8 * rows)) % rows, (u + (8 * columns)) % columns];
                }

                z[o, p / columns, p % columns] = (layer.WeightScale * sum) + (layer.BiasScale * parameters[layer.BiasOffset + o]);
            }
        }

        return z;
    }

    private static double[,,] Map(double[,,] x, Activation phi)
    {
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = 0; j < x.GetLength(1); j++)
            {
                for (int k = 0; k < x.GetLength(2); k++) x[i, j, k] = phi.Evaluate(x[i, j, k]);
            }
        }

        return x;
    }
}
