using System.Globalization;

namespace WideNet.Tests.Fuzzing;

/// <summary>Every reader under a few hundred damaged files, or <c>WIDENET_FUZZ</c> of them; what is found is kept here as the number of its execution.</summary>
public sealed class FuzzTests
{
    private static readonly Type[] Targets = [.. typeof(FuzzTarget).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FuzzTarget)) && !type.IsAbstract)];

    public static TheoryData<string> Names => [.. Targets.Select(type => type.Name).Where(IsAsked).Order(StringComparer.Ordinal)];

    // WIDENET_FUZZ_READERS names some of them, such as NpyTarget,TableTarget.
    private static bool IsAsked(string name) => Environment.GetEnvironmentVariable("WIDENET_FUZZ_READERS")?.Split(',').Contains(name) ?? true;

    [Theory]
    [MemberData(nameof(Names))]
    public void Reader_DamagedFiles_GivesAValueOrItsDocumentedException(string name)
    {
        long count = long.Parse(Environment.GetEnvironmentVariable("WIDENET_FUZZ") ?? "400", CultureInfo.InvariantCulture);
        using var target = (FuzzTarget)Activator.CreateInstance(Targets.Single(type => type.Name == name))!;
        long start = System.Diagnostics.Stopwatch.GetTimestamp(), values = target.Run(count);
        if (Environment.GetEnvironmentVariable("WIDENET_FUZZ_REPORT") is { } report)
        {
            File.AppendAllText(report, FormattableString.Invariant($"| {name[..^"Target".Length]} | {count} | {values} | {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s |\n"));
        }
    }
}
