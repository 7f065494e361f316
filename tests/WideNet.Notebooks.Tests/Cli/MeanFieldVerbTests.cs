using System.Globalization;
using System.Text.Json;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class MeanFieldVerbTests
{
    public static TheoryData<string, int> References()
    {
        var data = new TheoryData<string, int>();
        foreach (string activation in (string[])["erf", "tanh"])
        {
            int count = Reference().GetProperty(activation).GetArrayLength();
            for (int i = 0; i < count; i++)
            {
                data.Add(activation, i);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(References))]
    public void MeanField_ReferencePoint_HasItsKeysAndValues(string activation, int index)
    {
        JsonElement expected = Reference().GetProperty(activation)[index];
        CommandResult result = CommandLine.Run(
            "meanfield", "--activation", activation, "--weight-variance", Text(expected, "weight_variance"), "--bias-variance", Text(expected, "bias_variance"),
            "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement actual = JsonDocument.Parse(result.Output).RootElement;

        // What the two references are good for, tanh being a 240-point quadrature.
        double tolerance = activation == "erf" ? 1e-12 : 1e-8;
        foreach (JsonProperty property in expected.EnumerateObject())
        {
            double value = Number(property.Value);
            Assert.InRange(Number(actual.GetProperty(property.Name)) / value, 1 - tolerance, 1 + tolerance);
        }
    }

    [Fact]
    public void MeanField_Critical_FindsTheCriticalWeightVariance()
    {
        CommandResult result = CommandLine.Run("meanfield", "--activation", "erf", "--bias-variance", "0.18", "--critical", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(1.747603749767703, json.GetProperty("critical_weight_variance").GetDouble(), 1e-12);
        Assert.Equal("critical", json.GetProperty("phase").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("xi_1").ValueKind);
    }

    [Fact]
    public void MeanField_ReluAboveCriticality_HasNoVariance()
    {
        CommandResult result = CommandLine.Run("meanfield", "--activation", "relu", "--weight-variance", "2.5", "--bias-variance", "0.1", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("unbounded", json.GetProperty("phase").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("q_star").ValueKind);
    }

    [Fact]
    public void MeanField_AsText_NamesTheQuantities()
    {
        CommandResult result = CommandLine.Run("meanfield", "--activation", "relu", "--weight-variance", "1", "--bias-variance", "0.5");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(
            "activation  relu\nσ_w²        1\nσ_b²        0.5\nphase       ordered\nq*          1\nc*          1\nχ_1         0.5\n", result.Output,
            StringComparison.Ordinal);
        Assert.Contains("\nξ_*         does not exist\np*          2\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void MeanField_AsTextInChaos_PrintsEveryQuantityInItsLine()
    {
        JsonElement point = Reference().GetProperty("erf").EnumerateArray().First(row => row.TryGetProperty("xi_star", out _));
        CommandResult result = CommandLine.Run(
            "meanfield", "--activation", "erf", "--weight-variance", Text(point, "weight_variance"), "--bias-variance", Text(point, "bias_variance"));
        (string Name, string Key)[] quantities =
            [("q*", "q_star"), ("c*", "c_star"), ("χ_1", "chi_1"), ("χ_c*", "chi_c_star"), ("ξ_1", "xi_1"), ("ξ_c*", "xi_c_star"), ("ξ_*", "xi_star")];
        foreach ((string name, string key) in quantities)
        {
            string line = Assert.Single(result.Output.Split('\n'), text => text.StartsWith(name + " ", StringComparison.Ordinal));
            double value = double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            Assert.InRange(value / Number(point.GetProperty(key)), 1 - 1e-12, 1 + 1e-12);
        }
    }

    [Theory]
    [InlineData("-1", "The weight variance is -1; a variance must be finite and at least 0.")]
    [InlineData("NaN", "The weight variance is NaN; a variance must be finite and at least 0.")]
    [InlineData("many", "--weight-variance is 'many'; it must be a number.")]
    public void MeanField_BadWeightVariance_IsOneLine(string value, string message) =>
        CommandLine.Run("meanfield", "--activation", "erf", "--weight-variance", value, "--bias-variance", "0.05").AssertFails(2, message);

    [Fact]
    public void MeanField_WithoutWeightVariance_SaysWhatIsNeeded() => CommandLine.Run("meanfield", "--activation", "erf", "--bias-variance", "0.05")
        .AssertFails(2, "Option '--weight-variance' is required, or --critical to find it.");

    [Fact]
    public void MeanField_CriticalAndWeightVariance_SaysThatTheyExclude() =>
        CommandLine.Run("meanfield", "--activation", "erf", "--bias-variance", "0.05", "--critical", "--weight-variance", "1")
            .AssertFails(2, "--critical finds the weight variance itself; leave out --weight-variance.");

    [Fact]
    public void MeanField_UnknownActivation_ListsTheKnownOnes()
    {
        CommandResult result = CommandLine.Run("meanfield", "--activation", "swish", "--bias-variance", "0.05", "--critical");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches("^reproduce: The activation 'swish' is not known; it must be one of .*erf.*\n$", result.Error);
    }

    private static JsonElement Reference() => JsonDocument.Parse(File.ReadAllText(CommandLine.Reference("mean-field.json"))).RootElement;

    private static string Text(JsonElement point, string key) => Number(point.GetProperty(key)).ToString("R", CultureInfo.InvariantCulture);

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble();
}
