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
    public static ClaimTable Evaluate(ExternalSizes sizes, IReadOnlyDictionary<string, ResultTable> tables)
    {
        ResultTable accuracy = tables["accuracy"], gain = tables["gain"];
        return new ClaimTable(
            [.. Enumerable.Range(0, accuracy.Count).Select(row => Accuracy(sizes, accuracy, row)),
                .. Enumerable.Range(0, gain.Count).Select(row => Gain(sizes, gain, row))]).From(accuracy.Run);
    }

    private static Claim Accuracy(ExternalSizes sizes, ResultTable table, int row)
    {
        string kernel = table.Texts("kernel")[row], depth = table.Texts("depth")[row];
        double published = table.Numbers("published")[row], error = table.Numbers("standard_error")[row], theirs = ExternalTables.PublishedError(published);
        return Decide(
            sizes,
            $"external-{kernel.ToLowerInvariant()}-{depth}",
            $"{kernel} of depth {depth} classifies CIFAR-10 from 2,000 training images: test accuracy",
            published,
            table.Numbers("accuracy")[row],
            error,
            theirs,
            FormattableString.Invariant($"three combined standard errors, {error:G2} of {table.Texts("test_images")[row]} test images here and {theirs:G2} ")
                + "of 10,000 there; other training images, a further source, are not allowed for");
    }

    private static Claim Gain(ExternalSizes sizes, ResultTable table, int row)
    {
        string depth = table.Texts("depth")[row];
        double error = table.Numbers("standard_error")[row];
        double theirs = ExternalTables.Combined(
            ExternalTables.PublishedError(PublishedAccuracies.Of(PublishedKernel.Vanilla, (int)table.Numbers("depth")[row])),
            ExternalTables.PublishedError(PublishedAccuracies.Of(PublishedKernel.Pooled, (int)table.Numbers("depth")[row])));
        return Decide(
            sizes,
            $"external-pooling-{depth}",
            $"Pooling gains accuracy: CNTK-GAP less CNTK-V at depth {depth}, on the same images",
            table.Numbers("published")[row],
            table.Numbers("gain")[row],
            error,
            theirs,
            FormattableString.Invariant($"three combined standard errors, {error:G2} of the paired difference on {table.Texts("test_images")[row]} test ")
                + FormattableString.Invariant($"images here and at most {theirs:G2} of the difference there"));
    }

    private static Claim Decide(
        ExternalSizes sizes, string id, string statement, double published, double measured, double error, double theirs, string reason) => sizes.IsComparable
        ? Claim.Within(id, statement, PublishedAccuracies.Source, published, measured, Errors * ExternalTables.Combined(error, theirs), reason, error)
        : Claim.NotTested(
            id, statement, PublishedAccuracies.Source,
            FormattableString.Invariant($"Measured {measured:F3} ± {error:F3}, but with {sizes}: the published value is for 2,000 training images of ")
                + "32×32 pixels.", published);
}
