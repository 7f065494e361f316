using System.Text.Json.Nodes;
using WideNet.Figures;
using WideNet.Interactive;
using WideNet.Notebooks;
using WideNet.Report.Runs;
using WideNet.Results;

namespace WideNet.Report.Tests;

/// <summary>Folders as <c>reproduce run</c> leaves them, made without running anything.</summary>
internal static class SampleRun
{
    /// <summary>Text that would be markup if a page forgot to escape it.</summary>
    public const string Hostile = "<script>alert('x')</script> & \"quotes\" <b>";

    private static readonly Provenance From =
        new() { Notebook = "99-sample", Preset = Preset.Quick, Dataset = "synthetic images", Sizes = $"m = 4 {Hostile}", Seeds = "1..5" };

    /// <summary>A small run: one notebook with two figures, a table and four claims, one of each verdict.</summary>
    /// <param name="folder">Receives the files.</param>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "99-sample.ipynb"), new JsonObject
        {
            ["cells"] = new JsonArray(
                Cell("markdown", $"# A sample: $\\chi_1 = 1$\n\nText with {Hostile} and [a link](00-other.ipynb).\n\n| a | b |\n|---|---|\n| $\\kappa$ | 2 |"),
                Cell("code", "// parameters\nint width = 1;"),
                Cell("code", "Sample.Figure()", SampleFigures.Lines.ToHtml(), SampleFigures.Lines.ToString()),
                Cell("code", "Claims()", Claims().ToHtml(), Claims().ToString())),
            ["metadata"] = new JsonObject(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 4,
        }.ToJsonString());
        foreach (Figure figure in (Figure[])[SampleFigures.Lines, SampleFigures.Maps])
        {
            File.WriteAllText(Path.Combine(folder, $"99-sample-{figure.Id}.svg"), figure.ToSvg());
            File.WriteAllText(Path.Combine(folder, $"99-sample-{figure.Id}{RecordedFigure.PlotlyEnding}"), new PlotlyFigureRenderer().ToPlotlyJson(figure));
        }

        File.WriteAllText(Path.Combine(folder, "99-sample-table.csv"), "a,b\n1,2\n");
        Claims().Save(Path.Combine(folder, RecordedRun.ClaimsFile));
        WriteManifest(folder, [Entry("99-sample", ["99-sample-lines.svg", "99-sample-maps.svg"], ["99-sample-table.csv"])]);
        return folder;
    }

    /// <summary>A run with every notebook of the repository as its outputs are stored, the recorded claims, and the small run's notebook.</summary>
    /// <param name="folder">Receives the files.</param>
    public static string WriteSeries(string folder)
    {
        Write(folder);
        List<JsonNode> entries = [Entry("99-sample", ["99-sample-lines.svg", "99-sample-maps.svg"], ["99-sample-table.csv"])];
        foreach (string path in RepositoryFiles.Notebooks)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            File.Copy(path, Path.Combine(folder, name + ".ipynb"));
            var figures = new List<string>();
            foreach (
                string html in Notebook.Read(path).Cells.SelectMany(cell => cell.Outputs).Select(output =>
                    string.Concat((output["data"]?["text/html"] as JsonArray ?? []).Select(line => (string?)line))))
            {
                foreach (System.Text.RegularExpressions.Match match in StoredPicture.Pattern().Matches(html))
                {
                    figures.Add($"{name}-{figures.Count}.svg");
                    File.WriteAllText(Path.Combine(folder, figures[^1]), StoredPicture.Svg(match));
                }
            }

            entries.Add(Entry(name, figures, []));
        }

        ClaimTable recorded = ClaimTable.Load(Path.Combine(RepositoryFiles.Root, "data", "results", "claims.json"));
        ClaimTable.Join(Claims(), recorded).Save(Path.Combine(folder, RecordedRun.ClaimsFile));
        WriteManifest(folder, entries);
        return folder;
    }

    private static ClaimTable Claims() => new ClaimTable(
        Claim.Within("sample-good", $"κ_1 is 1 {Hostile}", "background", 1, 1.01, 0.1, $"chosen {Hostile}"),
        Claim.Within("sample-bad", "the rate of λ_max is 2", "background", 2, 3, 0.1, "chosen") with { Note = $"It is 3 {Hostile}" },
        Claim.Greater("sample-reversed", "first is better", "background", -1, 0.1, "two standard errors"),
        Claim.NotTested("sample-open", "no relu is tested", "background", "too small")).From(From);

    private static JsonObject Entry(string name, IEnumerable<string> figures, IEnumerable<string> tables) => new()
    {
        ["name"] = name,
        ["seconds"] = 1.25,
        ["error"] = name == "99-sample" ? $"cell 4: {Hostile}" : null,
        ["figures"] = new JsonArray([.. figures.Select(file => (JsonNode)file)]),
        ["tables"] = new JsonArray([.. tables.Select(file => (JsonNode)file)]),
    };

    private static void WriteManifest(string folder, IEnumerable<JsonNode> entries) => File.WriteAllText(Path.Combine(folder, RecordedRun.ManifestFile),
        new JsonObject
        {
            ["version"] = "0.1.0",
            ["runtime"] = ".NET 10",
            ["processors"] = 2,
            ["settings"] = new JsonObject { ["preset"] = "quick", ["dataset"] = Hostile, ["dataDir"] = "/home/somebody/images" },
            ["data"] = new JsonArray(new JsonObject { ["file"] = "data_batch_1.bin", ["bytes"] = 3073000, ["sha256"] = "00ff" }),
            ["notebooks"] = new JsonArray([.. entries]),
        }.ToJsonString());

    private static JsonObject Cell(string kind, string source, string? html = null, string? text = null)
    {
        var cell = new JsonObject { ["cell_type"] = kind, ["metadata"] = new JsonObject(), ["source"] = source };
        if (kind == "code") cell["outputs"] = new JsonArray();
        if (html is not null)
        {
            var data = new JsonObject { ["text/html"] = html, ["text/plain"] = text };
            cell["outputs"] = new JsonArray(
                new JsonObject { ["output_type"] = "execute_result", ["execution_count"] = 1, ["metadata"] = new JsonObject(), ["data"] = data });
        }

        return cell;
    }
}
