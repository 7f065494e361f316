using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(WideNet.Notebooks.Tests.LongestFirst))]

namespace WideNet.Notebooks.Tests;

/// <summary>Starts the classes that execute many notebooks before the others, so that no processor waits for them at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(ReaderEditTests), nameof(QuickPresetTests), nameof(Cli.KeptResultsTests), nameof(NotebookRunnerErrorTests), nameof(NotebookRunnerTests),
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
