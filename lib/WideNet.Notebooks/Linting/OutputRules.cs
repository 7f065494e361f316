using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WideNet.Formatting;

namespace WideNet.Notebooks.Linting;

/// <summary>Stored outputs: no errors, no JavaScript, nothing that depends on the machine or the hour.</summary>
internal static partial class OutputRules
{
    /// <summary>Checks one notebook.</summary>
    public static IEnumerable<LintFinding> Check(Notebook notebook)
    {
        foreach ((int index, NotebookCell cell) in notebook.Cells.Index())
        {
            foreach (string message in cell.Outputs.SelectMany(CheckOutput).Distinct())
                yield return new LintFinding { Cell = index + 1, Message = message };
        }
    }

    private static IEnumerable<string> CheckOutput(JsonObject output)
    {
        if (NotebookJson.JoinLines(output["output_type"]) == "error")
            yield return $"stores the error {NotebookJson.JoinLines(output["evalue"]) ?? "without a message"}";

        List<(string MimeType, string Text)> texts = [];
        if (NotebookJson.JoinLines(output["text"]) is { } written)
            texts.Add((MimeTypes.Plain, written));
        foreach ((string mimeType, JsonNode? node) in output["data"] as JsonObject ?? [])
            texts.Add((mimeType, NotebookJson.JoinLines(node) ?? node?.ToJsonString() ?? ""));

        foreach ((string mimeType, string whole) in texts)
        {
            string text = Chart().Replace(DataUri().Replace(whole, ""), "$1");
            if (mimeType.Contains("javascript", StringComparison.Ordinal) || (mimeType is MimeTypes.Html or MimeTypes.Svg && JavaScript().IsMatch(text)))
                yield return $"output {mimeType} contains JavaScript, which viewers strip";
            foreach (string path in MachineTraces.FindPaths(text))
                yield return $"output {mimeType} contains the absolute path '{path}'";
            foreach (string time in MachineTraces.FindTimes(text))
                yield return $"output {mimeType} contains the time of day '{time}'";
        }
    }

    [GeneratedRegex(@"<script\b|javascript:|<[^>]*\son[a-z]+\s*=", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex JavaScript();

    // An interactive chart: where its script is stripped, the picture before it stays.
    [GeneratedRegex("""\A(<div data-chart="[0-9a-f]{16}">.*<img\b.*</div>)\s*<script type="text/javascript">.*?</script>""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Chart();

    [GeneratedRegex(@"data:[a-z+/-]+;base64,[A-Za-z0-9+/=]*", RegexOptions.CultureInvariant)]
    private static partial Regex DataUri();
}
