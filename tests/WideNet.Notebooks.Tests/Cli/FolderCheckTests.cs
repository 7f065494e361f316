using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary><c>data verify</c> and <c>sweep status</c>: what is damaged is named, and the next run mends it.</summary>
public sealed class FolderCheckTests : IDisposable
{
    private const string Figure = "08-sgd-cnn-f", Restore = "restore it from version control or compute it again.";

    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void SweepStatus_DamagedSweep_NamesFilesAndTheNextRunMendsThem()
    {
        string run = Path.Combine(_folder, "run"), table = Path.Combine(_folder, "table.csv");
        string[] sweep = [.. Sweep, "--out", run];
        Assert.Equal(0, CommandLine.Run(sweep).ExitCode);
        Assert.Equal(0, CommandLine.Run("merge", "08", run, "--out", table).ExitCode);
        string expected =
            File.ReadAllText(table), command = $"'reproduce sweep {Figure} --preset quick --out {run} --resume' with the options it was started with";
        CommandResult sound = CommandLine.Run("sweep", "status", run);
        Assert.Equal((0, ""), (sound.ExitCode, sound.Error));
        Assert.Matches($@"^{Figure}, quick preset: 60 of 60 cells are finished \([0-9.]+ s\)\n$", sound.Output);

        string[] cells = [.. Directory.GetFiles(Path.Combine(run, "cells")).Order(StringComparer.Ordinal)];
        File.WriteAllBytes(cells[0], File.ReadAllBytes(cells[0])[..50]);
        Flip(cells[1], 200);
        File.Delete(cells[2]);
        CommandResult status = CommandLine.Run("sweep", "status", run);
        Assert.Equal(
            (1, $"reproduce: {cells[0]} is cut off or damaged; {command} computes it again.\nreproduce: {cells[1]} is cut off or damaged; {command} "
                + "computes it again.\n"), (status.ExitCode, status.Error));
        Assert.Contains($": 57 of 60 cells are finished (", status.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            $"; 1 are missing, first {Path.GetFileNameWithoutExtension(cells[2])}: {command} computes them\n", status.Output, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(run, "sweep.json"), "{");
        CommandResult lost = CommandLine.Run("sweep", "status", run);
        Assert.Equal((1, $"{run}: a sweep\n"), (lost.ExitCode, lost.Output));
        Assert.Matches(
            $@"^reproduce: {run}/sweep\.json does not describe a sweep \(.*\); the command that wrote it, with --resume, writes it anew\.\n$", lost.Error);
        CommandResult resumed = CommandLine.Run([.. sweep, "--resume"]);
        Assert.Equal(
            (0, $"reproduce: {run}/sweep.json does not describe a sweep; the finished cells are of this one, and it was written anew.\n"
                + $"reproduce: The file {cells[0]} is cut off or damaged; the cell is computed again.\nreproduce: The file {cells[1]} is cut off or "
                + "damaged; the cell is computed again.\n"),
            (resumed.ExitCode, resumed.Error));
        Assert.Equal(0, CommandLine.Run("sweep", "status", run).ExitCode);
        Assert.Equal(0, CommandLine.Run("merge", "08", run, "--out", table).ExitCode);
        Assert.Equal(expected, File.ReadAllText(table));

        Assert.Equal(0, CommandLine.Run("data", "verify", _folder).ExitCode);
        Flip(table, 3000);
        CommandResult verify = CommandLine.Run("data", "verify", _folder);
        Assert.Equal(
            (1, $"{_folder}: 1 tables in 1 records\n", $"reproduce: {table} was changed since it was computed; {Restore}\n"),
            (verify.ExitCode, verify.Output, verify.Error));
    }

    [Fact]
    public void SweepStatus_DamagedKernelJob_NamesPartsAndTheNextRunMendsThem()
    {
        string checkpoint = Path.Combine(_folder, "parts"), whole = Path.Combine(_folder, "whole"), mended = Path.Combine(_folder, "mended");
        string[] kernel = ["kernel", "--case", CommandLine.Reference("neural-tangents", "cnn-p-erf-0"), "--checkpoint", checkpoint];
        Assert.Equal(0, CommandLine.Run([.. kernel, "--out", whole]).ExitCode);
        string[] parts = [.. Directory.GetFiles(checkpoint, "stripe-*.bin", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(2, parts.Length);
        CommandResult sound = CommandLine.Run("sweep", "status", checkpoint);
        Assert.Equal((0, "job: kernel: 2 finished parts\n", ""), (sound.ExitCode, sound.Output, sound.Error));

        Flip(parts[0], 100);
        File.WriteAllBytes(parts[1], []);
        Flip(Path.Combine(checkpoint, "job.txt"), 3);
        CommandResult status = CommandLine.Run("sweep", "status", checkpoint);
        const string Again = "the command that wrote it, with --resume, computes it again.";
        Assert.Equal(
            (1, $"reproduce: {checkpoint}/job.txt is cut off or damaged; the command that wrote it, with --resume, writes it anew.\n"
                + $"reproduce: {parts[0]} is cut off or damaged; {Again}\nreproduce: {parts[1]} is cut off or damaged; {Again}\n"),
            (status.ExitCode, status.Error));
        CommandResult resumed = CommandLine.Run([.. kernel, "--resume", "--out", mended]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(2, resumed.Error.Split('\n').Count(line => line.EndsWith("); this part is computed again.", StringComparison.Ordinal)));
        foreach (string name in (string[])["nngp", "ntk", "nngp12", "ntk12"])
            Assert.Equal(File.ReadAllBytes($"{whole}/{name}.npy"), File.ReadAllBytes($"{mended}/{name}.npy"));
        Assert.Equal(0, CommandLine.Run("sweep", "status", checkpoint).ExitCode);
    }

    // The kept results as they are in the repository, of the first schema, and what happens to them.
    [Fact]
    public void DataVerify_KeptResults_TellsTruncatedFlippedMissingAndForeignOnes()
    {
        string kept = Path.Combine(RepositoryFiles.Root, "data", "results");
        CommandResult sound = CommandLine.Run("data", "verify", "results");
        Assert.Equal((0, ""), (sound.ExitCode, sound.Error));
        Assert.Matches($@"^{kept}: \d+ tables in \d+ records(, \d+ of them of schema 1, without a checksum of the record itself)?\n$", sound.Output);
        foreach (string figure in (string[])["07-maximum-learning-rate", Figure, "11-training-time", "13-rbf-toy", "09-sgd-fcn"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, figure));
            foreach (string file in Directory.GetFiles(Path.Combine(kept, figure))) File.Copy(file, Path.Combine(_folder, figure, Path.GetFileName(file)));
        }

        string Place(string figure, string file) => Path.Combine(_folder, figure, file);
        string cut =
            Place("07-maximum-learning-rate", "standard.csv"), flipped = Place(Figure, "standard.csv"), gone = Place("11-training-time", "standard-map.csv");
        File.WriteAllText(cut, File.ReadAllText(cut)[..500]);
        Flip(flipped, 700);
        File.Delete(gone);
        JsonObject later = JsonNode.Parse(File.ReadAllText(Place("13-rbf-toy", "standard.json")))!.AsObject();
        later["schema"] = 3;
        File.WriteAllText(Place("13-rbf-toy", "standard.json"), later.ToJsonString());
        File.WriteAllText(Place("09-sgd-fcn", "standard.json"), "{ \"figure\": ");
        CommandResult result = CommandLine.Run("data", "verify", _folder);
        string[] lines = result.Error.TrimEnd().Split('\n');
        Assert.Equal((1, 6), (result.ExitCode, lines.Length));
        Assert.Equal($"reproduce: {cut} was changed since it was computed; {Restore}", lines[0]);
        Assert.Equal($"reproduce: {flipped} was changed since it was computed; {Restore}", lines[1]);
        Assert.StartsWith($"reproduce: {Place("09-sgd-fcn", "standard.json")} is damaged: ", lines[2], StringComparison.Ordinal);
        Assert.Equal($"reproduce: {gone} is not there, but {Place("11-training-time", "standard.json")} names it; {Restore}", lines[3]);
        Assert.Equal(
            $"reproduce: {Place("13-rbf-toy", "standard.json")} is damaged: it follows schema 3, and this version of the program reads 1 and 2; {Restore}",
            lines[4]);
        Assert.Equal($"reproduce: {Place("09-sgd-fcn", "standard.csv")} is named by no record; {Restore}", lines[5]);
    }

    [Fact]
    public void DataVerify_FlippedPixel_IsTold()
    {
        string sample = Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample");
        foreach (string file in Directory.GetFiles(sample)) File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        File.SetAttributes(Path.Combine(_folder, "test_batch.bin"), FileAttributes.Normal);
        Flip(Path.Combine(_folder, "test_batch.bin"), 1234);
        CommandResult result = CommandLine.Run("data", "verify", "cifar10", "--data-dir", _folder);
        Assert.Equal(
            (
                1, $"reproduce: {_folder}/test_batch.bin was changed: it has another checksum than it should; fetch it again with 'reproduce data download "
                    + "cifar10', or restore it from version control.\n"),
            (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("'imagenet' is no folder and no data set with files; it must be one of cifar10, fashion-mnist, mnist, results, or a folder that there is.",
        "data", "verify", "imagenet")]
    [InlineData("--data-dir is the folder of one data set; name the set.", "data", "verify", "--data-dir", "/tmp")]
    [InlineData("'99' is neither a folder nor a sweep; the figures that are sweeps are 05-cnn-f-32x32, 05-cnn-p-versus-cnn-f, 07-maximum-learning-rate, "
        + "08-sgd-cnn-f, 09-sgd-fcn, 10-width-in-chaos, each also by its number.", "sweep", "status", "99")]
    public void Verbs_WithoutFolder_SaySo(string message, params string[] args) => CommandLine.Run(args).AssertFails(2, message);

    [Fact]
    public void SweepStatus_OfAnEmptyFolder_SaysWhatItShouldHold() => CommandLine.Run("sweep", "status", _folder)
        .AssertFails(2, $"The folder {_folder} holds no sweep, no kernel job and no kept results; name the folder that one of them was written to.");

    private static string[] Sweep =>
        ["sweep", "08", "--dataset", "synthetic", "-p", "trainCount=10", "-p", "testCount=10", "-p", "width=2", "-p", "steps=1", "-p", "seeds=1"];

    private static void Flip(string path, int at)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
