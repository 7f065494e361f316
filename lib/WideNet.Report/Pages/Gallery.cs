using WideNet.Report.Html;
using WideNet.Report.Runs;
using WideNet.Results;

namespace WideNet.Report.Pages;

/// <summary>The figures of a run, notebook by notebook.</summary>
internal static class Gallery
{
    /// <summary>Head of the report: what it is, and how many claims have which verdict.</summary>
    /// <param name="run">The run.</param>
    /// <param name="claims">Address of the claims; a verdict's name is added as a query where it can filter.</param>
    /// <param name="filters">Whether that page filters.</param>
    public static Markup Head(RecordedRun run, string claims, bool filters)
    {
        IEnumerable<Markup> tiles = run.Claims.CountedVerdicts.Select(verdict => Markup.Of($"""
            <li><a class="tile {Words.Key(verdict)}" href="{claims}{(filters ? $"?verdict={Words.Key(verdict)}" : "")}"><b>{run.Claims.Count(verdict)}</b> <span>{Claim.VerdictText(verdict)}</span></a></li>

            """));
        return Markup.Of($"""
            <div class="masthead">
            <h1>{Site.Title}</h1>
            <p class="lead">L. Xiao, J. Pennington and S. S. Schoenholz asked how deep a very wide network can be and still be trained, and how deep and still generalise (ICML 2020,
            <a href="https://arxiv.org/abs/1912.13053">arXiv:1912.13053</a>). These figures recompute the answers; the claims compare prediction and measurement.</p>
            <ul class="tiles" aria-label="Verdicts">
            {tiles}</ul>
            <p class="faint">{Words.Summary(run)}; {string.Join("; ", Datasets(run))}.</p>
            </div>

            """);
    }

    /// <summary>The claims that were tested and not reproduced, or nothing where there are none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="notebook">Address of a notebook by its name.</param>
    public static Markup Unreproduced(RecordedRun run, Func<string, string> notebook)
    {
        Claim[] claims = [.. run.Claims.Claims.Where(claim => claim.Verdict is Verdict.NotReproduced or Verdict.Reversed)];
        return Markup.Of($"<p>Tested and not reproduced:</p>\n{ClaimRows.Table(claims, notebook)}").If(claims.Length > 0);
    }

    /// <summary>Every notebook with its figures.</summary>
    public static Markup Sections(RecordedRun run, Addresses addresses) => Markup.Join(run.Notebooks.Select(notebook => Section(notebook, addresses)));

    /// <summary>What the claims were measured on, in words.</summary>
    public static IReadOnlyList<string> Datasets(RecordedRun run) =>
        [.. run.Notebooks.SelectMany(notebook => notebook.Claims).Select(claim => claim.Run!.Dataset.Split(',')[0]).Where(name => name != "theory").Distinct()];

    private static Markup Section(RecordedNotebook notebook, Addresses addresses)
    {
        Markup verdicts = Markup.Join(Enum.GetValues<Verdict>().Where(verdict => notebook.Count(verdict) > 0)
            .Select(verdict => Markup.Of($"<li class=\"verdict {Words.Key(verdict)}\">{Words.Sign(verdict)} {notebook.Count(verdict)} "
                + $"{Claim.VerdictText(verdict)}</li>\n")));
        Markup error = Markup.Of($"<p class=\"failure\">Stopped: {notebook.Error}</p>\n").If(notebook.Error is not null);
        Markup figures = Markup.Of(
            $"<div class=\"gallery\">\n{notebook.Figures.Select(figure => Card(figure, addresses))}</div>\n").If(notebook.Figures.Count > 0);
        return Markup.Of($"""
            <section class="notebook" aria-labelledby="{notebook.Name}">
            <p class="eyebrow"><a href="{addresses.Notebook(notebook.Name)}">{notebook.Name}</a></p>
            <h2 id="{notebook.Name}">{notebook.Title}</h2>
            <ul class="verdicts">
            {verdicts}<li class="faint">{Words.Duration(notebook.Seconds)}</li>
            </ul>
            {error}{figures}</section>

            """);
    }

    private static Markup Card(RecordedFigure figure, Addresses addresses) => Markup.Of($"""
        <figure class="card">
        <a class="paper" href="{addresses.Figure(figure.Name)}"><img src="{addresses.Picture(figure.Name)}" alt="{figure.Title}. {figure.Description}" width="{figure.Width}" height="{figure.Height}"></a>
        <figcaption>{Words.Rich(figure.Title)}</figcaption>
        </figure>

        """);
}
