using WideNet.Cli.Regressions;
using WideNet.Results;

namespace WideNet.Cli.External;

/// <summary>A row of the table <c>accuracy</c>: what a kernel achieves, beside what was published.</summary>
/// <param name="Kernel">Its name there.</param>
/// <param name="Depth">Its depth there, convolutions plus one.</param>
/// <param name="TestImages">Test images.</param>
/// <param name="Accuracy">Fraction of them that is right.</param>
/// <param name="StandardError">Standard error of the accuracy.</param>
/// <param name="Published">The published accuracy.</param>
/// <param name="Difference">Of the two, in standard errors of both together.</param>
/// <param name="ConditionNumber">λ_max/λ_min of the train-train kernel, or NaN.</param>
internal sealed record ExternalAccuracy(
    string Kernel, int Depth, int TestImages, double Accuracy, double StandardError, double Published,
    [property: Unit("standard errors")] double Difference, double ConditionNumber)
{
    /// <summary>The row of a regression.</summary>
    public static ExternalAccuracy Of(PublishedKernel kernel, RegressionRow row, int testCount)
    {
        int depth = row.Depth + 1;
        double published = PublishedAccuracies.Of(kernel, depth);
        double error = ExternalClaims.Combined(row.StandardError, PublishedAccuracies.StandardError(published));
        return new ExternalAccuracy(
            PublishedAccuracies.Name(kernel), depth, testCount, row.Accuracy, row.StandardError, published, (row.Accuracy - published) / error,
            row.ConditionNumber ?? double.NaN);
    }
}

/// <summary>A row of the table <c>gain</c>: what pooling gains at a depth, on the same test images.</summary>
internal sealed record ExternalGain(int Depth, int TestImages, double Gain, double StandardError, double Published);
