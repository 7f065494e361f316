using System.Globalization;

namespace WideNet.Tests.Fuzzing;

/// <summary>Every reader under a few hundred damaged files, or <c>WIDENET_FUZZ</c> of them; and what was found that way.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Names => [.. FuzzTarget.Readers.Where(IsAsked)];

    // WIDENET_FUZZ_READERS names some of them, such as Npy,Table.
    private static bool IsAsked(string name) => Environment.GetEnvironmentVariable("WIDENET_FUZZ_READERS")?.Split(',').Contains(name) ?? true;

    [Theory]
    [MemberData(nameof(Names))]
    public void Reader_DamagedFiles_GivesAValueOrItsDocumentedException(string name)
    {
        long count = long.Parse(Environment.GetEnvironmentVariable("WIDENET_FUZZ") ?? "400", CultureInfo.InvariantCulture);
        using FuzzTarget target = FuzzTarget.Open(name);
        long start = System.Diagnostics.Stopwatch.GetTimestamp(), values = target.Run(count);
        if (Environment.GetEnvironmentVariable("WIDENET_FUZZ_REPORT") is { } report)
        {
            File.AppendAllText(
                report, FormattableString.Invariant($"| {name} | {count} | {values} | ")
                    + FormattableString.Invariant($"{System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s |\n"));
        }
    }

    // A byte that is no UTF-8, half of a character, a header that asks for a gigabyte, a column twice: each ended in another exception, or in memory.
    [Theory]
    [InlineData("Case", "eyJub3RlIjoiniJ9", "has bytes that are no UTF-8, or half of a character, in a text; save it as UTF-8.")]
    [InlineData("Case", "eyJub3RlIjoiXHVkODAwIn0=", "has bytes that are no UTF-8, or half of a character, in a text; save it as UTF-8.")]
    [InlineData("Notebook", "eyJjZWxscyI6W10sIm5iZm9ybWF0Ijo0LCJcdWQ4MDAiOjF9",
        "a text has half of a character (a lone surrogate such as \\ud800); save it with a current Jupyter")]
    [InlineData("Idx", "AAAIAwAABAAAAAQAAAAEAAECAw==", "1073741824 bytes, but only 3 follow; fetch it again.")]
    [InlineData("Table", "bm90ZWJvb2sscHJlc2V0LGRhdGFzZXQsc2l6ZXMsc2VlZHMsYSxhCngscXVpY2ssZCwsLDEsMgo=",
        "Line 1: Two columns have the name 'a'; names must be unique, and notebook, preset, dataset, sizes, seeds belong to the run.")]
    public void Reader_FileThatWasFound_SaysWhatIsWrong(string name, string bytes, string message)
    {
        using FuzzTarget target = FuzzTarget.Open(name);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() => target.Read(Convert.FromBase64String(bytes)));
        Assert.True(target.Documents(error!), error!.ToString());
        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);
    }
}
