using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests;

/// <summary>
/// What the quick preset gives is on record: every picture and table by its bytes (quick-preset.sha256) and every claim (data/results/claims.json).
/// A change that is meant is put on record, and named in its commit, by the file that the failing test writes. The companions, 15 to 19, train on TorchSharp,
/// whose sums differ in the last digits from processor to processor and with the number of threads: of them the verdicts are held.
/// </summary>
public sealed class QuickPresetTests(QuickPresetRun run) : IClassFixture<QuickPresetRun>
{
    private static string Record => Path.Combine(RepositoryFiles.Root, "tests", "WideNet.Notebooks.Tests", "quick-preset.sha256");

    [Fact]
    public void Run_All_EndsWell() => Assert.Equal((0, ""), (run.Result.ExitCode, run.Result.Error));

    [Fact]
    public void Pictures_AreThoseOnRecord() => AssertOnRecord(".svg");

    [Fact]
    public void Pictures_AreLaidOutForTheWidestFont() =>
        Assert.Equal([], Directory.GetFiles(run.Folder, "*.svg").SelectMany(file => PictureLayout.Faults(File.ReadAllText(file))));

    [Fact]
    public void Tables_AreThoseOnRecord() => AssertOnRecord(".csv");

    [Fact]
    public void Claims_AreThoseOnRecord()
    {
        RequireRecordedInstructions();
        Dictionary<string, string> recorded = Claims(Path.Combine(RepositoryFiles.Root, "data", "results", "claims.json"));
        Dictionary<string, string> found = Claims(Path.Combine(run.Folder, "claims.json"));
        Assert.Equal(recorded.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(recorded, claim => Assert.Equal(claim.Value, found[claim.Key]));
    }

    private void AssertOnRecord(string extension)
    {
        RequireRecordedInstructions();
        string[] found =
            [.. Directory.GetFiles(run.Folder, "*" + extension).Where(file => !StoredOutputs.IsCompanion(file)).Select(Line).Order(StringComparer.Ordinal)];
        string[] recorded = [.. File.ReadAllLines(Record).Where(line => line.EndsWith(extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        if (!found.SequenceEqual(recorded)) Propose();
        Assert.Equal(recorded, found);
    }

    // Trained networks end elsewhere in the last digits, and a picture shows it, where vectors are shorter.
    private static void RequireRecordedInstructions() =>
        Assert.SkipUnless(
            Vector512.IsHardwareAccelerated, "The record was made with AVX-512; with other instruction sets results agree to rounding and pictures need not.");

    private void Propose()
    {
        string folder = Directory.CreateDirectory(Path.Combine(RepositoryFiles.Root, "artifacts")).FullName;
        IEnumerable<string> files = Directory.GetFiles(run.Folder).Where(
            file => Path.GetExtension(file) is ".svg" or ".csv" && !StoredOutputs.IsCompanion(file));
        File.WriteAllText(Path.Combine(folder, "quick-preset.sha256"), string.Concat(files.Order(StringComparer.Ordinal).Select(file => Line(file) + "\n")));
    }

    // As sha256sum writes it.
    private static string Line(string file) => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}";

    private static Dictionary<string, string> Claims(string path) => JsonNode.Parse(File.ReadAllText(path))!["claims"]!.AsArray()
        .ToDictionary(
            claim => $"{claim!["run"]!["notebook"]} {claim["id"]}",
            claim => StoredOutputs.IsCompanion((string)claim!["run"]!["notebook"]!) ? (string)claim["verdict"]! : claim.ToJsonString());
}
