using Microsoft.Playwright;

namespace WideNet.Report.Tests.Browser;

/// <summary>One page in a browser window of its own, with everything noted that should not happen: complaints, and requests that leave the report.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _root;
    private readonly List<string> _problems = [];

    private Visit(IBrowserContext context, IPage page, string root)
    {
        _context = context;
        _root = root;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.RequestFailed += (_, request) => Note(true, $"failed: {request.Url}");
        page.Request += (_, request) => Note(!request.Url.StartsWith(_root, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), $"request: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>What should not have happened, line by line.</summary>
    public string Problems => string.Join('\n', _problems);

    public static async Task<Visit> OpenAsync(BrowserFixture fixture, string path, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool scripts = true)
    {
        Assert.SkipWhen(fixture.NoBrowser.Length > 0, fixture.NoBrowser);
        IBrowserContext context = await fixture.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
        });
        var visit = new Visit(context, await context.NewPageAsync(), fixture.Address);
        await visit.GoAsync(path);
        return visit;
    }

    public Task GoAsync(string path) => Page.GotoAsync(_root + path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void Note(bool condition, string problem)
    {
        if (condition)
        {
            _problems.Add($"{Page.Url[_root.Length..]}: {problem}");
        }
    }
}
