using PuppeteerSharp;
using WideNet.Figures;
using WideNet.Interactive;

namespace WideNet.Report.Tests.Browser;

/// <summary>What a notebook shows of a figure as a chart, on pages with and without require.js, with plotly.js in place of its public address.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ChartHtmlTests(BrowserFixture fixture)
{
    private const string Address = "https://example.org/plotly-1.2.3.min.js", Drawn = ".js-plotly-plot .main-svg";

    private static readonly WaitForSelectorOptions Visible = new() { Visible = true };

    private readonly List<string> _requests = [], _complaints = [];
    private bool _isThere = true;

    // plotly.js gave itself to require.js in earlier versions, and only takes its global name in later ones.
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Write_TwoFigures_BecomeChartsFromOneScript(bool hasRequire, bool isModule)
    {
        Assert.SkipWhen(hasRequire && fixture.NoScripts.Length > 0, fixture.NoScripts);
        await using IPage page = await PageAsync(Body(hasRequire ? fixture.Require : null, Chart(SampleFigures.Lines), Chart(SampleFigures.Maps)), isModule);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.js-plotly-plot').length === 2 && document.images.length === 0");
        Assert.True((await page.QuerySelectorAllAsync(Drawn)).Length >= 2);
        Assert.Contains("a caption", await page.EvaluateFunctionAsync<string>("() => document.body.innerText"), StringComparison.Ordinal);
        Assert.Equal([Address], _requests);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Write_PageWithPlotly_AsksForNothing()
    {
        await using IPage page = await PageAsync(Body(fixture.Plotly, Chart(SampleFigures.Lines)));
        await page.WaitForSelectorAsync(Drawn, Visible);
        Assert.Empty(_requests);
    }

    [Fact]
    public async Task Write_AddressOutOfReach_LeavesThePictureAndTriesAgainLater()
    {
        _isThere = false;
        await using IPage page = await PageAsync(Body(null, Chart(SampleFigures.Lines)));
        await page.WaitForFunctionAsync("() => !('plotlyOfWideNet' in window)");
        await page.WaitForSelectorAsync("img", Visible);
        Assert.Contains($"An interactive chart is not shown: {Address} cannot be reached.", _complaints);

        _isThere = true;
        await page.EvaluateFunctionAsync(
            "() => { const run = document.createElement('script'); run.text = document.querySelector('[type=\"text/javascript\"]').text; "
                + "document.body.append(run); }");
        await page.WaitForSelectorAsync(Drawn, Visible);
        Assert.Empty(await page.QuerySelectorAllAsync("img"));
    }

    [Fact]
    public async Task Write_OneFigureTwice_BecomesTwoChartsOfTheSameText()
    {
        Assert.Equal(Chart(SampleFigures.Lines), Chart(SampleFigures.Lines));
        await using IPage page = await PageAsync(Body(null, Chart(SampleFigures.Lines), Chart(SampleFigures.Lines)));
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.js-plotly-plot').length === 2 && document.images.length === 0");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Write_TextsWithMarkup_StayTexts()
    {
        const string chart = """{ "data": [{ "type": "scatter", "x": [1, 2], "y": [1, 2] }], "layout": { "title": { "text": "</script><i>one</i><!--<script>" } } }""";
        await using IPage page = await PageAsync(Body(null, ChartHtml.Write(chart, Address, "<p data-stand-in>no chart</p>")));
        await page.WaitForSelectorAsync(Drawn, Visible);
        Assert.Equal(
            "</script><i>one</i><!--<script>", await page.EvaluateFunctionAsync<string>("() => document.querySelector('.js-plotly-plot').layout.title.text"));
        Assert.Empty(await page.QuerySelectorAllAsync("[data-stand-in]"));
    }

    private static string Chart(Figure figure) =>
        ChartHtml.Write(new PlotlyFigureRenderer().ToPlotlyJson(figure), Address, (figure with { Caption = "a caption" }).ToHtml());

    private static string Module(string script) => $$"""
        (create => { if (typeof define === "function" && define.amd) { define([], create); } else { window.Plotly = create(); } })(() => {
          {{script}}
          const plotly = window.Plotly;
          delete window.Plotly;
          return plotly;
        });
        """;

    private static string Body(string? script, params string[] charts) =>
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>a "
            + $"notebook</title><script>{script}</script></head><body>{string.Concat(charts)}</body></html>";

    // A page that gets plotly.js for whatever it asks for, or nothing at all.
    private async Task<IPage> PageAsync(string html, bool isModule = false)
    {
        Assert.SkipWhen(fixture.NoBrowser.Length > 0, fixture.NoBrowser);
        Assert.SkipWhen(fixture.NoPlotly.Length > 0, fixture.NoPlotly);
        IPage page = await fixture.NewPageAsync();
        page.Console += (_, e) => Complain(e.Message.Type is ConsoleType.Error or ConsoleType.Warning, e.Message.Text);
        page.PageError += (_, e) => Complain(true, e.Message);
        await page.SetRequestInterceptionAsync(true);
        page.AddRequestInterceptor(async request =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal)) await ServeAsync(request, isModule);
        });
        await page.SetContentAsync(html);
        return page;
    }

    private Task ServeAsync(IRequest request, bool isModule)
    {
        if (!_isThere) return request.AbortAsync();
        _requests.Add(request.Url);
        return request.RespondAsync(new ResponseData { ContentType = "text/javascript", Body = isModule ? Module(fixture.Plotly!) : fixture.Plotly });
    }

    private void Complain(bool condition, string text)
    {
        if (condition) _complaints.Add(text);
    }
}
