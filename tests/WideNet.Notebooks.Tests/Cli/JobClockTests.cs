using WideNet.Cli;
using WideNet.Data;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class JobClockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ProcessorTime_OfAResumedJob_GoesOnFromWhatWasSpent()
    {
        JobFolder folder = JobFolder.Open(_folder, [new("job", "a test")], resume: false);
        string file = folder.Part("processor-seconds.txt");
        File.WriteAllText(file, "100000.5\n");
        var clock = new JobClock(folder);
        Assert.InRange(clock.ProcessorTime.TotalSeconds, 100_000.5, 110_000);
        clock.Save();
        Assert.InRange(new JobClock(folder).ProcessorTime, clock.ProcessorTime - TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(110_000));
        File.WriteAllText(file, "-1");
        string message = Assert.Throws<DataFormatException>(() => new JobClock(folder)).Message;
        Assert.Equal($"{file} is '-1'; it must be the seconds spent on the job; delete it to count from now.", message);
    }

    // Its shards share the folder, and nobody asks how long they took together.
    [Fact]
    public void Run_ShardOfAKernel_NotesNoTime()
    {
        string parts = Path.Combine(_folder, "parts"), reference = CommandLine.Reference("neural-tangents", "cnn-f-relu");
        Assert.Equal(0, CommandLine.Run("kernel", "--case", reference, "--checkpoint", parts, "--shard", "1/2").ExitCode);
        Assert.Empty(Directory.GetFiles(parts, "processor-seconds.txt", SearchOption.AllDirectories));
    }
}
