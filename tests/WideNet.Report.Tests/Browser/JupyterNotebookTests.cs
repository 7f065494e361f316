using System.Text.Json.Nodes;
using PuppeteerSharp;
using PuppeteerSharp.Input;

namespace WideNet.Report.Tests.Browser;

/// <summary>
/// Notebooks as a reader sees them in Debian's Jupyter Notebook, with the public tool's kernel and plotly.js in place of its public address: opened,
/// all cells run by the menu, a chart asked by the mouse, a frame shown.
/// </summary>
/// <remarks>
/// <c>WIDENET_JUPYTER</c> names other notebooks with figures and claims, such as <c>"03-ntk-spectrum 13-rbf-toy"</c>; with <c>WIDENET_JUPYTER_PICTURES</c>, a
/// folder, pictures of what was seen are left there.
/// </remarks>
[Collection(nameof(BrowserTests))]
public sealed class JupyterNotebookTests(BrowserFixture fixture, JupyterFixture jupyter) : IClassFixture<JupyterFixture>
{
    private static readonly WaitForFunctionOptions NowAndThen = new() { PollingInterval = 200 };

    /// <summary>What is run: one notebook, the rest by request, for each takes half a minute.</summary>
    public static TheoryData<string> Notebooks => [.. (Environment.GetEnvironmentVariable("WIDENET_JUPYTER") ?? "13-rbf-toy").Split(' ')];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task RunAll_StoredNotebook_ShowsItsOutputsAgainAndAnswersToTheMouse(string name)
    {
        Assert.SkipWhen(fixture.NoBrowser.Length > 0, fixture.NoBrowser);
        Assert.SkipWhen(fixture.NoPlotly.Length > 0, fixture.NoPlotly);
        Assert.SkipWhen(jupyter.Missing.Length > 0, jupyter.Missing);
        await using IPage page = await OpenAsync(jupyter.Copy(name, ReadersCell));
        string[] figures = await page.EvaluateFunctionAsync<string[]>(JupyterScripts.Pictures);
        await ShootAsync(page, name + "-opened");

        await page.ClickAsync("#celllink");
        await page.ClickAsync("#run_all_cells");
        await page.WaitForFunctionAsync(JupyterScripts.HasRun, NowAndThen);

        Cell[] cells = await page.EvaluateFunctionAsync<Cell[]>(JupyterScripts.CodeCells);
        JsonArray[] stored = [.. JupyterFixture.Stored(name)["cells"]!.AsArray().Where(cell => $"{cell!["cell_type"]}" == "code")
            .Select(cell => cell!["outputs"]!.AsArray())];
        Assert.Equal(Enumerable.Range(1, stored.Length + 1).Select(count => (int?)count), cells.Select(cell => cell.Count));
        Assert.All(cells, cell => Assert.DoesNotContain("error", cell.Outputs));
        Assert.All(stored.Zip(cells), pair => Assert.True(pair.First.Count == 0 || Kinds(pair.First).SequenceEqual(pair.Second.Outputs)));
        Assert.Equal(["execute_result"], cells[^1].Outputs);

        int charts = stored.Count(outputs => $"{outputs}".Contains("data-chart", StringComparison.Ordinal));
        Assert.Equal(charts, figures.Length);
        Assert.All(figures, address => Assert.StartsWith("data:image/svg+xml;base64,", address, StringComparison.Ordinal));
        await page.WaitForFunctionAsync($"count => document.querySelectorAll('{JupyterScripts.Charts}').length === count", NowAndThen, charts);
        Assert.Empty(await page.EvaluateFunctionAsync<string[]>(JupyterScripts.Pictures));
        await AskChartAsync(page, name);

        Assert.Empty(await page.EvaluateFunctionAsync<string[]>(JupyterScripts.BrokenFormulas));
        Table[] tables = await page.EvaluateFunctionAsync<Table[]>(JupyterScripts.Tables);
        Assert.Equal(["claim", "source", "predicted", "measured", "tolerance", "verdict"], tables[^2].Headers);
        Assert.Contains("depth [layers]", tables[^1].Headers);
        Assert.All(tables, table => Assert.All(table.Rows, cellsOfRow => Assert.Equal(table.Headers.Length, cellsOfRow)));
        await ShootAsync(page, name + "-top", "#notebook-container .cell");
        await ShootAsync(page, name + "-table", ".output table", last: 2);
        await ShootAsync(page, name + "-frame", ".output table", last: 1);
    }

    private static IEnumerable<string> Kinds(JsonArray outputs) => outputs.Select(output => $"{output!["output_type"]}");

    // A table with units as a frame: of all columns the first rows.
    private static string ReadersCell => """
        #r "../artifacts/notebooks/WideNet.Interactive.dll"
        using WideNet.Interactive;
        ResultTable.Load("../data/results/05-cnn-p-versus-cnn-f/standard-cnn-p.csv").ToFrame()
        """;

    private async Task<IPage> OpenAsync(string address)
    {
        IPage page = await fixture.NewPageAsync();
        await page.SetViewportAsync(new ViewPortOptions { Width = 1280, Height = 900 });
        await page.SetRequestInterceptionAsync(true);
        page.AddRequestInterceptor(ServeAsync);
        await page.GoToAsync(address, WaitUntilNavigation.Load);
        await page.WaitForFunctionAsync(JupyterScripts.IsReady, NowAndThen);
        return page;
    }

    private Task ServeAsync(IRequest request)
    {
        if (request.Url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal) || !request.Url.StartsWith("http", StringComparison.Ordinal))
            return request.ContinueAsync();
        return request.Url.StartsWith("https://cdn.plot.ly/plotly-", StringComparison.Ordinal)
            ? request.RespondAsync(new ResponseData { ContentType = "text/javascript", Body = fixture.Plotly })
            : request.AbortAsync();
    }

    private static async Task AskChartAsync(IPage page, string name)
    {
        Place place = await page.EvaluateFunctionAsync<Place>(JupyterScripts.PlaceOfPoint);
        await page.Mouse.MoveAsync(place.X - 30, place.Y);
        await page.Mouse.MoveAsync(place.X, place.Y, new MoveOptions { Steps = 5 });
        await page.WaitForSelectorAsync($"{JupyterScripts.Charts} .hoverlayer .hovertext", new WaitForSelectorOptions { Visible = true });
        await ShootAsync(page, name + "-hover");

        double[] whole = await page.EvaluateFunctionAsync<double[]>(JupyterScripts.FirstRange);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(place.X + 60, place.Y + 40, new MoveOptions { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.WaitForFunctionAsync(
            $"whole => {{ const range = ({JupyterScripts.FirstRange})(); return range[1] - range[0] < 0.9 * (whole[1] - whole[0]); }}",
            NowAndThen, whole);
    }

    private static async Task ShootAsync(IPage page, string name, string selector = "", int last = 0)
    {
        if (Environment.GetEnvironmentVariable("WIDENET_JUPYTER_PICTURES") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        if (selector.Length > 0)
        {
            await page.EvaluateFunctionAsync(
                "(selector, last) => { const all = document.querySelectorAll(selector); all[last ? all.length - last : 0].scrollIntoView(); }", selector, last);
        }

        await page.ScreenshotAsync(Path.Combine(folder, name + ".png"));
    }

    private sealed record Cell(int? Count, string[] Outputs);

    private sealed record Table(string[] Headers, int[] Rows);

    private sealed record Place(decimal X, decimal Y);
}
