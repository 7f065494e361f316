using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Tests.Kernels;

/// <summary>A network and inputs for tests of fully-connected kernels.</summary>
internal static class FullyConnectedSamples
{
    public static NetworkDescription Chaotic { get; } = new()
    {
        Architecture = Architecture.FullyConnected,
        Activation = new Erf(),
        Depth = 6,
        WeightVariance = 2.5,
        BiasVariance = 0.3,
        ReadInWeightVariance = 1.2,
        ReadInBiasVariance = 0.1,
        ReadOutWeightVariance = 1.7,
        ReadOutBiasVariance = 0.4,
    };

    public static InputBatch Inputs(int count, int features, int seed)
    {
        // An equidistributed sequence is random enough here and needs no generator.
        double[] values = [.. Enumerable.Range(1, count * features).Select(i => 3 * (((i * 0.6180339887498949) + (seed * 0.37)) % 1) - 1.5)];
        return new InputBatch(count, 1, 1, features, values);
    }
}
