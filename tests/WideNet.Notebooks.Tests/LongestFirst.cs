using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(WideNet.Notebooks.Tests.LongestFirst))]

namespace WideNet.Notebooks.Tests;

/// <summary>Starts the classes that execute many notebooks before the others, so that no processor waits for them at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(QuickPresetTests), nameof(Cli.KeptResultsTests), nameof(TheoryEditTests), nameof(TrainingEditTests), nameof(NotebookRunnerErrorTests),
        nameof(Cli.RunVerbTests), nameof(NotebookRunnerTests), nameof(AccuracyEditTests), nameof(NearCriticalityEditTests), nameof(ArchitectureEditTests),
        nameof(CompanionEditTests), nameof(TrainingTimeEditTests),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : Xunit.Sdk.ITestCollection =>
        [
            .. testCollections.OrderBy(collection => Rank(collection.TestCollectionDisplayName))
                .ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal),
        ];

    private static int Rank(string name)
    {
        int place = Array.FindIndex(Long, type => name.Contains($".{type} ", StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
