using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Measurements;

/// <summary>What all networks of one σ_w² share: images scaled to q*, the network's shape, the largest eigenvalues of the analytic kernel.</summary>
internal sealed record LearningRateColumn
{
    /// <summary>The network.</summary>
    public required NetworkShape Shape { get; init; }

    /// <summary>Training images with centred labels.</summary>
    public required TrainingSet Train { get; init; }

    /// <summary>Test images with centred labels.</summary>
    public required TrainingSet Test { get; init; }

    /// <summary>λ_max of Θ on the examples of one step, by batch size.</summary>
    public required IReadOnlyDictionary<int, double> LargestEigenvalues { get; init; }

    /// <summary>Prepares a column.</summary>
    public static LearningRateColumn Create(LearningRateSizes sizes, DatasetPair images, Activation activation, double weightVariance, double biasVariance)
    {
        FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, sizes.Depth);
        DatasetPair scaled = images.Preprocess(new Preprocessing { Size = sizes.Side, Variance = network.QStar });
        Matrix kernel = InfiniteNetwork.Kernels(network.Description, [sizes.Depth], scaled.Train.Inputs, new KernelOptions { MaxThreads = 1 })[0].Ntk;
        return new LearningRateColumn
        {
            Shape = NetworkShape.For(network.Description, scaled.Train.Inputs, sizes.Width, scaled.Train.ClassCount),
            Train = new TrainingSet(scaled.Train.Inputs, scaled.Train.CentredLabels()),
            Test = new TrainingSet(scaled.Test.Inputs, scaled.Test.CentredLabels()),
            LargestEigenvalues = new Dictionary<int, double>
            {
                [sizes.TrainCount] = MeanLargest(kernel, sizes.TrainCount),
                [sizes.BatchSize] = MeanLargest(kernel, sizes.BatchSize),
            },
        };
    }

    /// <summary>The mean of λ_max over the diagonal blocks of a kernel.</summary>
    /// <param name="kernel">Θ [m, m].</param>
    /// <param name="size">Rows of a block; divides m.</param>
    internal static double MeanLargest(Matrix kernel, int size)
    {
        double sum = 0;
        for (int first = 0; first < kernel.Rows; first += size)
        {
            sum += SymmetricEigen.Values(kernel.Block(first, size, first, size), threads: 1)[^1];
        }

        return sum / (kernel.Rows / size);
    }
}
