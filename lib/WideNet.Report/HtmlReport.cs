using System.Text;
using WideNet.Data;
using WideNet.Report.Pages;
using WideNet.Report.Runs;

namespace WideNet.Report;

/// <summary>Writes a run as a folder of static pages: figures, claims, notebooks, manifest.</summary>
/// <remarks>
/// The same run gives the same bytes. Pages work from the disk, without a network and without scripts; scripts add filters and, with plotly.js, interactive
/// views. Shown by HtmlReportTests and, in a browser, by ReportInBrowserTests.
/// </remarks>
public static class HtmlReport
{
    /// <summary>Lists the files of a report inside of it, so that the next report at the same place removes what it does not write itself, and nothing
    /// else.</summary>
    internal const string FileList = "assets/files.txt";

    /// <summary>The page that stands in a run's own folder.</summary>
    /// <param name="run">The run.</param>
    public static string SinglePage(RecordedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Pages.SinglePage.Create(run);
    }

    /// <summary>Writes the report.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">Receives the files; other files in it stay.</param>
    /// <param name="plotly">plotly.js, or null for a report without interactive views.</param>
    /// <returns>The first page.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static string Write(RecordedRun run, string folder, PlotlyPackage? plotly)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        SortedDictionary<string, string> files = Create(run, plotly);
        string list = Path.Combine(folder, FileList);
        string root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        foreach (string old in File.Exists(list) ? File.ReadAllLines(list) : [])
        {
            string path = Path.GetFullPath(Path.Combine(folder, old));
            if (path.StartsWith(root, StringComparison.Ordinal) && !files.ContainsKey(old))
            {
                File.Delete(path);
            }
        }

        foreach ((string name, string text) in files)
        {
            AtomicFile.WriteText(Path.Combine(folder, name), text);
        }

        return Path.Combine(folder, "index.html");
    }

    /// <summary>All files by their path in the report.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plotly">plotly.js, or null.</param>
    internal static SortedDictionary<string, string> Create(RecordedRun run, PlotlyPackage? plotly)
    {
        var site = new Site(run, plotly?.Version);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Page page in AllPages(site))
        {
            files.Add(page.Path, site.Frame(page));
        }

        foreach (RecordedNotebook notebook in run.Notebooks)
        {
            AddFiles(files, run, notebook);
        }

        foreach (string name in ReportAssets.Names)
        {
            files.Add($"assets/{name}", ReportAssets.Text(name));
        }

        if (plotly is not null)
        {
            files.Add($"assets/{ReportAssets.Plotly}", plotly.Script);
            files.Add("assets/plotly-LICENSE.txt", plotly.License);
        }

        files.Add("data/claims.json", run.Claims.ToJson());
        if (run.External is { } external) files.Add("data/external-claims.json", external.ToJson());
        if (run.TheoryChecks is { } checks) files.Add("data/theory-checks.json", checks.ToJson());
        files.Add("data/run.json", File.ReadAllText(Path.Combine(run.Folder, RecordedRun.ManifestFile), Encoding.UTF8));
        files.Add(FileList, "");
        files[FileList] = string.Concat(files.Keys.Select(name => name + "\n"));
        return files;
    }

    private static IEnumerable<Page> AllPages(Site site)
    {
        yield return OverviewPage.Create(site.Run);
        yield return ClaimsPage.Create(site.Run);
        yield return Manifest.Create(site);
        foreach (RecordedNotebook notebook in site.Run.Notebooks)
        {
            yield return NotebookPage.Create(site.Run, notebook);
        }

        (RecordedNotebook Notebook, RecordedFigure Figure)[] figures =
            [.. site.Run.Notebooks.SelectMany(notebook => notebook.Figures.Select(figure => (notebook, figure)))];
        for (int i = 0; i < figures.Length; i++)
        {
            yield return FigurePage.Create(
                site, figures[i].Notebook, figures[i].Figure, (i > 0 ? figures[i - 1].Figure : null, i + 1 < figures.Length ? figures[i + 1].Figure : null));
        }
    }

    private static void AddFiles(SortedDictionary<string, string> files, RecordedRun run, RecordedNotebook notebook)
    {
        files.Add($"notebooks/{notebook.Name}.ipynb", File.ReadAllText(Path.Combine(run.Folder, notebook.Name + ".ipynb"), Encoding.UTF8));
        foreach (string table in notebook.Tables)
        {
            files.Add($"tables/{table}", File.ReadAllText(Path.Combine(run.Folder, table), Encoding.UTF8));
        }

        foreach (RecordedFigure figure in notebook.Figures)
        {
            files.Add($"figures/{figure.Name}.svg", figure.Svg);
            if (figure.Plotly is not null)
            {
                files.Add($"figures/{figure.Name}{RecordedFigure.PlotlyEnding}", figure.Plotly);
            }
        }
    }
}
