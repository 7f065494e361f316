using System.Text.Json.Nodes;
using WideNet.Cli.Running;
using WideNet.Results;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class RunManifestTests
{
    [Fact]
    public void Create_ClaimsOfEveryVerdict_CountsEachOnce()
    {
        Claim Within(string id, double measured) => Claim.Within(id, "x is 1", "test", 1, measured, 0.1, "chosen");
        var claims = new ClaimTable(
            Within("a", 1),
            Within("b", 1),
            Within("c", 1),
            Within("d", 1),
            Within("e", 2),
            Within("f", 2),
            Claim.Greater("g", "more", "test", -1, 0.1, "two standard errors"),
            Claim.NotTested("h", "later", "test", "too few images"),
            Claim.NotTested("i", "later still", "test", "too few images"),
            Claim.NotTested("j", "last", "test", "too few images"));
        var outcome = new NotebookOutcome
        {
            Name = "99-sample",
            Title = "Sample",
            Elapsed = TimeSpan.FromSeconds(1.25),
            Figures = [],
            Tables = [],
            Claims = claims,
        };
        var settings = new Dictionary<string, string> { ["dataset"] = "synthetic", ["dataDir"] = Path.Combine("private", "images") };
        JsonObject root = JsonNode.Parse(RunManifest.Create(settings, [outcome], new Repository(RepositoryFiles.Root), Path.GetTempPath()))!.AsObject();
        JsonNode entry = Assert.Single(root["notebooks"]!.AsArray())!;
        Assert.Equal((4, 2, 1, 3), ((int)entry["reproduced"]!, (int)entry["notReproduced"]!, (int)entry["reversed"]!, (int)entry["notTested"]!));
        Assert.Equal(1.25, (double)entry["seconds"]!);
        Assert.Equal("images", (string?)root["settings"]!["dataDir"]);
    }
}
