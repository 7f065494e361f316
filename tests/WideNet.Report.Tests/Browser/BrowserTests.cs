namespace WideNet.Report.Tests.Browser;

/// <summary>The classes that share one browser; one test at a time, because some wait for what a page does next.</summary>
[CollectionDefinition(nameof(BrowserTests))]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>;
