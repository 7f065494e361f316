using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Tests.Training;

/// <summary>Twelve random images of two classes and networks of two layers for them.</summary>
internal static class TwelveExamples
{
    public const int Examples = 12;

    public static NetworkShape Shape(Architecture architecture, int width) => new()
    {
        Description = new NetworkDescription { Architecture = architecture, Activation = new Erf(), Depth = 2, WeightVariance = 1.5, BiasVariance = 0.1 },
        Width = width,
        InputHeight = 4,
        InputWidth = 4,
        InputChannels = 3,
        Outputs = 2,
    };

    public static TrainingSet Set(NetworkShape shape)
    {
        var values = new double[Examples * shape.InputSize];
        new RandomStream(9).FillNormal(values);
        return TrainingSet.OneHot(new InputBatch(Examples, 4, 4, 3, values), [0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0], 2);
    }
}
