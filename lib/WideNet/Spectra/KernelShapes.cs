using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Checks that kernels and targets fit together.</summary>
internal static class KernelShapes
{
    public static void RequireTrainTrain(Matrix trainTrain)
    {
        ArgumentNullException.ThrowIfNull(trainTrain);
        if (trainTrain.Rows != trainTrain.Columns || trainTrain.Rows == 0)
        {
            throw new ArgumentException(
                Invariant($"The train-train kernel is {trainTrain.Rows}×{trainTrain.Columns}; it must be square and hold at least one example."));
        }
    }

    public static void RequireTestTrain(Matrix testTrain, Matrix trainTrain)
    {
        ArgumentNullException.ThrowIfNull(testTrain);
        if (testTrain.Columns != trainTrain.Rows)
        {
            throw new ArgumentException(
                Invariant($"The test-train kernel is {testTrain.Rows}×{testTrain.Columns}, but there are {trainTrain.Rows} training examples; it must have ")
                    + "one column for each.");
        }
    }

    public static void RequireTargets(Matrix targets, Matrix trainTrain) => RequireTargets(targets, trainTrain.Rows);

    public static void RequireTargets(Matrix targets, int examples, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Rows != examples || targets.Columns == 0)
        {
            throw new ArgumentException(
                Invariant($"The targets are {targets.Rows}×{targets.Columns}, but there are {examples} training examples; they must have one row for each ")
                    + "and at least one column.", name);
        }
    }
}
