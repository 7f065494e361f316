using PuppeteerSharp;
using PuppeteerSharp.Input;

namespace WideNet.Report.Tests.Browser;

/// <summary>Every page of a report as a reader meets it, from the disk, without a network.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ReportInBrowserTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(1280, "light")]
    [InlineData(390, "dark")]
    public async Task Pages_AtDeskAndPhoneWidth_ShowEveryFigureAndStayInTheirFolder(int width, string scheme)
    {
        await using Visit visit = await Visit.OpenAsync(fixture, "index.html", width, scheme);
        foreach (string path in fixture.Pages)
        {
            await visit.GoAsync(path);
            Assert.Empty(await visit.Page.EvaluateFunctionAsync<string[]>(Scripts.BadPictures));
            Assert.True(await visit.Page.EvaluateFunctionAsync<double>(Scripts.Overflow) <= 0, $"{path} is wider than {width} pixels");
            Assert.Empty(await visit.Page.EvaluateFunctionAsync<string[]>(Scripts.Structure));
            Assert.Empty(await visit.Page.EvaluateFunctionAsync<string[]>(Scripts.FaintTexts));
        }

        Assert.Equal("", visit.Problems);
    }

    [Fact]
    public async Task Pages_InTheOtherColours_AreLegible()
    {
        foreach (string path in (string[])["index.html", "claims.html", "run.html", "notebooks/99-sample.html", "figures/99-sample-lines.html"])
        {
            await using Visit dark = await Visit.OpenAsync(fixture, path, scheme: "dark");
            Assert.Empty(await dark.Page.EvaluateFunctionAsync<string[]>(Scripts.FaintTexts));
            string ground = await dark.Page.EvaluateFunctionAsync<string>("() => getComputedStyle(document.body).backgroundColor");
            Assert.Equal("rgb(21, 23, 27)", ground);
        }
    }

    [Theory]
    [InlineData(1280, "light")]
    [InlineData(390, "dark")]
    public async Task Pages_SearchedByAxe_HaveNoBarriers(int width, string scheme)
    {
        Assert.SkipWhen(fixture.NoScripts.Length > 0, fixture.NoScripts);
        await using Visit visit = await Visit.OpenAsync(fixture, "index.html", width, scheme);
        var found = new List<string>();
        foreach (
            string path in fixture.Pages.Where(path => !path.StartsWith("figures/", StringComparison.Ordinal) || path.StartsWith("figures/99-",
                StringComparison.Ordinal)))
        {
            await visit.GoAsync(path);
            await visit.Page.EvaluateExpressionAsync(fixture.Axe!);
            found.AddRange((await visit.Page.EvaluateFunctionAsync<string[]>(Scripts.Barriers)).Select(barrier => $"{path}: {barrier}"));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task Pages_WithoutScripts_AreComplete()
    {
        await using Visit visit = await Visit.OpenAsync(fixture, "figures/99-sample-lines.html", scripts: false);
        Assert.True(await visit.ShowsAsync("#picture img"));
        Assert.False(await visit.ShowsAsync(".view"));
        await visit.GoAsync("claims.html");
        Assert.False(await visit.ShowsAsync("form.filters"));
        Assert.True(await visit.CountAsync("table.claims tbody tr") > 3);
        Assert.Equal("", visit.Problems);
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("claims.html")]
    [InlineData("figures/99-sample-maps.html")]
    public async Task Pages_WhileTheyLoad_DoNotMoveUnderTheReader(string path)
    {
        await using Visit visit = await Visit.OpenAsync(fixture, path);
        double shift = await visit.Page.EvaluateFunctionAsync<double>(Scripts.LayoutShift);
        Assert.True(shift < 0.02, $"{path} shifts by {shift}; readers notice 0.1");
    }

    [Fact]
    public async Task Keyboard_FromTheTop_FirstOffersToSkipAndShowsWhereItIs()
    {
        await using Visit visit = await Visit.OpenAsync(fixture, "claims.html");
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await visit.Page.EvaluateFunctionAsync<string>("() => document.activeElement.textContent"));
        Assert.True((await visit.BoxAsync(".skip")).X >= 0);
        for (int i = 0; i < 8; i++)
        {
            string outline = await visit.Page.EvaluateFunctionAsync<string>(
                "() => { const s = getComputedStyle(document.activeElement); return `${document.activeElement.tagName} ${s.outlineStyle} "
                    + "${parseFloat(s.outlineWidth) >= 2}`; }");
            Assert.EndsWith(" solid true", outline, StringComparison.Ordinal);
            await visit.Page.Keyboard.PressAsync("Tab");
        }
    }

    [Fact]
    public async Task Claims_Filters_ShowWhatFitsAndCountIt()
    {
        await using Visit visit = await Visit.OpenAsync(fixture, "claims.html");
        const string Rows = "table.claims tbody tr", Shown = "rows => rows.filter(row => row.checkVisibility())";
        Task<string> CountAsync() => visit.Page.QuerySelectorAsync("#filter-count").EvaluateFunctionAsync<string>("count => count.textContent");
        Task<string[]> ShownAsync(string value) =>
            visit.Page.QuerySelectorAllHandleAsync(Rows).EvaluateFunctionAsync<string[]>($"rows => ({Shown})(rows).map(row => {value})");
        int all = await visit.CountAsync(Rows);
        Assert.Equal($"{all} claims", await CountAsync());

        await visit.Page.SelectAsync("#filter-notebook", "99-sample");
        Assert.Equal(4, await visit.CountAsync(Rows));
        await visit.Page.SelectAsync("#filter-verdict", "not-reproduced");
        Assert.Equal("sample-bad", (await ShownAsync("row.id"))[0]);
        Assert.Equal($"1 of {all} claims", await CountAsync());

        await visit.Page.ClickAsync("button[type=reset]");
        await visit.WriteAsync("#filter-text", "Λ_MAX");
        Assert.Equal(0, await visit.CountAsync(Rows));
        await visit.WriteAsync("#filter-text", "RATE sample-bad");
        Assert.Equal(1, await visit.CountAsync(Rows));

        await visit.GoAsync("index.html");
        await visit.Page.ClickAsync(".tile.not-tested");
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('#filter-verdict')?.value === 'not-tested'");
        string[] verdicts = await ShownAsync("row.dataset.verdict");
        Assert.InRange(verdicts.Length, 1, all - 1);
        Assert.All(verdicts, verdict => Assert.Equal("not-tested", verdict));
        Assert.Equal("", visit.Problems);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(960)]
    [InlineData(970)]
    [InlineData(1100)]
    [InlineData(1280)]
    public async Task Claims_AtAnyWidth_ShowVerdictsWithoutScrollingSideways(int width)
    {
        await using Visit visit = await Visit.OpenAsync(fixture, "claims.html", width);
        Assert.Empty(await visit.Page.EvaluateFunctionAsync<string[]>(Scripts.VerdictsOffScreen));
        Assert.Equal(
            0, await visit.Page.QuerySelectorAsync(".scroll:has(> table.claims)").EvaluateFunctionAsync<double>("box => box.scrollWidth - box.clientWidth"));
        IReadOnlyList<string> roles = await visit.RolesAsync();
        Assert.Equal(5, roles.Count(role => role == "columnheader"));
        Assert.Equal((await visit.Page.QuerySelectorAllAsync("tr[data-verdict]")).Length, roles.Count(role => role == "rowheader"));
    }

    [Theory]
    [InlineData("lines")]
    [InlineData("maps")]
    public async Task Figure_InteractiveView_AnswersToHoverMouseButtonsAndKeys(string name)
    {
        Assert.SkipWhen(fixture.NoPlotly.Length > 0, fixture.NoPlotly);
        await using Visit visit = await Visit.OpenAsync(fixture, $"figures/99-sample-{name}.html");
        await visit.SeeAsync("#plot[data-ready]");
        Assert.False(await visit.ShowsAsync("#picture"));
        BoundingBox box = await visit.BoxAsync("#plot .nsewdrag");
        (decimal x, decimal y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));

        await visit.Page.Mouse.MoveAsync(x - 40, y);
        await visit.Page.Mouse.MoveAsync(x, y, new MoveOptions { Steps = 5 });
        await visit.SeeAsync("#plot .hoverlayer .hovertext");

        double[] whole = await RangesAsync(visit);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(x + 90, y + 70, new MoveOptions { Steps = 5 });
        await visit.Page.Mouse.UpAsync();
        await visit.Page.WaitForFunctionAsync($"before => ({Scripts.Ranges})()[1] < before", new WaitForFunctionOptions(), whole[1]);

        await visit.Page.ClickAsync("[data-do=reset]");
        Assert.Equal(whole, await RangesAsync(visit, ranges => ranges.SequenceEqual(whole)));
        await visit.Page.ClickAsync("[data-do=in]");
        double[] closer = await RangesAsync(visit, ranges => !ranges.SequenceEqual(whole));
        Assert.Equal(0.7 * (whole[1] - whole[0]), closer[1] - closer[0], 1e-9);
        await visit.Page.FocusAsync(".view .scroll");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        Assert.True((await RangesAsync(visit, ranges => !ranges.SequenceEqual(closer)))[0] > closer[0]);
        await visit.Page.Keyboard.PressAsync("0");
        Assert.Equal(whole, await RangesAsync(visit, ranges => ranges.SequenceEqual(whole)));

        await visit.Page.ClickAsync("[data-do=picture]");
        Assert.True(await visit.ShowsAsync("#picture img"));
        Assert.Equal("", visit.Problems);
    }

    // The view answers in a later task than the click; what is asserted is its state once it has.
    private static async Task<double[]> RangesAsync(Visit visit, Func<double[], bool> answered)
    {
        double[] ranges = await RangesAsync(visit);
        for (int i = 0; i < 1800 && !answered(ranges); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            ranges = await RangesAsync(visit);
        }

        return ranges;
    }

    private static Task<double[]> RangesAsync(Visit visit) => visit.Page.EvaluateFunctionAsync<double[]>(Scripts.Ranges);
}
