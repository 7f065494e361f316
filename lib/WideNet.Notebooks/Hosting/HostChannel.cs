using System.Text;
using System.Text.Json;

namespace WideNet.Notebooks.Hosting;

/// <summary>The child's side of the conversation: JSON lines on its real standard streams, which cells no longer reach.</summary>
/// <remarks>
/// Every event carries the run's token in front, so that what native code prints on the same stream cannot be taken for an event.
/// </remarks>
internal sealed class HostChannel : IDisposable
{
    private readonly StreamReader _input;
    private readonly StreamWriter _output;
    private readonly string _token;
    private readonly Lock _lock = new();

    public HostChannel(Stream input, Stream output, string token)
    {
        _input = new StreamReader(input, Encoding.UTF8);
        _output = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n", AutoFlush = false };
        _token = token;
    }

    /// <summary>The next request, or null when the runner is gone.</summary>
    public HostRequest? Receive() => _input.ReadLine() is { } line ? JsonSerializer.Deserialize<HostRequest>(line) : null;

    /// <summary>Sends one event at once.</summary>
    public void Send(HostEvent message)
    {
        string json = JsonSerializer.Serialize(message);
        lock (_lock)
        {
            _output.Write('\n');
            _output.Write(_token);
            _output.Write(json);
            _output.Write('\n');
            _output.Flush();
        }
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }
}
