using WideNet.Report.Html;
using WideNet.Report.Runs;

namespace WideNet.Report.Pages;

/// <summary>One figure: the picture, and the interactive view in its place where scripts run and plotly.js is there.</summary>
internal static class FigurePage
{
    /// <summary>Creates the page.</summary>
    /// <param name="site">The report.</param>
    /// <param name="notebook">The notebook that drew it.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="neighbours">The figures before and after it, or null at the ends.</param>
    public static Page Create(Site site, RecordedNotebook notebook, RecordedFigure figure, (RecordedFigure? Before, RecordedFigure? After) neighbours)
    {
        bool interactive = site.Plotly is not null && figure.Plotly is not null;
        Markup view = Markup.Of($"""
            <script>document.documentElement.classList.add("interactive")</script>
            <div class="view">
            <div class="toolbar" role="group" aria-label="View">
            <button type="button" data-do="in">Zoom in</button><button type="button" data-do="out">Zoom out</button><button type="button" data-do="reset">Whole figure</button>
            <button type="button" data-do="picture" aria-pressed="false">As printed</button>
            </div>
            <p class="hint faint">Point at a curve or a cell for its numbers; drag over an area to zoom in; double-click for the whole figure. Keys: + and − zoom, arrows move, 0 shows the whole figure.</p>
            <div class="scroll" role="group" aria-label="{figure.Title}, interactive view" tabindex="0"><div id="plot" class="plot" style="aspect-ratio:{figure.Width}/{figure.Height};min-width:{figure.Width}px;max-width:{figure.Width * 3 / 2}px"></div></div>
            </div>
            <script type="application/json" id="figure">{Markup.Trusted(Embedded(figure.Plotly ?? ""))}</script>

            """).If(interactive);
        Markup json = Markup.Of($" · <a href=\"{figure.Name}{RecordedFigure.PlotlyEnding}\">JSON for plotly</a>").If(figure.Plotly is not null);
        IEnumerable<Markup> tables = notebook.Tables.Select(table => Markup.Of($" · <a href=\"../tables/{table}\">{table}</a>"));
        return new Page
        {
            Path = $"figures/{figure.Name}.html",
            Title = figure.Title,
            Class = "wide",
            Scripts = interactive ? [ReportAssets.Plotly, "figure.js"] : [],
            Content = Markup.Of($"""
                <p class="eyebrow"><a href="../notebooks/{notebook.Name}.html">{notebook.Name}</a></p>
                <h1>{Words.Rich(figure.Title)}</h1>
                <figure class="single">
                {view}<a id="picture" class="paper" href="{figure.Name}.svg"><img src="{figure.Name}.svg" alt="{figure.Title}. {figure.Description}" width="{figure.Width}" height="{figure.Height}"></a>
                <figcaption>{Markup.Trusted(figure.Caption)} {Words.Rich(figure.Data)}</figcaption>
                </figure>
                <p class="downloads"><a href="{figure.Name}.svg">SVG</a>{json}{tables}</p>
                <nav class="turn" aria-label="Other figures"><ul>
                {Turn(neighbours.Before, "Previous", "prev")}{Turn(neighbours.After, "Next", "next")}</ul></nav>

                """),
        };
    }

    private static Markup Turn(RecordedFigure? figure, string word, string relation) =>
        figure is null
            ? Markup.Empty
            : Markup.Of($"<li><a rel=\"{relation}\" href=\"{figure.Name}.html\"><span class=\"faint\">{word}</span> {Words.Rich(figure.Title)}</a></li>\n");

    // JSON has < in strings only, where its escape means the same and cannot end the script element.
    private static string Embedded(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);
}
