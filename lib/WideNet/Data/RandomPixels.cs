using WideNet.Numerics;

namespace WideNet.Data;

/// <summary>Images of independent Gaussian pixels: what the theory's pixel pairs look like when nothing correlates them.</summary>
public static class RandomPixels
{
    private const int Channels = 3;

    /// <summary>Draws training and test images; labels run 0, 1 … 9, 0, 1 … and say nothing about the pixels.</summary>
    /// <param name="trainCount">Training images.</param>
    /// <param name="testCount">Test images.</param>
    /// <param name="side">Rows and columns.</param>
    /// <param name="seed">Another seed gives other images.</param>
    public static DatasetPair Create(int trainCount, int testCount, int side, long seed = 0)
    {
        RandomStream stream = new RandomStream(seed).Split("random pixels");
        return new DatasetPair(
            Part(trainCount, side, stream.Split("training")),
            Part(testCount, side, stream.Split("test")),
            Invariant($"random pixels (seed {seed}), {trainCount} for training and {testCount} for test"));
    }

    private static LabeledDataset Part(int count, int side, RandomStream stream)
    {
        double[] values = new double[count * side * side * Channels];
        stream.FillNormal(values);
        return new LabeledDataset(
            new InputBatch(count, side, side, Channels, values),
            [.. Enumerable.Range(0, count).Select(i => i % SyntheticImages.ClassNames.Count)],
            [.. Enumerable.Range(0, SyntheticImages.ClassNames.Count).Select(i => Invariant($"class {i}"))],
            Invariant($"{count} images of random pixels"));
    }
}
