using Microsoft.Playwright;

namespace WideNet.Report.Tests.Browser;

/// <summary>Every page of a report as a reader meets it, from the disk, without a network.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ReportInBrowserTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pages_AtDeskAndPhoneWidth_ShowEveryFigureAndStayInTheirFolder(int width, ColorScheme scheme)
    {
        await using Visit visit = await Visit.OpenAsync(fixture, "index.html", width, scheme);
        foreach (string path in fixture.Pages)
        {
            await visit.GoAsync(path);
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Scripts.BadPictures));
            Assert.True(await visit.Page.EvaluateAsync<double>(Scripts.Overflow) <= 0, $"{path} is wider than {width} pixels");
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Scripts.Structure));
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Scripts.FaintTexts));
        }

        Assert.Equal("", visit.Problems);
    }

    [Fact]
    public async Task Pages_InTheOtherColours_AreLegible()
    {
        foreach (string path in (string[])["index.html", "claims.html", "run.html", "notebooks/99-sample.html", "figures/99-sample-lines.html"])
        {
            await using Visit dark = await Visit.OpenAsync(fixture, path, scheme: ColorScheme.Dark);
            Assert.Empty(await dark.Page.EvaluateAsync<string[]>(Scripts.FaintTexts));
            string ground = await dark.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
            Assert.Equal("rgb(21, 23, 27)", ground);
        }
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pages_SearchedByAxe_HaveNoBarriers(int width, ColorScheme scheme)
    {
        Assert.SkipWhen(fixture.NoScripts.Length > 0, fixture.NoScripts);
        await using Visit visit = await Visit.OpenAsync(fixture, "index.html", width, scheme);
        var found = new List<string>();
        foreach (string path in fixture.Pages.Where(path => !path.StartsWith("figures/", StringComparison.Ordinal) || path.StartsWith("figures/99-", StringComparison.Ordinal)))
        {
            await visit.GoAsync(path);
            await visit.Page.EvaluateAsync(fixture.Axe!);
            found.AddRange((await visit.Page.EvaluateAsync<string[]>(Scripts.Barriers)).Select(barrier => $"{path}: {barrier}"));
        }

        Assert.Empty(found);
    }

    [Fact]
    public async Task Pages_WithoutScripts_AreComplete()
    {
        await using Visit visit = await Visit.OpenAsync(fixture, "figures/99-sample-lines.html", scripts: false);
        Assert.True(await visit.Page.Locator("#picture img").IsVisibleAsync());
        Assert.False(await visit.Page.Locator(".view").IsVisibleAsync());
        await visit.GoAsync("claims.html");
        Assert.False(await visit.Page.Locator("form.filters").IsVisibleAsync());
        Assert.True(await visit.Page.Locator("table.claims tbody tr").CountAsync() > 3);
        Assert.Equal("", visit.Problems);
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("claims.html")]
    [InlineData("figures/99-sample-maps.html")]
    public async Task Pages_WhileTheyLoad_DoNotMoveUnderTheReader(string path)
    {
        await using Visit visit = await Visit.OpenAsync(fixture, path);
        double shift = await visit.Page.EvaluateAsync<double>(Scripts.LayoutShift);
        Assert.True(shift < 0.02, $"{path} shifts by {shift}; readers notice 0.1");
    }

    [Fact]
    public async Task Keyboard_FromTheTop_FirstOffersToSkipAndShowsWhereItIs()
    {
        await using Visit visit = await Visit.OpenAsync(fixture, "claims.html");
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await visit.Page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        Assert.True((await visit.Page.Locator(".skip").BoundingBoxAsync())!.X >= 0);
        for (int i = 0; i < 8; i++)
        {
            string outline = await visit.Page.EvaluateAsync<string>("() => { const s = getComputedStyle(document.activeElement); return `${document.activeElement.tagName} ${s.outlineStyle} ${parseFloat(s.outlineWidth) >= 2}`; }");
            Assert.EndsWith(" solid true", outline, StringComparison.Ordinal);
            await visit.Page.Keyboard.PressAsync("Tab");
        }
    }

    [Fact]
    public async Task Claims_Filters_ShowWhatFitsAndCountIt()
    {
        await using Visit visit = await Visit.OpenAsync(fixture, "claims.html");
        ILocator rows = visit.Page.Locator("table.claims tbody tr:visible"), count = visit.Page.Locator("#filter-count");
        int all = await rows.CountAsync();
        Assert.Equal($"{all} claims", await count.TextContentAsync());

        await visit.Page.Locator("#filter-notebook").SelectOptionAsync("99-sample");
        Assert.Equal(4, await rows.CountAsync());
        await visit.Page.Locator("#filter-verdict").SelectOptionAsync("not-reproduced");
        Assert.Equal("sample-bad", await rows.First.GetAttributeAsync("id"));
        Assert.Equal($"1 of {all} claims", await count.TextContentAsync());

        await visit.Page.Locator("button[type=reset]").ClickAsync();
        await visit.Page.Locator("#filter-text").FillAsync("Λ_MAX");
        Assert.Equal(0, await rows.CountAsync());
        await visit.Page.Locator("#filter-text").FillAsync("RATE sample-bad");
        Assert.Equal(1, await rows.CountAsync());

        await visit.GoAsync("index.html");
        await visit.Page.Locator(".tile.not-tested").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#filter-verdict")).ToHaveValueAsync("not-tested");
        Assert.True(await rows.CountAsync() < all);
        Assert.All(await rows.AllAsync(), row => Assert.Equal("not-tested", row.GetAttributeAsync("data-verdict").Result));
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
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Scripts.VerdictsOffScreen));
        Assert.Equal(0, await visit.Page.Locator(".scroll:has(> table.claims)").EvaluateAsync<double>("box => box.scrollWidth - box.clientWidth"));
        Assert.Equal(5, await visit.Page.GetByRole(AriaRole.Columnheader).CountAsync());
        Assert.Equal(await visit.Page.Locator("tr[data-verdict]").CountAsync(), await visit.Page.GetByRole(AriaRole.Rowheader).CountAsync());
    }

    [Theory]
    [InlineData("lines")]
    [InlineData("maps")]
    public async Task Figure_InteractiveView_AnswersToHoverMouseButtonsAndKeys(string name)
    {
        Assert.SkipWhen(fixture.NoPlotly.Length > 0, fixture.NoPlotly);
        await using Visit visit = await Visit.OpenAsync(fixture, $"figures/99-sample-{name}.html");
        await visit.Page.Locator("#plot[data-ready]").WaitForAsync();
        Assert.False(await visit.Page.Locator("#picture").IsVisibleAsync());
        LocatorBoundingBoxResult box = (await visit.Page.Locator("#plot .nsewdrag").First.BoundingBoxAsync())!;
        (float x, float y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));

        await visit.Page.Mouse.MoveAsync(x - 40, y);
        await visit.Page.Mouse.MoveAsync(x, y, new MouseMoveOptions { Steps = 5 });
        await visit.Page.Locator("#plot .hoverlayer .hovertext").First.WaitForAsync();

        double[] whole = await RangesAsync(visit);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(x + 90, y + 70, new MouseMoveOptions { Steps = 5 });
        await visit.Page.Mouse.UpAsync();
        await visit.Page.WaitForFunctionAsync($"before => ({Scripts.Ranges})()[1] < before", whole[1]);

        await visit.Page.Locator("[data-do=reset]").ClickAsync();
        Assert.Equal(whole, await RangesAsync(visit, ranges => ranges.SequenceEqual(whole)));
        await visit.Page.Locator("[data-do=in]").ClickAsync();
        double[] closer = await RangesAsync(visit, ranges => !ranges.SequenceEqual(whole));
        Assert.Equal(0.7 * (whole[1] - whole[0]), closer[1] - closer[0], 1e-9);
        await visit.Page.Locator(".view .scroll").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        Assert.True((await RangesAsync(visit, ranges => !ranges.SequenceEqual(closer)))[0] > closer[0]);
        await visit.Page.Keyboard.PressAsync("0");
        Assert.Equal(whole, await RangesAsync(visit, ranges => ranges.SequenceEqual(whole)));

        await visit.Page.Locator("[data-do=picture]").ClickAsync();
        Assert.True(await visit.Page.Locator("#picture img").IsVisibleAsync());
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

    private static Task<double[]> RangesAsync(Visit visit) => visit.Page.EvaluateAsync<double[]>(Scripts.Ranges);
}
