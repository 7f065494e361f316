using System.Diagnostics;
using WideNet.Tests.Data;

namespace WideNet.Tests.Fuzzing;

/// <summary>A reader under damaged bytes: it gives a value or one of its documented exceptions, in bounded memory and time, and touches nothing but its own
/// file.</summary>
internal abstract class FuzzTarget : IDisposable
{
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
            byte[] bytes = mutator[i];
            long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            try
            {
                Read(bytes);
                values++;
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

            string Say(string what) => $"{GetType().Name}, execution {i}: {what}\n{Convert.ToBase64String(bytes)}";
        }

        return values;
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
