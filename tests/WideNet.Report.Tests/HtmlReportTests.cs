using System.Net;
using System.Text.RegularExpressions;
using WideNet.Report.Runs;
using WideNet.Results;

namespace WideNet.Report.Tests;

public sealed partial class HtmlReportTests : IDisposable
{
    private static readonly PlotlyPackage Plotly = new("// plotly", "MIT", "4.1.1");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_SmallRun_HasTheseFiles()
    {
        RecordedRun run = RecordedRun.Read(SampleRun.Write(_folder.Path));
        string[] files =
        [
            "assets/claims.js", "assets/figure.js", "assets/files.txt", "assets/plotly-LICENSE.txt", "assets/plotly-cartesian.min.js", "assets/report.css",
            "assets/scroll.js",
            "claims.html", "data/claims.json", "data/run.json", "figures/99-sample-lines.html", "figures/99-sample-lines.plotly.json",
            "figures/99-sample-lines.svg",
            "figures/99-sample-maps.html", "figures/99-sample-maps.plotly.json", "figures/99-sample-maps.svg", "index.html", "notebooks/99-sample.html",
            "notebooks/99-sample.ipynb",
            "run.html", "tables/99-sample-table.csv",
        ];
        Assert.Equal(files, HtmlReport.Create(run, Plotly).Keys);
        Assert.Equal(files.Where(file => !file.StartsWith("assets/plotly", StringComparison.Ordinal)), HtmlReport.Create(run, null).Keys);
    }

    [Fact]
    public void Create_SameRunTwice_GivesTheSameBytes()
    {
        SampleRun.WriteSeries(_folder.Path);
        Assert.Equal(HtmlReport.Create(RecordedRun.Read(_folder.Path), Plotly), HtmlReport.Create(RecordedRun.Read(_folder.Path), Plotly));
    }

    [Fact]
    public void Create_HostileTexts_AreEscapedOnEveryPage()
    {
        RecordedRun run = RecordedRun.Read(SampleRun.Write(_folder.Path));
        string[] pages = [.. Pages(HtmlReport.Create(run, Plotly)).Select(page => page.Value), HtmlReport.SinglePage(run)];
        Assert.Equal(7, pages.Length);
        Assert.All(pages, page => Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal));
        Assert.True(pages.Count(page => page.Contains("&lt;script&gt;alert", StringComparison.Ordinal)) >= 5);
    }

    [Fact]
    public void Create_EveryNotebookOfTheSeries_HasWholeLinksAndOneTitle()
    {
        RecordedRun run = RecordedRun.Read(SampleRun.WriteSeries(_folder.Path));
        SortedDictionary<string, string> files = HtmlReport.Create(run, Plotly);
        foreach ((string path, string html) in Pages(files))
        {
            Assert.Equal("", string.Join('\n', Broken(path, html, files.Keys)));
            Assert.Single(Regex.Matches(html, "<h1\\b"));
            Assert.DoesNotContain("class=\"tex\"", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Overview_FiguresOfThePaper_StandFirstInThePapersOrder()
    {
        RecordedRun run = RecordedRun.Read(SampleRun.Write(_folder.Path));
        RecordedNotebook notebook = run.Notebooks[0];
        string[] names = ["04-condition-numbers-condition-numbers", "08-sgd-cnn-f-training-accuracy"];
        RecordedFigure[] figures = [.. names.Select((name, i) => notebook.Figures[i] with { Name = name })];
        RecordedRun ofThePaper = run with { Notebooks = [notebook with { Figures = figures }] };
        string[] parts = ["<h2 id=\"paper\">", "<b>Figure 1(a).</b>", "<b>Figure 2.</b>", "id=\"claims\">", "id=\"notebooks\">", "<h2 id=\"99-sample\">"];
        foreach (string page in (string[])[HtmlReport.Create(ofThePaper, null)["index.html"], HtmlReport.SinglePage(ofThePaper)])
        {
            int[] places = [.. parts.Select(part => page.IndexOf(part, StringComparison.Ordinal))];
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
        }

        Assert.DoesNotContain("id=\"paper\"", HtmlReport.SinglePage(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Overview_PublishedAccuraciesAndTheoryChecks_StandBehindClaimsAndCollapsedAtTheEnd()
    {
        RecordedRun run = RecordedRun.Read(SampleRun.Write(_folder.Path));
        var external = new ClaimTable(Claim.Within("external-sample", $"accuracy {SampleRun.Hostile}", "a paper", 0.4, 0.41, 0.05, "three errors"));
        var checks = new ClaimTable(
            Claim.Within("sample-good", $"κ → 1 {SampleRun.Hostile}", "theory", 1, 1.001, 0.01, "next order"),
            Claim.Within("rate", "rate of κ", "theory", 2, 2.001, 0.01, "next order"));
        RecordedRun whole = run with { External = external.From(run.Claims.Claims[0].Run!), TheoryChecks = checks };
        SortedDictionary<string, string> files = HtmlReport.Create(whole, null);
        string[] parts =
        [
            "id=\"claims\">", "<h2 id=\"external\">", "id=\"external-sample\"", "<h2 id=\"notebooks\">", "<h2 id=\"99-sample\">", "<h2 id=\"theory\">",
            "<details class=\"checks\"><summary>2 checks: 2 reproduced</summary>", "id=\"check-rate\"",
        ];
        foreach (string page in (string[])[files["index.html"], HtmlReport.SinglePage(whole)])
        {
            int[] places = [.. parts.Select(part => page.IndexOf(part, StringComparison.Ordinal))];
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
            string[] ids = [.. Id().Matches(page).Select(match => match.Groups[1].Value)];
            Assert.Equal(ids.Distinct(), ids);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        }

        Assert.Equal("", string.Join('\n', Broken("index.html", files["index.html"], files.Keys)));
        Assert.Equal(whole.External.ToJson(), files["data/external-claims.json"]);
        Assert.Equal(checks.ToJson(), files["data/theory-checks.json"]);
        Assert.All((string[])["id=\"external\"", "id=\"theory\""], id => Assert.DoesNotContain(id, HtmlReport.SinglePage(run), StringComparison.Ordinal));
    }

    [Fact]
    public void SinglePage_OfARun_NeedsOnlyTheFilesBesideIt()
    {
        string html = HtmlReport.SinglePage(RecordedRun.Read(SampleRun.Write(_folder.Path)));
        Assert.Equal("", string.Join('\n', Broken("index.html", html, [.. Directory.GetFiles(_folder.Path).Select(file => Path.GetFileName(file))])));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("src=\"99-sample-lines.svg\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_EveryVerdict_IsCountedWithItsSign()
    {
        SortedDictionary<string, string> files = HtmlReport.Create(RecordedRun.Read(SampleRun.Write(_folder.Path)), null);
        Assert.Contains("?verdict=reversed\"><b>1</b> <span>reversed</span>", files["index.html"], StringComparison.Ordinal);
        Assert.Contains("<li class=\"verdict reversed\">⇄ 1 reversed</li>", files["index.html"], StringComparison.Ordinal);
        Assert.Contains("<span class=\"verdict reversed\">⇄ reversed</span>", files["claims.html"], StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">Reversed</th><th scope=\"col\">Not tested</th>", files["run.html"], StringComparison.Ordinal);
        string row = files["run.html"].Split("</tr>").Single(row => row.Contains("class=\"bar\"", StringComparison.Ordinal));
        Assert.EndsWith(string.Concat(Enumerable.Repeat("<td class=\"number\">1</td>", 4)), row, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OverAnOlderReport_RemovesItsFilesAndNoOthers()
    {
        RecordedRun run = RecordedRun.Read(SampleRun.Write(_folder["run"]));
        string report = _folder["report"];
        Assert.Equal(Path.Combine(report, "index.html"), HtmlReport.Write(run, report, Plotly));
        File.WriteAllText(Path.Combine(report, "mine.txt"), "stays");
        File.WriteAllText(_folder["outside.txt"], "stays");
        File.AppendAllText(Path.Combine(report, HtmlReport.FileList), "../outside.txt\n");
        HtmlReport.Write(run, report, null);
        Assert.False(File.Exists(Path.Combine(report, "assets", "plotly-cartesian.min.js")));
        Assert.True(File.Exists(Path.Combine(report, "mine.txt")) && File.Exists(_folder["outside.txt"]));
        Assert.Equal(19 + 1, Directory.GetFiles(report, "*", SearchOption.AllDirectories).Length);
    }

    private static IEnumerable<KeyValuePair<string, string>> Pages(SortedDictionary<string, string> files) =>
        files.Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal));

    // Links to other sites are for the reader to follow; everything else must be in the report.
    private static IEnumerable<string> Broken(string path, string html, IReadOnlyCollection<string> files)
    {
        HashSet<string> ids = [.. Id().Matches(html).Select(match => match.Groups[1].Value)];
        foreach (Match match in Link().Matches(html))
        {
            string target = WebUtility.HtmlDecode(match.Groups[2].Value);
            if (
                target.StartsWith("data:", StringComparison.Ordinal) || (match.Groups[1].Value == "href" && target.StartsWith("https://",
                    StringComparison.Ordinal)))
            {
                continue;
            }

            string file = new Uri(new Uri($"file:///{path}"), target.Split('#', '?')[0]).AbsolutePath[1..];
            if (target.StartsWith('#') ? !ids.Contains(target[1..]) : !files.Contains(file))
            {
                yield return $"{path}: {target}";
            }
        }
    }

    [GeneratedRegex("\\b(href|src)=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex("\\bid=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
