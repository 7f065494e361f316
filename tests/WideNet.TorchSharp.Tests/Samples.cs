using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.TorchSharp.Tests;

/// <summary>Inputs and problems that the tests share.</summary>
internal static class Samples
{
    public static NetworkDescription Network(Architecture architecture, Activation activation, Padding padding = Padding.Circular, int depth = 3) => new()
    {
        Architecture = architecture,
        Activation = activation,
        Depth = depth,
        WeightVariance = 1.7,
        BiasVariance = 0.1,
        Padding = padding,
    };

    public static InputBatch Images(int count, long seed, int height = 4, int width = 5, int channels = 3)
    {
        double[] values = new double[count * height * width * channels];
        new RandomStream(seed).Split("images").FillNormal(values);
        return new InputBatch(count, height, width, channels, values);
    }

    public static TrainingProblem Problem(NetworkDescription network, int width = 32, int examples = 40, int outputs = 4, long seed = 1)
    {
        InputBatch train = Images(examples, seed), test = Images(9, seed + 100);
        return TrainingProblem.Draw(NetworkShape.For(network, train, width, outputs), new RandomStream(seed), Set(train, outputs), Set(test, outputs));
    }

    private static TrainingSet Set(InputBatch inputs, int outputs) =>
        TrainingSet.OneHot(inputs, [.. Enumerable.Range(0, inputs.Count).Select(i => i % outputs)], outputs, 0.1);
}
