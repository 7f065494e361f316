using PuppeteerSharp;
using PuppeteerSharp.Input;
using PuppeteerSharp.PageAccessibility;

namespace WideNet.Report.Tests.Browser;

/// <summary>One page in a browser window of its own, with everything noted that should not happen: complaints, and requests that leave the report.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly string _root;
    private readonly List<string> _problems = [];

    private Visit(IPage page, string root)
    {
        _root = root;
        Page = page;
        page.Console += (_, e) => Note(e.Message.Type is ConsoleType.Error or ConsoleType.Warning, $"console: {e.Message.Text}");
        page.PageError += (_, e) => Note(true, $"error: {e.Message}");
        page.RequestFailed += (_, e) => Note(true, $"failed: {e.Request.Url}");
        page.Request += (_, e) => Note(Leaves(e.Request.Url), $"request: {e.Request.Url}");
    }

    public IPage Page { get; }

    /// <summary>What should not have happened, line by line.</summary>
    public string Problems => string.Join('\n', _problems);

    public static async Task<Visit> OpenAsync(BrowserFixture fixture, string path, int width = 1280, string scheme = "light", bool scripts = true)
    {
        Assert.SkipWhen(fixture.NoBrowser.Length > 0, fixture.NoBrowser);
        IPage page = await fixture.NewPageAsync();
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.EmulateMediaFeaturesAsync(
        [
            new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme },
            new MediaFeatureValue { MediaFeature = MediaFeature.PrefersReducedMotion, Value = "reduce" },
        ]);
        await page.SetJavaScriptEnabledAsync(scripts);
        var visit = new Visit(page, fixture.Address);
        await visit.GoAsync(path);
        return visit;
    }

    public Task GoAsync(string path) => Page.GoToAsync(_root + path, WaitUntilNavigation.Load);

    /// <summary>How many elements a reader sees of those that a selector means.</summary>
    public Task<int> CountAsync(string selector) => Page.EvaluateFunctionAsync<int>(Scripts.CountOfVisible, selector);

    /// <summary>Whether a reader sees the one element that a selector means.</summary>
    public async Task<bool> ShowsAsync(string selector)
    {
        Assert.Single(await Page.QuerySelectorAllAsync(selector));
        return await CountAsync(selector) == 1;
    }

    /// <summary>Waits until a reader sees what a selector means.</summary>
    public Task SeeAsync(string selector) => Page.WaitForSelectorAsync(selector, new WaitForSelectorOptions { Visible = true });

    /// <summary>Where the first element that a selector means lies.</summary>
    public async Task<BoundingBox> BoxAsync(string selector) => await (await Page.QuerySelectorAsync(selector)).BoundingBoxAsync();

    /// <summary>Writes into a field in place of what stands there.</summary>
    public async Task WriteAsync(string selector, string text)
    {
        await Page.ClickAsync(selector, new ClickOptions { Count = 3 });
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>The roles of the page's elements, as Chromium tells them to screen readers.</summary>
    public async Task<IReadOnlyList<string>> RolesAsync() =>
        [.. Roles(await Page.Accessibility.SnapshotAsync(new AccessibilitySnapshotOptions { InterestingOnly = false }))];

    public async ValueTask DisposeAsync() => await Page.BrowserContext.CloseAsync();

    private static IEnumerable<string> Roles(SerializedAXNode node) => (node.Children ?? []).SelectMany(Roles).Prepend(node.Role);

    private bool Leaves(string address) => !address.StartsWith(_root, StringComparison.Ordinal) && !address.StartsWith("data:", StringComparison.Ordinal);

    private void Note(bool condition, string problem)
    {
        if (condition)
        {
            _problems.Add($"{Page.Url[_root.Length..]}: {problem}");
        }
    }
}
