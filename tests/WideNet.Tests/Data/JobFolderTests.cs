using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class JobFolderTests : IDisposable
{
    private static readonly KeyValuePair<string, string>[] Settings = [new("job", "a test"), new("depth", "3")];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NewFolder_SaysWhichJobItHolds()
    {
        JobFolder folder = JobFolder.Open(_folder["new", "job"], Settings, resume: false);
        Assert.Matches("^job: a test\ndepth: 3\nschema 2, sha256 [0-9a-f]{64}\n$", File.ReadAllText(_folder["new", "job", "job.txt"]));
        Assert.Equal(_folder["new", "job", "part"], folder.Part("part"));
    }

    [Fact]
    public void Open_TheSameJob_IsResumedOnlyOnRequest()
    {
        JobFolder.Open(_folder.FullName, Settings, resume: false);
        Assert.Equal(_folder.FullName, JobFolder.Open(_folder.FullName, Settings, resume: true).FullPath);
        var error = Assert.Throws<DataFormatException>(() => JobFolder.Open(_folder.FullName, Settings, resume: false));
        Assert.Equal($"{_folder.FullName} holds a job already; resume it, or give another folder.", error.Message);
    }

    [Fact]
    public void Open_NothingToResume_SaysSo()
    {
        var error = Assert.Throws<DataFormatException>(() => JobFolder.Open(_folder["absent"], Settings, resume: true));
        Assert.Equal($"{_folder["absent"]} holds no job to resume; start it without resuming, or give the folder it was started with.", error.Message);
        Assert.False(Directory.Exists(_folder["absent"]));
    }

    [Fact]
    public void Open_AnotherJob_NamesTheFirstDifference()
    {
        JobFolder.Open(_folder.FullName, Settings, resume: false);
        AssertDifference([new("job", "a test"), new("depth", "4")], "it has 'depth: 3' where this one has 'depth: 4'");
        AssertDifference([.. Settings, new("more", "1")], "it has 'nothing' where this one has 'more: 1'");
        AssertDifference([Settings[0]], "it has 'depth: 3' where this one has 'nothing'");
        Assert.StartsWith("job: a test\ndepth: 3\nschema 2", File.ReadAllText(_folder["job.txt"]), StringComparison.Ordinal);
    }

    // Its parts say themselves which job they are of, so a job whose description is damaged goes on.
    [Fact]
    public void Open_DamagedDescription_IsWrittenAnewByResuming()
    {
        JobFolder.Open(_folder.FullName, Settings, resume: false);
        string sound = File.ReadAllText(_folder["job.txt"]);
        foreach (string damaged in (string[])["", sound[..5], sound[..^30], sound.Replace("depth", "dezth", StringComparison.Ordinal)])
        {
            File.WriteAllText(_folder["job.txt"], damaged);
            JobFolder.Open(_folder.FullName, Settings, resume: true);
            Assert.Equal(sound, File.ReadAllText(_folder["job.txt"]));
        }
    }

    [Fact]
    public void Open_FirstSchemaWithoutChecksum_IsTakenAsItIs()
    {
        const string Old = "job: a test\ndepth: 3\n";
        File.WriteAllText(_folder["job.txt"], Old);
        JobFolder.Open(_folder.FullName, Settings, resume: true);
        Assert.Equal(Old, File.ReadAllText(_folder["job.txt"]));
        AssertDifference([Settings[0]], "it has 'depth: 3' where this one has 'nothing'");
    }

    [Fact]
    public void BytesIn_Folder_CountsAllFilesBelow()
    {
        Assert.Equal(0, JobFolder.BytesIn(_folder["absent"]));
        Directory.CreateDirectory(_folder["a"]);
        File.WriteAllBytes(_folder["one"], new byte[10]);
        File.WriteAllBytes(_folder["a", "two"], new byte[5]);
        Assert.Equal(15, JobFolder.BytesIn(_folder.FullName));
    }

    [Fact]
    public void Fingerprint_OfInputs_TellsShapeAndValuesApart()
    {
        var x = new InputBatch(2, 1, 2, 1, [1, 2, 3, 4]);
        Assert.StartsWith("2 images 1×2×1, SHA-256 ", JobFolder.Fingerprint(x), StringComparison.Ordinal);
        Assert.NotEqual(JobFolder.Fingerprint(x), JobFolder.Fingerprint(new InputBatch(2, 1, 2, 1, [1, 2, 3, 5])));
        Assert.NotEqual(JobFolder.Fingerprint(x), JobFolder.Fingerprint(new InputBatch(2, 2, 1, 1, [1, 2, 3, 4])));
    }

    private void AssertDifference(KeyValuePair<string, string>[] settings, string difference)
    {
        var error = Assert.Throws<DataFormatException>(() => JobFolder.Open(_folder.FullName, settings, resume: true));
        Assert.Equal(
            $"{_folder.FullName} is a checkpoint of another job: {difference}; resume with the settings it was started with, or give another folder.",
            error.Message);
    }
}
