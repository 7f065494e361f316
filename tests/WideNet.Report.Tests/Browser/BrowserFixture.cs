using PuppeteerSharp;
using WideNet.Report.Runs;

namespace WideNet.Report.Tests.Browser;

/// <summary>A headless Chromium that is already on the machine, and a report of every stored notebook with plotly.js as npm's lock file pins it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    // What a page does next comes within milliseconds; on a machine that is busy with other work it may take a thousand times as long.
    private const int Patience = 180_000;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Why there is no browser; empty where there is one.</summary>
    public string NoBrowser { get; private set; } = "";

    /// <summary>Why there are no interactive views; empty where there are.</summary>
    public string NoPlotly { get; private set; } = "";

    /// <summary>plotly.js, or null.</summary>
    public string? Plotly { get; private set; }

    /// <summary>Why there is neither axe-core nor require.js; empty where there are.</summary>
    public string NoScripts { get; private set; } = "";

    /// <summary>The script of axe-core, or null.</summary>
    public string? Axe { get; private set; }

    /// <summary>The script of require.js, or null.</summary>
    public string? Require { get; private set; }

    public IBrowser? Browser { get; private set; }

    /// <summary>The report's folder as an address, with a slash at its end.</summary>
    public string Address => new Uri(_folder["report"] + "/").AbsoluteUri;

    /// <summary>All pages by their paths.</summary>
    public IReadOnlyList<string> Pages { get; private set; } = [];

    /// <summary>A page with nothing of another's, in which every wait is patient. Whoever opens it closes its context.</summary>
    public async Task<IPage> NewPageAsync()
    {
        IBrowserContext context = await Browser!.CreateBrowserContextAsync();
        IPage page = await context.NewPageAsync();
        page.DefaultTimeout = page.DefaultNavigationTimeout = Patience;
        return page;
    }

    public async ValueTask InitializeAsync()
    {
        PlotlyPackage? plotly = await InstallPlotlyAsync();
        Plotly = plotly?.Script;
        await InstallOfTestsAsync();
        HtmlReport.Write(RecordedRun.Read(SampleRun.WriteSeries(_folder["run"])), _folder["report"], plotly);
        Pages = [.. Directory.GetFiles(_folder["report"], "*.html",
            SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder["report"], file)).Order(StringComparer.Ordinal)];
        string? chromium = Places.FirstOrDefault(File.Exists);
        if (chromium is null)
        {
            NoBrowser = $"There is no Chromium at {string.Join(", ", Places)}; on Debian, apt-get install chromium.";
            return;
        }

        // A sandbox inside of a container's root account does not start; the pages are this test's own.
        string[] arguments = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        Browser = await Puppeteer.LaunchAsync(
            new LaunchOptions { ExecutablePath = chromium, Args = arguments, Timeout = Patience, ProtocolTimeout = Patience });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        _folder.Dispose();
    }

    private async Task<PlotlyPackage?> InstallPlotlyAsync()
    {
        if (PlotlyPackage.Find(RepositoryFiles.Npm) is { } here)
        {
            return here;
        }

        NoPlotly = await Npm.InstallAsync(RepositoryFiles.Npm, _folder["npm"]);
        return NoPlotly.Length == 0 ? PlotlyPackage.Find(_folder["npm"]) : null;
    }

    private async Task InstallOfTestsAsync()
    {
        NoScripts = await Npm.InstallAsync(RepositoryFiles.NpmOfTests, _folder["npm-of-tests"]);
        if (NoScripts.Length > 0)
        {
            return;
        }

        string modules = Path.Combine(_folder["npm-of-tests"], "node_modules");
        Axe = await File.ReadAllTextAsync(Path.Combine(modules, "axe-core", "axe.min.js"));
        Require = await File.ReadAllTextAsync(Path.Combine(modules, "requirejs", "require.js"));
    }
}
