using System.Globalization;
using WideNet.Report.Html;
using WideNet.Report.Runs;
using WideNet.Results;

namespace WideNet.Report.Pages;

/// <summary>What the run was: settings, versions, hardware class, data with checksums, sizes and seeds, times.</summary>
internal static class Manifest
{
    /// <summary>The page.</summary>
    public static Page Create(Site site) => new()
    {
        Path = "run.html",
        Title = "Run",
        Class = "wide",
        Content = Markup.Of($"""
            <h1>Run</h1>
            <p class="lead">What it takes to repeat the numbers of this report: <code>reproduce run all{Arguments(site.Run)}</code></p>
            {Sections(site.Run, name => $"notebooks/{name}.html", site.Plotly)}<p class="downloads"><a href="data/run.json">run.json</a>: the same for programs</p>

            """),
    };

    /// <summary>All sections.</summary>
    /// <param name="run">The run.</param>
    /// <param name="notebook">Address of a notebook by its name.</param>
    /// <param name="plotly">Version of plotly.js in the report, or null.</param>
    public static Markup Sections(RecordedRun run, Func<string, string> notebook, string? plotly)
    {
        IEnumerable<KeyValuePair<string, string>> environment = plotly is null
            ? run.Facts.Environment
            : run.Facts.Environment.Append(KeyValuePair.Create("plotly.js (this report)", plotly));
        return Markup.Of($"""
            <section aria-labelledby="settings"><h2 id="settings">Settings</h2>
            {Pairs(run.Facts.Settings)}</section>
            <section aria-labelledby="environment"><h2 id="environment">Versions and hardware</h2>
            {Pairs(environment)}</section>
            {Data(run)}<section aria-labelledby="times"><h2 id="times">Notebooks: times and results</h2>
            {Times(run, notebook)}</section>
            <section aria-labelledby="sizes"><h2 id="sizes">Data, sizes and seeds behind the claims</h2>
            {Sizes(run)}</section>

            """);
    }

    private static string Arguments(RecordedRun run) =>
        string.Concat(run.Facts.Settings.Where(setting => setting.Key is "preset" or "dataset").Select(setting => $" --{setting.Key} {setting.Value}"));

    private static Markup Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        Markup.Of($"<dl class=\"facts\">\n{pairs.Select(pair => Markup.Of($"<div><dt>{pair.Key}</dt><dd>{pair.Value}</dd></div>\n"))}</dl>\n");

    private static Markup Data(RecordedRun run)
    {
        IEnumerable<Markup> rows = run.Facts.Data.Select(
            file => Markup.Of($"<tr><th scope=\"row\">{file.Name}</th><td "
                + $"class=\"number\">{Words.Bytes(file.Bytes)}</td><td><code>{file.Sha256}</code></td></tr>\n"));
        return Markup.Of($"""
            <section aria-labelledby="data"><h2 id="data">Data</h2>
            <div class="scroll" role="region" aria-label="Data files" tabindex="0"><table>
            <thead><tr><th scope="col">File</th><th scope="col">Length</th><th scope="col">SHA-256</th></tr></thead>
            <tbody>
            {rows}</tbody></table></div></section>

            """).If(run.Facts.Data.Count > 0);
    }

    private static Markup Times(RecordedRun run, Func<string, string> address)
    {
        IReadOnlyList<Verdict> verdicts = run.Claims.CountedVerdicts;
        double longest = run.Notebooks.Select(notebook => notebook.Seconds).Append(1e-9).Max();
        IEnumerable<Markup> rows = run.Notebooks.Select(notebook => Markup.Of($"""
            <tr><th scope="row"><a href="{address(notebook.Name)}">{notebook.Name}</a></th>
            <td class="number">{Words.Duration(notebook.Seconds)}</td><td><span class="bar" style="width:{(100 * notebook.Seconds / longest).ToString("0.#", CultureInfo.InvariantCulture)}%"></span></td>
            <td class="number">{notebook.Figures.Count}</td><td class="number">{notebook.Tables.Count}</td>
            {verdicts.Select(verdict => Markup.Of($"<td class=\"number\">{notebook.Count(verdict)}</td>"))}</tr>

            """));
        return Markup.Of($"""
            <div class="scroll" role="region" aria-label="Times and results" tabindex="0"><table class="times">
            <thead><tr><th scope="col">Notebook</th><th scope="col">Time</th><td class="bars"></td><th scope="col">Figures</th><th scope="col">Tables</th>{verdicts.Select(Head)}</tr></thead>
            <tbody>
            {rows}</tbody></table></div>

            """);
    }

    private static Markup Head(Verdict verdict)
    {
        string words = Claim.VerdictText(verdict).Replace(" at this scale", "", StringComparison.Ordinal);
        return Markup.Of($"<th scope=\"col\">{words[..1].ToUpperInvariant() + words[1..]}</th>");
    }

    private static Markup Sizes(RecordedRun run)
    {
        IEnumerable<Markup> rows = run.Claims.Claims.Select(claim => claim.Run).OfType<Provenance>().Distinct()
            .Select(
                from => Markup.Of($"""
                    <tr><th scope="row">{from.Notebook}</th><td>{from.Dataset}</td><td>{from.Sizes}</td><td>{(from.Seeds.Length > 0 ? from.Seeds : "–")}</td></tr>

                    """));
        return Markup.Of($"""
            <div class="scroll" role="region" aria-label="Sizes and seeds" tabindex="0"><table>
            <thead><tr><th scope="col">Notebook</th><th scope="col">Data</th><th scope="col">Sizes</th><th scope="col">Seeds</th></tr></thead>
            <tbody>
            {rows}</tbody></table></div>

            """);
    }
}
