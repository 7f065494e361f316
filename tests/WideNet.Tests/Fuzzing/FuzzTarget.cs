using System.Diagnostics;
using WideNet.Tests.Data;

namespace WideNet.Tests.Fuzzing;

/// <summary>A reader under damaged bytes: it gives a value or one of its documented exceptions, in bounded memory and time, and touches nothing but its own
/// file.</summary>
internal abstract class FuzzTarget : IDisposable
{
    private const string Suffix = "Target";

    private static readonly Type[] Types =
    [
        .. typeof(FuzzTarget).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FuzzTarget)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);

    /// <summary>A folder in memory where there is one, for the reader's file.</summary>
    public TemporaryFolder Folder { get; } = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);

    /// <summary>Whole files that are damaged.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Reads the bytes.</summary>
    /// <param name="bytes">The damaged file.</param>
    public abstract void Read(byte[] bytes);

    /// <summary>Whether an exception is one that the reader documents.</summary>
    /// <param name="error">The exception.</param>
    public abstract bool Documents(Exception error);

    /// <summary>The names of all readers.</summary>
    public static IEnumerable<string> Readers => Types.Select(type => type.Name[..^Suffix.Length]);

    /// <summary>One of the readers.</summary>
    /// <param name="name">Its name.</param>
    public static FuzzTarget Open(string name) => (FuzzTarget)Activator.CreateInstance(Types.Single(type => type.Name == name + Suffix))!;

    /// <summary>Runs executions.</summary>
    /// <param name="count">How many.</param>
    /// <returns>How many gave a value.</returns>
    public long Run(long count)
    {
        var mutator = new Mutator(GetType().Name, Seeds);
        foreach (byte[] seed in Seeds) Read(seed);
        long values = 0;
        for (long i = 0; i < count; i++)
        {
            if (Check(mutator[i], FormattableString.Invariant($"{GetType().Name}, execution {i}"))) values++;
        }

        return values;
    }

    /// <summary>Reads the bytes and holds the reader to its rules.</summary>
    /// <param name="bytes">The damaged file.</param>
    /// <param name="label">What a failure calls it.</param>
    /// <returns>Whether it gave a value.</returns>
    public bool Check(byte[] bytes, string label)
    {
        bool isValue = false;
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        try
        {
            Read(bytes);
            isValue = true;
        }
        catch (Exception error) when (Documents(error))
        {
            Assert.True(error.Message.Length > 0 && !error.Message.Contains("   at ", StringComparison.Ordinal), Say("a message is no line"));
        }
        catch (Exception error)
        {
            Assert.Fail(Say($"{error.GetType().Name}: {error}"));
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, Say($"{GC.GetAllocatedBytesForCurrentThread() - before} bytes of memory"));
        Assert.True(Stopwatch.GetElapsedTime(start) < MostTime, Say($"{Stopwatch.GetElapsedTime(start)}"));
        return isValue;

        string Say(string what) => $"{label}: {what}\n{Convert.ToBase64String(bytes)}";
    }

    public void Dispose() => Folder.Dispose();

    /// <summary>Writes the file that is read.</summary>
    protected string Write(string name, byte[] bytes)
    {
        string path = Folder[name];
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The bytes of the file that an action writes.</summary>
    protected byte[] Made(string name, Action<string> write)
    {
        write(Folder[name]);
        byte[] bytes = File.ReadAllBytes(Folder[name]);
        File.Delete(Folder[name]);
        return bytes;
    }
}
