using WideNet.Kernels;

namespace WideNet.Spectra;

/// <summary>Checks that kernels given as gaps fit together.</summary>
internal static class GapShapes
{
    // Θ of the reference example in two kernels of one network differs by rounding only.
    private const double LargestDifference = 1e-10;

    public static void RequireTrainTrain(GapKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (!kernel.IsTrainTrain)
        {
            throw new ArgumentException("The kernel is test-train; the training set needs a train-train kernel.", nameof(kernel));
        }
    }

    public static void RequireTestTrain(GapKernel testTrain, GapKernel trainTrain)
    {
        ArgumentNullException.ThrowIfNull(testTrain);
        if (testTrain.Depth != trainTrain.Depth || testTrain.ScaledNtkGaps.Columns != trainTrain.ScaledNtkGaps.Rows)
        {
            throw new ArgumentException(
                Invariant($"The test-train kernel has depth {testTrain.Depth} and {testTrain.ScaledNtkGaps.Columns} columns; the train-train kernel has depth ")
                    + Invariant($"{trainTrain.Depth} and {trainTrain.ScaledNtkGaps.Rows} examples."),
                nameof(testTrain));
        }

        double difference = Math.Abs((testTrain.ScaledDiagonal / trainTrain.ScaledDiagonal) - 1);
        bool isOneScale = testTrain.Exponent == trainTrain.Exponent && testTrain.NtkGapExponent == trainTrain.NtkGapExponent && difference <= LargestDifference;
        if (!isOneScale || (trainTrain.Columns is not null && testTrain.Columns is null))
        {
            throw new ArgumentException(
                "The two kernels have different scales; they must come from one network, with the training inputs as the columns of both.", nameof(testTrain));
        }
    }
}
