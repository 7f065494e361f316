using System.Text;
using Microsoft.Win32.SafeHandles;

namespace WideNet.Cli;

/// <summary>Standard error that never fails: what cannot be said there is not said, since there is nowhere else to say it.</summary>
/// <remarks>
/// A full disk behind a redirection must not turn an exit code into a crash. Where the console cannot be set up at all, as in a process that may open no
/// further file, the line goes to the handle itself. Shown by StandardStreamsTests.
/// </remarks>
internal sealed class DiagnosticsWriter(TextWriter console) : TextWriter
{
    private const int StandardError = 2;

    public override Encoding Encoding => console.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine(string? value) => Write(value + Environment.NewLine);

    public override void Write(string? value)
    {
        try
        {
            console.Write(value);
        }
        catch (Exception error) when (IsOfTheStream(error))
        {
            WriteToTheHandle(value ?? "");
        }
    }

    public override void Flush()
    {
        try
        {
            console.Flush();
        }
        catch (Exception error) when (IsOfTheStream(error))
        {
            // Nothing is buffered here.
        }
    }

    private static void WriteToTheHandle(string text)
    {
        try
        {
            using var handle = new SafeFileHandle(StandardError, ownsHandle: false);
            using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception error) when (IsOfTheStream(error))
        {
            // There is no third place.
        }
    }

    private static bool IsOfTheStream(Exception error) =>
        error is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException or TypeInitializationException;
}
