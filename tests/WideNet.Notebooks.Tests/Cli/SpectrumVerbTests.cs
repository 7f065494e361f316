using System.Text.Json;
using System.Text.RegularExpressions;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class SpectrumVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    private static string Case => CommandLine.Reference("high-precision", "relu-ordered.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Spectrum_CheckOfAReference_Passes()
    {
        CommandResult result = CommandLine.Run("spectrum", "--case", Case, "--check");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("FullyConnected, relu, weight variance 1.5, bias variance 0.1, 8 inputs\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\npassed\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Spectrum_Help_PromisesAnErrorEstimateAndNotExactness()
    {
        string help = string.Join(' ', CommandLine.Run("spectrum", "--help").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("at any depth; all but the gaps carry an error estimate.", help, StringComparison.Ordinal);
        Assert.DoesNotContain("exact", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Spectrum_Json_HasTheKeysOfTheFile()
    {
        CommandResult result = CommandLine.Run("spectrum", "--case", Case, "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement actual = JsonDocument.Parse(result.Output).RootElement.GetProperty("depths");
        JsonElement expected = JsonDocument.Parse(File.ReadAllText(Case)).RootElement.GetProperty("depths");
        Assert.Equal(["10", "60", "120", "200"], actual.EnumerateObject().Select(depth => depth.Name));
        foreach (JsonProperty depth in expected.EnumerateObject())
        {
            JsonElement values = actual.GetProperty(depth.Name);
            Assert.All(depth.Value.EnumerateObject(), value => Assert.True(values.TryGetProperty(value.Name, out _), value.Name));
            Assert.Equal(8, values.GetProperty("eigenvalues").GetArrayLength());
        }
    }

    [Fact]
    public void Spectrum_CnnJson_HasTheKeysOfTheFile()
    {
        string file = CommandLine.Reference("high-precision", "cnn-p-erf-ordered.json");
        CommandResult result = CommandLine.Run("spectrum", "--case", file, "--json", "--check");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement root = JsonDocument.Parse(result.Output).RootElement;
        Assert.True(root.GetProperty("check").GetProperty("passed").GetBoolean());
        Assert.All(
            JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("depths").GetProperty("40").EnumerateObject(),
            value => Assert.True(root.GetProperty("depths").GetProperty("40").TryGetProperty(value.Name, out _), value.Name));
    }

    [Fact]
    public void Spectrum_WrongAnswer_FailsTheCheckAndNamesIt()
    {
        string file = Path.Combine(_folder, "case.json");
        File.WriteAllText(file, new Regex("\"kappa\": \"39\\.19").Replace(File.ReadAllText(Case), "\"kappa\": \"39.20", 1));
        CommandResult result = CommandLine.Run("spectrum", "--case", file, "--check");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("depth 10: 15 values, nearest to its tolerance kappa: error 2.6e-04 of 1.0e-10  FAILED\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nFAILED\n", result.Output, StringComparison.Ordinal);
        JsonElement check = JsonDocument.Parse(CommandLine.Run("spectrum", "--case", file, "--check", "--json").Output).RootElement.GetProperty("check");
        Assert.Equal(["depth 10: kappa"], check.GetProperty("failed").EnumerateArray().Select(item => item.GetString()));
    }

    [Fact]
    public void Spectrum_WithoutAnswers_Computes()
    {
        string file = Path.Combine(_folder, "case.json");
        string json = File.ReadAllText(Case);
        File.WriteAllText(file, json[..json.IndexOf("\"depths\"", StringComparison.Ordinal)] + "\"depths\": {\"10\": {}, \"7000\": {}}}");
        CommandResult result = CommandLine.Run("spectrum", "--case", file, "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement depths = JsonDocument.Parse(result.Output).RootElement.GetProperty("depths");
        Assert.Equal(39.1991844306247154, depths.GetProperty("10").GetProperty("kappa").GetDouble(), 1e-9);
        Assert.Equal(JsonValueKind.Null, depths.GetProperty("7000").GetProperty("kappa").ValueKind);
        Assert.InRange(depths.GetProperty("7000").GetProperty("log10_kappa").GetDouble(), 400, 500);
    }

    [Fact]
    public void Spectrum_NoSuchFile_IsOneLine() => CommandLine.Run("spectrum", "--case", Path.Combine(_folder, "absent.json")).AssertFails(
        2, $"The case file {Path.Combine(_folder, "absent.json")} does not exist; it must be a JSON file as in tests/reference/high-precision.");

    [Fact]
    public void Spectrum_BrokenJson_IsOneLine()
    {
        string file = Path.Combine(_folder, "case.json");
        File.WriteAllText(file, "{\n \"activation\": erf\n}");
        CommandLine.Run("spectrum", "--case", file).AssertFails(2, $"{file} is not valid JSON (line 2, byte 16).");
    }
}
