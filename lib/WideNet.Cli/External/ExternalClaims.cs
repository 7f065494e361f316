using WideNet.Results;

namespace WideNet.Cli.External;

/// <summary>The published accuracies as claims: each accuracy, and each gain by pooling, within three combined standard errors.</summary>
/// <remarks>
/// The errors are binomial, of the test images here and of the 10,000 there. What another choice of 2,000 training images changes comes on top and is not
/// allowed for, nor is the rounding of the published percentages to 0.1. Test: ExternalComparisonTests.
/// </remarks>
internal static class ExternalClaims
{
    private const double Errors = 3;

    /// <summary>All claims.</summary>
    /// <param name="sizes">What was computed.</param>
    /// <param name="tables">The tables of <see cref="ExternalComparison.Tables"/>, computed or cached.</param>
    public static ClaimTable Evaluate(ExternalSizes sizes, IReadOnlyDictionary<string, ResultTable> tables) => new ClaimTable(
        [.. ResultRows.FromTable<ExternalAccuracy>(tables["accuracy"]).Select(row => Accuracy(sizes, row)),
            .. ResultRows.FromTable<ExternalGain>(tables["gain"]).Select(row => Gain(sizes, row))]).From(tables["accuracy"].Run);

    /// <summary>Standard error of the difference of two independent numbers.</summary>
    public static double Combined(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private static Claim Accuracy(ExternalSizes sizes, ExternalAccuracy row)
    {
        double theirs = PublishedAccuracies.StandardError(row.Published);
        return Decide(
            sizes,
            Invariant($"external-{row.Kernel.ToLowerInvariant()}-{row.Depth}"),
            Invariant($"{row.Kernel} of depth {row.Depth} classifies CIFAR-10 from 2,000 training images: test accuracy"),
            row.Published,
            row.Accuracy,
            row.StandardError,
            theirs,
            Invariant($"three combined standard errors, {row.StandardError:G2} of {row.TestImages} test images here and {theirs:G2} ")
                + "of 10,000 there; other training images, a further source, are not allowed for");
    }

    private static Claim Gain(ExternalSizes sizes, ExternalGain row)
    {
        double theirs = Combined(
            PublishedAccuracies.StandardError(PublishedAccuracies.Of(PublishedKernel.Vanilla, row.Depth)),
            PublishedAccuracies.StandardError(PublishedAccuracies.Of(PublishedKernel.Pooled, row.Depth)));
        return Decide(
            sizes,
            Invariant($"external-pooling-{row.Depth}"),
            Invariant($"Pooling gains accuracy: CNTK-GAP less CNTK-V at depth {row.Depth}, on the same images"),
            row.Published,
            row.Gain,
            row.StandardError,
            theirs,
            Invariant($"three combined standard errors, {row.StandardError:G2} of the paired difference on {row.TestImages} test ")
                + Invariant($"images here and at most {theirs:G2} of the difference there"));
    }

    private static Claim Decide(
        ExternalSizes sizes, string id, string statement, double published, double measured, double error, double theirs, string reason) => sizes.IsComparable
        ? Claim.Within(id, statement, PublishedAccuracies.Source, published, measured, Errors * Combined(error, theirs), reason, error)
        : Claim.NotTested(
            id, statement, PublishedAccuracies.Source,
            Invariant($"Measured {measured:F3} ± {error:F3}, but with {sizes}: the published value is for 2,000 training images of ")
                + "32×32 pixels.", published);
}
