using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WideNet.Data;

namespace WideNet.Results;

/// <summary>Claims as JSON. Numbers that JSON cannot hold are the strings NaN, Infinity and -Infinity.</summary>
internal static class ClaimJson
{
    /// <summary>Writes a table.</summary>
    public static string Write(ClaimTable table)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteStartArray("claims");
            foreach (Claim claim in table.Claims)
            {
                Write(json, claim);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Reads a table.</summary>
    public static ClaimTable Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return new ClaimTable(document.RootElement.GetProperty("claims").EnumerateArray().Select(ReadClaim));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new DataFormatException($"These are no claims as ClaimTable.ToJson writes them: {e.Message}", e);
        }
    }

    private static void Write(Utf8JsonWriter json, Claim claim)
    {
        json.WriteStartObject();
        json.WriteString("id", claim.Id);
        json.WriteString("statement", claim.Statement);
        json.WriteString("source", claim.Source);
        json.WriteString("comparison", Name(claim.Comparison));
        WriteNumber(json, "prediction", claim.Prediction);
        WriteNumber(json, "measurement", claim.Measurement);
        WriteNumber(json, "uncertainty", claim.Uncertainty);
        WriteNumber(json, "tolerance", claim.Tolerance);
        json.WriteString("toleranceReason", claim.ToleranceReason);
        json.WriteString("verdict", Claim.VerdictText(claim.Verdict));
        json.WriteString("note", claim.Note);
        if (claim.Run is { } run)
        {
            json.WriteStartObject("run");
            json.WriteString("notebook", run.Notebook);
            json.WriteString("preset", Provenance.PresetName(run.Preset));
            json.WriteString("dataset", run.Dataset);
            json.WriteString("sizes", run.Sizes);
            json.WriteString("seeds", run.Seeds);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static Claim ReadClaim(JsonElement json)
    {
        string id = Text(json, "id");
        Comparison comparison = Enum.GetValues<Comparison>().Cast<Comparison?>().FirstOrDefault(c => Name(c!.Value) == Text(json, "comparison"))
            ?? throw new FormatException($"the claim '{id}' has the comparison '{Text(json, "comparison")}', which is unknown.");
        double? prediction = Number(json, "prediction");
        Claim claim = comparison == Comparison.NotTested
            ? Claim.NotTested(id, Text(json, "statement"), Text(json, "source"), Text(json, "note"), prediction)
            : Claim.Compare(
                comparison,
                id,
                Text(json, "statement"),
                Text(json, "source"),
                Required(prediction, id, "prediction"),
                Required(Number(json, "measurement"), id, "measurement"),
                Required(Number(json, "tolerance"), id, "tolerance"),
                Text(json, "toleranceReason"),
                Number(json, "uncertainty"));
        string verdict = Text(json, "verdict");
        return Claim.VerdictText(claim.Verdict) == verdict
            ? claim with { Note = Text(json, "note"), Run = ReadRun(json) }
            : throw new FormatException($"the claim '{id}' is stored as '{verdict}', but its numbers say '{Claim.VerdictText(claim.Verdict)}'.");
    }

    private static Provenance? ReadRun(JsonElement json)
    {
        if (!json.TryGetProperty("run", out JsonElement run))
        {
            return null;
        }

        string preset = Text(run, "preset");
        return new Provenance
        {
            Notebook = Text(run, "notebook"),
            Preset = Enum.GetValues<Preset>().Cast<Preset?>()
                .FirstOrDefault(p => Provenance.PresetName(p!.Value) == preset) ?? throw new FormatException($"the preset '{preset}' is unknown."),
            Dataset = Text(run, "dataset"),
            Sizes = Text(run, "sizes"),
            Seeds = Text(run, "seeds"),
        };
    }

    private static string Name(Comparison comparison) => comparison switch
    {
        Comparison.Within => "within",
        Comparison.WithinRelative => "within relative",
        Comparison.Below => "below",
        Comparison.Above => "above",
        Comparison.Greater => "greater",
        _ => "not tested",
    };

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is not { } number)
        {
            json.WriteNull(name);
        }
        else if (double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static double? Number(JsonElement json, string name)
    {
        JsonElement value = Member(json, name);
        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            _ => value.GetDouble(),
        };
    }

    private static double Required(double? value, string id, string name) => value ?? throw new FormatException($"the claim '{id}' has no {name}.");

    private static string Text(JsonElement json, string name) => Member(json, name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static JsonElement Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value : throw new FormatException($"a claim lacks '{name}'.");
}
