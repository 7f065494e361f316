using WideNet.Activations;
using WideNet.Kernels;

namespace WideNet.Tests.Kernels;

public sealed class KernelBudgetTests
{
    private static readonly KernelBudget Budget =
        new() { Entries = 1000, InputBytes = 2_000_000, OutputBytes = 3_500_000_000, ScratchBytes = 40_000, Time = TimeSpan.FromSeconds(3723.4) };

    [Fact]
    public void ToString_Budget_NamesEveryPart()
    {
        Assert.Equal("1000 entries, 3.5 GB of memory (inputs 2.0 MB, outputs 3.5 GB, scratch 40.0 kB), about 1 h 2 min 3 s", Budget.ToString());
        Assert.Equal("1000 entries, 3.5 GB of memory (inputs 2.0 MB, outputs 3.5 GB, scratch 40.0 kB)", (Budget with { Time = null }).ToString());
    }

    [Theory]
    [InlineData(0.2, "0 s")]
    [InlineData(59.6, "1 min 0 s")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(7200, "2 h 0 min 0 s")]
    public void Duration_Seconds_AreRoundedOnce(double seconds, string text) => Assert.Equal(text, KernelBudget.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void RequireMemory_MoreThanThereIs_IsOneLine()
    {
        var error = Assert.Throws<ArgumentException>(() => Budget.RequireMemory(3.4e9));
        Assert.Equal(
            "This job needs 3.5 GB of memory (inputs 2.0 MB, outputs 3.5 GB, scratch 40.0 kB), but 3.4 GB of memory are available; ask for fewer "
                + "images or depths.", error.Message);
        Budget.RequireMemory(3.6e9);
        (Budget with { OutputBytes = 1 }).RequireMemory();
    }

    [Fact]
    public void RequireDisk_MoreThanTheDiskHas_IsOneLine()
    {
        string folder = Path.Combine(Path.GetTempPath(), "widenet-not-made");
        var error = Assert.Throws<ArgumentException>(() => KernelRoom.RequireDisk(folder, long.MaxValue, "--out"));
        Assert.Matches(
            $"^--out of this job needs up to [0-9.]+ [kMGTP]?B more, but the disk of {folder} has [0-9.]+ [kMGTP]?B left; give a folder on another disk or "
                + "ask for fewer images or depths\\.$", error.Message);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void RequireDisk_FolderThatCannotBeMade_SaysSoAndNothingOfRoom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc, a file system that takes no folders.");
        var error = Assert.Throws<IOException>(() => KernelRoom.RequireDisk("/proc/results", 1_500_000, "--out"));
        Assert.Equal("--out: the folder /proc/results cannot be made; name one that exists or can be made.", error.Message);
    }

    [Fact]
    public void Of_TwoKernels_AddsTheirWorkAndOutputs()
    {
        var network = new NetworkDescription
        { Architecture = Architecture.ConvolutionalPool, Activation = new Erf(), Depth = 3, WeightVariance = 1.5, BiasVariance = 0.1 };
        var train = TestImages.Uniform(6, 4, 4, 2);
        var test = TestImages.Uniform(3, 4, 4, 2, seed: 5);
        KernelEstimate square = KernelEstimate.Measure(network, [1, 3], train), cross = KernelEstimate.Measure(network, [1, 3], test, train);
        KernelBudget budget = KernelBudget.Of([square, cross], train, test);
        Assert.Equal((21 + 18, 9 * 32 * 8, 2 * 2 * 8 * (36 + 18)), (budget.Entries, budget.InputBytes, budget.OutputBytes));
        Assert.Equal(Math.Max(square.WorkingBytes!.Value, cross.WorkingBytes!.Value), budget.ScratchBytes);
        Assert.Equal(square.Time!.Value + cross.Time!.Value, budget.Time);
        Assert.Null(KernelBudget.Of([square with { Time = null }, cross]).Time);
    }
}
