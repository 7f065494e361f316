using System.Text;
using WideNet.Data;
using WideNet.Formatting;

namespace WideNet.Results;

/// <summary>Claims in the order in which they are to be read; ids are unique.</summary>
[TypeFormatterSource(typeof(ClaimTableFormatterSource), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain, MimeTypes.Json])]
public sealed class ClaimTable
{
    private static readonly string[] Headers = ["claim", "source", "predicted", "measured", "tolerance", "verdict"];

    /// <summary>Creates the table.</summary>
    /// <param name="claims">The claims.</param>
    /// <exception cref="ArgumentException">Two claims have the same id.</exception>
    public ClaimTable(params IEnumerable<Claim> claims)
    {
        Claims = [.. claims];
        string? twice = Claims.GroupBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new ArgumentException($"Two claims have the id '{twice}'; ids must be unique.", nameof(claims));
        }
    }

    /// <summary>The claims.</summary>
    public IReadOnlyList<Claim> Claims { get; }

    /// <summary>The claim of a given id.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Claim this[string id] => Claims.FirstOrDefault(c => c.Id == id)
        ?? throw new ArgumentException($"There is no claim '{id}'; there are {string.Join(", ", Claims.Select(c => c.Id))}.", nameof(id));

    /// <summary>How many claims have a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public int Count(Verdict verdict) => Claims.Count(c => c.Verdict == verdict);

    /// <summary>The verdicts that a count of these claims names, in order: all, but the reversed ones only where there are any.</summary>
    public IReadOnlyList<Verdict> CountedVerdicts => [.. Enum.GetValues<Verdict>().Where(verdict => verdict != Verdict.Reversed || Count(verdict) > 0)];

    /// <summary>The same claims, each naming the run that measured it.</summary>
    /// <param name="run">The run.</param>
    public ClaimTable From(Provenance run) => new(Claims.Select(c => c with { Run = run }));

    /// <summary>The claims of several tables in one.</summary>
    /// <param name="tables">The tables, in order.</param>
    /// <exception cref="ArgumentException">Two claims have the same id.</exception>
    public static ClaimTable Join(params IEnumerable<ClaimTable> tables) => new(tables.SelectMany(t => t.Claims));

    /// <summary>The claims as JSON: indented, keys in fixed order, numbers that read back to the same bits.</summary>
    public string ToJson() => ClaimJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="DataFormatException">The text is not such JSON, or a stored verdict does not follow from the numbers beside it.</exception>
    public static ClaimTable FromJson(string json) => ClaimJson.Read(json);

    /// <summary>Writes the JSON to a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.WriteText(path, ToJson());

    /// <summary>Reads a file written by <see cref="Save"/>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">The file is not such JSON.</exception>
    public static ClaimTable Load(string path)
    {
        try
        {
            return FromJson(File.ReadAllText(path));
        }
        catch (DataFormatException e)
        {
            throw new DataFormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The claims as a Markdown table with Unicode scripts.</summary>
    /// <param name="withReasons">Whether a last column gives the reason of each tolerance.</param>
    public string ToMarkdown(bool withReasons = false)
    {
        static string Cell(string text) => RichText.ToPlain(text).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
        string[] headers = withReasons ? [.. Headers, "reason of the tolerance"] : Headers;
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", headers).Append(" |\n|").Append(string.Concat(headers.Select(_ => "---|"))).Append('\n');
        foreach (Claim claim in Claims)
        {
            string[] cells = withReasons ? [.. Cells(claim), claim.ToleranceReason] : Cells(claim);
            text.Append("| ").AppendJoin(" | ", cells.Select(Cell)).Append(" |\n");
        }

        return text.ToString();
    }

    /// <summary>The claims as an HTML table; the reason of each tolerance, the note and the run stand below the numbers.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<table><thead><tr>");
        html.AppendJoin("", Headers.Select(h => $"<th style=\"text-align:left\">{h}</th>")).Append("</tr></thead><tbody>");
        foreach (Claim claim in Claims)
        {
            string[] cells = [.. Cells(claim).Select(RichText.ToHtml)];
            string[] details = [.. Details(claim).Select(RichText.ToHtml)];
            string color = claim.Verdict switch { Verdict.Reproduced => "#00704f", Verdict.NotTestedAtThisScale => "#595959", _ => "#b04a00" };
            html.Append("\n<tr style=\"vertical-align:top\">");
            html.Append($"<td style=\"text-align:left\">{cells[0]}{string.Concat(details.Select(d => $"<br><small>{d}</small>"))}</td>");
            html.Append($"<td style=\"text-align:left\">{cells[1]}</td>");
            html.AppendJoin("", cells[2..^1].Select(c => $"<td style=\"text-align:left;white-space:nowrap\">{c}</td>"));
            html.Append($"<td style=\"text-align:left\"><strong style=\"color:{color}\">{cells[^1]}</strong></td></tr>");
        }

        return html.Append("\n</tbody></table>").ToString();
    }

    /// <summary>The claims as aligned columns, with a count of verdicts.</summary>
    public override string ToString()
    {
        string count = string.Join(", ", CountedVerdicts.Select(verdict => $"{Count(verdict)} {Claim.VerdictText(verdict)}"));
        string[] headers = ["id", .. Headers[2..]];
        return TextTable.Write(headers, [.. Claims.Select(c => (string[])[c.Id, .. Cells(c)[2..]])], [false, true, true, true, false]) + "\n" + count;
    }

    private static string[] Cells(Claim c) => [c.Statement, c.Source, c.PredictionText, c.MeasurementText, c.ToleranceText, Claim.VerdictText(c.Verdict)];

    private static IEnumerable<string> Details(Claim claim)
    {
        if (claim.ToleranceReason.Length > 0)
        {
            yield return $"Tolerance: {claim.ToleranceReason}";
        }

        if (claim.Note.Length > 0)
        {
            yield return claim.Note;
        }

        if (claim.Run is { } run)
        {
            yield return run.ToString();
        }
    }
}
