using System.Text.Json.Nodes;
using WideNet.Engines;
using WideNet.Figures;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce list engines</c>: what computes here and on which devices, and how to build what is not built.</summary>
internal static class EngineList
{
    /// <summary>Prints the list.</summary>
    /// <param name="session">Where to print.</param>
    /// <param name="json">Whether a program reads it.</param>
    /// <returns>Exit code 0, whatever is built.</returns>
    public static int Print(Session session, bool json)
    {
        Row[] rows = [Cpu(), .. OptionalAssembly.All.Select(Of)];
        if (json)
        {
            session.Output.WriteLine(new JsonArray([.. rows.Select(row => row.ToJson())]).ToJsonString(Json.Indented));
            return ExitCode.Success;
        }

        int width = rows.Max(row => row.Name.Length);
        foreach (Row row in rows) session.Output.WriteLine($"{row.Name.PadRight(width)}  {row.ToText()}");
        return ExitCode.Success;
    }

    private static Row Cpu()
    {
        var engine = new CpuEngine();
        return new Row(engine.Name, engine.Description, engine.Devices(), null, null);
    }

    private static Row Of(OptionalAssembly part)
    {
        if (part.Find() is not { } file) return new Row(part.Name, null, [], "not built", OptionalAssembly.BuildCommand);
        try
        {
            // Drawing charts is not an engine, but shows that Plotly.NET loads.
            string versions = part.Versions(file);
            if (part == OptionalAssembly.Interactive) return new Row(part.Name, $"{versions}; {FigureView.Open("plotly").Description}", [], null, null);
            return new Row(part.Name, part.Versions(file), EngineCatalog.Open(part.Name).Devices(), null, null);
        }
        catch (EngineUnavailableException e)
        {
            return new Row(part.Name, part.Versions(file), [], Failure.OneLine(e.Message), null);
        }
    }

    private sealed record Row(string Name, string? Version, IReadOnlyList<string> Devices, string? Problem, string? Build)
    {
        public string ToText()
        {
            string text = Version ?? "";
            if (Devices.Count > 0) text += $"; devices {string.Join(", ", Devices)}";
            if (Problem is not null) text += (text.Length > 0 ? "; " : "") + Problem;
            return Build is null ? text : $"{text}: {Build}";
        }

        public JsonObject ToJson() => new()
        {
            ["name"] = Name,
            ["version"] = Version,
            ["devices"] = new JsonArray([.. Devices.Select(device => (JsonNode)device)]),
            ["problem"] = Problem,
            ["build"] = Build,
        };
    }
}
