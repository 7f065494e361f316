using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Tests.Networks;

/// <summary>Small networks and inputs that the tests of this folder share.</summary>
internal static class SmallNetworks
{
    public static NetworkShape Shape(
        Architecture architecture, string activation, Padding padding = Padding.Circular, int width = 5, int depth = 3, int height = 4, int columns = 5,
        int channels = 3, int filterHeight = 3, int filterWidth = 3, int outputs = 2) => new()
        {
            Description = new NetworkDescription
            {
                Architecture = architecture,
                Activation = ActivationCatalog.Parse(activation),
                Depth = depth,
                WeightVariance = 1.7,
                BiasVariance = 0.3,
                ReadInWeightVariance = 1.2,
                ReadOutBiasVariance = 0.1,
                Padding = padding,
                FilterHeight = filterHeight,
                FilterWidth = filterWidth,
            },
            Width = width,
            InputHeight = height,
            InputWidth = columns,
            InputChannels = channels,
            Outputs = outputs,
        };

    public static InputBatch Inputs(NetworkShape shape, int count, long seed = 7)
    {
        var values = new double[count * shape.InputSize];
        new RandomStream(seed).Split("inputs").FillNormal(values);
        return new InputBatch(count, shape.InputHeight, shape.InputWidth, shape.InputChannels, values);
    }

    public static FiniteNetwork<double> Network(NetworkShape shape, long seed = 3, int? threads = null) =>
        new(shape, InitialParameters.Draw(shape, new RandomStream(seed)), threads);

    public static Matrix RandomMatrix(int rows, int columns, long seed)
    {
        var matrix = new Matrix(rows, columns);
        new RandomStream(seed).Split("matrix").FillNormal(matrix.Values);
        return matrix;
    }
}
