using System.Net;
using System.Text;

namespace WideNet.Cli.Running;

/// <summary>A static page that shows a run at a glance: every figure, every claim. It needs nothing but the files beside it.</summary>
internal static class RunPage
{
    /// <summary>File name in the output folder.</summary>
    public const string FileName = "index.html";

    private const string Style =
        ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}" +
        "img{max-width:100%;height:auto;background:#fff}table{border-collapse:collapse;display:block;overflow-x:auto}td,th{padding:.2rem .6rem;text-align:left;vertical-align:top}" +
        ".error{color:#b00020}";

    /// <summary>The page.</summary>
    /// <param name="settings">Preset, data set and other settings by name.</param>
    /// <param name="outcomes">What each notebook gave.</param>
    public static string Create(IReadOnlyDictionary<string, string> settings, IReadOnlyList<NotebookOutcome> outcomes)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append("<title>Disentangling trainability and generalization: reproduction</title>\n<style>").Append(Style).Append("</style>\n</head>\n<body>\n");
        page.Append("<h1>Disentangling trainability and generalization: reproduction</h1>\n<p>");
        page.Append(Text(string.Join(", ", settings.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {entry.Value}")))).Append("</p>\n");
        foreach (NotebookOutcome outcome in outcomes)
        {
            Append(page, outcome);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder page, NotebookOutcome outcome)
    {
        page.Append("<section id=\"").Append(Text(outcome.Name)).Append("\">\n<h2>").Append(Text(outcome.Title)).Append("</h2>\n");
        page.Append("<p><a href=\"").Append(Text(outcome.Name)).Append(".ipynb\">").Append(Text(outcome.Name)).Append("</a></p>\n");
        if (outcome.Error is not null)
        {
            page.Append("<p class=\"error\">").Append(Text(outcome.Error)).Append("</p>\n");
        }

        foreach (string figure in outcome.Figures)
        {
            page.Append("<p><img src=\"").Append(Text(figure)).Append("\" alt=\"").Append(Text(Path.GetFileNameWithoutExtension(figure))).Append("\"></p>\n");
        }

        if (outcome.Claims.Claims.Count > 0)
        {
            page.Append(outcome.Claims.ToHtml()).Append('\n');
        }

        page.Append("</section>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
