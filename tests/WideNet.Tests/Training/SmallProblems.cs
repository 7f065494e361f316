using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Tests.Training;

/// <summary>Small training problems that the tests of this folder share.</summary>
internal static class SmallProblems
{
    public static TrainingProblem Problem(
        Architecture architecture = Architecture.FullyConnected, int width = 24, int examples = 20, int outputs = 3, long seed = 1)
    {
        var random = new RandomStream(seed);
        var shape = new NetworkShape
        {
            Description = new NetworkDescription { Architecture = architecture, Activation = new Erf(), Depth = 2, WeightVariance = 1.5, BiasVariance = 0.1 },
            Width = width,
            InputHeight = 3,
            InputWidth = 4,
            InputChannels = 2,
            Outputs = outputs,
        };
        return TrainingProblem.Draw(shape, random, Set(shape, examples, random.Split("train")), Set(shape, 7, random.Split("test")));
    }

    public static TrainingOptions Options(int steps = 30, double rate = 0.5) =>
        new() { Steps = steps, LearningRate = LearningRate.Absolute(rate), Precision = Precision.Float64 };

    private static TrainingSet Set(NetworkShape shape, int count, RandomStream random)
    {
        var values = new double[count * shape.InputSize];
        random.Split("inputs").FillNormal(values);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => random.Split("labels").IndexBelow(shape.Outputs, i))];
        return TrainingSet.OneHot(new InputBatch(count, shape.InputHeight, shape.InputWidth, shape.InputChannels, values), labels, shape.Outputs, 0.1);
    }
}
