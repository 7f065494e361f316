using Microsoft.Playwright;
using WideNet.Figures;
using WideNet.Interactive;

namespace WideNet.Report.Tests.Browser;

/// <summary>What a notebook shows of a figure as a chart, on pages with and without require.js, with plotly.js in place of its public address.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ChartHtmlTests(BrowserFixture fixture)
{
    private const string Address = "https://example.org/plotly-1.2.3.min.js", Drawn = ".js-plotly-plot .main-svg";

    private readonly List<string> _requests = [], _complaints = [];

    // plotly.js gave itself to require.js in earlier versions, and only takes its global name in later ones.
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Write_TwoFigures_BecomeChartsFromOneScript(bool hasRequire, bool isModule)
    {
        Assert.SkipWhen(hasRequire && fixture.NoScripts.Length > 0, fixture.NoScripts);
        await using IBrowserContext context = await ContextAsync(isModule);
        IPage page = await PageAsync(context, Body(hasRequire ? fixture.Require : null, Chart(SampleFigures.Lines), Chart(SampleFigures.Maps)));
        await Assertions.Expect(page.Locator(".js-plotly-plot")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("img")).ToHaveCountAsync(0);
        Assert.True(await page.Locator(Drawn).CountAsync() >= 2);
        Assert.Contains("a caption", await page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal([Address], _requests);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Write_PageWithPlotly_AsksForNothing()
    {
        await using IBrowserContext context = await ContextAsync();
        IPage page = await PageAsync(context, Body(fixture.Plotly, Chart(SampleFigures.Lines)));
        await page.Locator(Drawn).First.WaitForAsync();
        Assert.Empty(_requests);
    }

    [Fact]
    public async Task Write_AddressOutOfReach_LeavesThePictureAndTriesAgainLater()
    {
        await using IBrowserContext context = await ContextAsync(isThere: false);
        IPage page = await PageAsync(context, Body(null, Chart(SampleFigures.Lines)));
        await page.WaitForFunctionAsync("() => !('plotlyOfWideNet' in window)");
        Assert.True(await page.Locator("img").IsVisibleAsync());
        Assert.Contains($"An interactive chart is not shown: {Address} cannot be reached.", _complaints);

        await context.UnrouteAllAsync();
        await ServeAsync(context);
        await page.EvaluateAsync("() => { const run = document.createElement('script'); run.text = document.querySelector('[type=\"text/javascript\"]').text; document.body.append(run); }");
        await page.Locator(Drawn).First.WaitForAsync();
        Assert.Equal(0, await page.Locator("img").CountAsync());
    }

    [Fact]
    public async Task Write_TextsWithMarkup_StayTexts()
    {
        await using IBrowserContext context = await ContextAsync();
        const string chart = """{ "data": [{ "type": "scatter", "x": [1, 2], "y": [1, 2] }], "layout": { "title": { "text": "</script><i>one</i><!--<script>" } } }""";
        IPage page = await PageAsync(context, Body(null, ChartHtml.Write(chart, Address, "<p data-stand-in>no chart</p>")));
        await page.Locator(Drawn).First.WaitForAsync();
        Assert.Equal("</script><i>one</i><!--<script>", await page.EvaluateAsync<string>("() => document.querySelector('.js-plotly-plot').layout.title.text"));
        Assert.Equal(0, await page.Locator("[data-stand-in]").CountAsync());
    }

    private static string Chart(Figure figure) => ChartHtml.Write(new PlotlyFigureRenderer().ToPlotlyJson(figure), Address, (figure with { Caption = "a caption" }).ToHtml());

    private static string Module(string script) => $$"""
        (create => { if (typeof define === "function" && define.amd) { define([], create); } else { window.Plotly = create(); } })(() => {
          {{script}}
          const plotly = window.Plotly;
          delete window.Plotly;
          return plotly;
        });
        """;

    private static string Body(string? script, params string[] charts) =>
        $"<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>a notebook</title><script>{script}</script></head><body>{string.Concat(charts)}</body></html>";

    private async Task<IBrowserContext> ContextAsync(bool isModule = false, bool isThere = true)
    {
        Assert.SkipWhen(fixture.NoBrowser.Length > 0, fixture.NoBrowser);
        Assert.SkipWhen(fixture.NoPlotly.Length > 0, fixture.NoPlotly);
        IBrowserContext context = await fixture.NewContextAsync();
        if (isThere)
        {
            await ServeAsync(context, isModule);
        }
        else
        {
            await context.RouteAsync("**/*", route => route.AbortAsync());
        }

        return context;
    }

    private Task<IAsyncDisposable> ServeAsync(IBrowserContext context, bool isModule = false) => context.RouteAsync("**/*", route =>
    {
        _requests.Add(route.Request.Url);
        return route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/javascript", Body = isModule ? Module(fixture.Plotly!) : fixture.Plotly });
    });

    private async Task<IPage> PageAsync(IBrowserContext context, string html)
    {
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) => Complain(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Complain(true, error);
        await page.SetContentAsync(html);
        return page;
    }

    private void Complain(bool condition, string text)
    {
        if (condition) _complaints.Add(text);
    }
}
