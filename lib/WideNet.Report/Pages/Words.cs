using System.Globalization;
using WideNet.Formatting;
using WideNet.Report.Html;
using WideNet.Report.Runs;
using WideNet.Results;

namespace WideNet.Report.Pages;

/// <summary>Numbers in words.</summary>
internal static class Words
{
    /// <summary>A number of things: <c>1 figure</c>, <c>1,024 figures</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What, in the singular; its plural ends in s.</param>
    public static string Count(int count, string noun) => Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>A time: <c>7.3 s</c>, <c>2 min 5 s</c>, <c>3 h 20 min</c>.</summary>
    public static string Duration(double seconds)
    {
        var whole = (long)Math.Round(seconds);
        return whole switch
        {
            < 60 => seconds.ToString("0.0 s", CultureInfo.InvariantCulture),
            < 3600 => Invariant($"{whole / 60} min {whole % 60} s"),
            _ => Invariant($"{whole / 3600} h {whole % 3600 / 60} min"),
        };
    }

    /// <summary>Size and time of a run in one line: <c>7 notebooks, quick preset, 52.0 s</c>.</summary>
    public static string Summary(RecordedRun run)
    {
        string preset = run.Facts.Preset.Length > 0 ? $"{run.Facts.Preset} preset, " : "";
        return $"{Count(run.Notebooks.Count, "notebook")}, {preset}{Duration(run.Notebooks.Sum(notebook => notebook.Seconds))}";
    }

    /// <summary>A label with its sub- and superscripts.</summary>
    /// <param name="text">Text with the markup of <see cref="RichText"/>.</param>
    public static Markup Rich(string text) => Markup.Trusted(RichText.ToHtml(text));

    /// <summary>A length: <c>3,073,000 bytes</c>.</summary>
    public static string Bytes(long bytes) => Invariant($"{bytes:N0} bytes");

    /// <summary>A verdict as a name for styles and filters: <c>reproduced</c>, <c>not-reproduced</c>, <c>reversed</c>, <c>not-tested</c>.</summary>
    public static string Key(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.NotReproduced => "not-reproduced",
        Verdict.Reversed => "reversed",
        _ => "not-tested",
    };

    /// <summary>A sign beside a verdict, so that colour is never all there is.</summary>
    public static string Sign(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "✓",
        Verdict.NotReproduced => "✗",
        Verdict.Reversed => "⇄",
        _ => "–",
    };
}
