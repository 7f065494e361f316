using System.Globalization;
using System.Text;

namespace WideNet.Notebooks.Hosting;

/// <summary>Stands in for the console while cells run: sends what they write, up to a limit that both streams share.</summary>
internal sealed class CellWriter : TextWriter
{
    private readonly HostChannel _channel;
    private readonly HostEventKind _kind;
    private readonly StreamBudget _budget;

    public CellWriter(HostChannel channel, HostEventKind kind, StreamBudget budget)
        : base(CultureInfo.InvariantCulture)
    {
        _channel = channel;
        _kind = kind;
        _budget = budget;
        CoreNewLine = ['\n'];
    }

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        string text = _budget.Take(buffer);
        if (text.Length > 0)
            _channel.Send(new HostEvent { Kind = _kind, Text = text });
    }
}
