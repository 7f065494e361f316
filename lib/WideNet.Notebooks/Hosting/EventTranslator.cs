using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace WideNet.Notebooks.Hosting;

/// <summary>Hands over to the runner what a kernel publishes about a cell: written text, results, displayed values and their updates.</summary>
/// <remarks>Shown by NotebookRunnerFormattingTests and KernelTests.</remarks>
internal sealed class EventTranslator(HostChannel channel, StreamBudget budget)
{
    private readonly HashSet<ITypeFormatter> _builtIn = [.. Formatter.RegisteredFormatters()];

    /// <summary>Sends one event of the kernel, if the runner has a use for it.</summary>
    public void Translate(KernelEvent published)
    {
        switch (published)
        {
            case StandardOutputValueProduced written:
                Write(HostEventKind.StandardOutput, written);
                break;
            case StandardErrorValueProduced written:
                Write(HostEventKind.StandardError, written);
                break;
            case ReturnValueProduced result:
                Send(HostEventKind.Result, result);
                break;
            case DisplayedValueProduced display:
                Send(HostEventKind.Display, display);
                break;
            case DisplayedValueUpdated update:
                Send(HostEventKind.Update, update);
                break;
        }
    }

    private void Write(HostEventKind kind, DisplayEvent written)
    {
        string text = budget.Take(string.Concat(written.FormattedValues.Select(value => value.Value)).ReplaceLineEndings("\n"));
        if (text.Length > 0)
            channel.Send(new HostEvent { Kind = kind, Text = text });
    }

    private void Send(HostEventKind kind, DisplayEvent display) => channel.Send(new HostEvent
    {
        Kind = kind,
        Text = display.Value?.GetType().FullName ?? "",
        Name = display.Value?.GetType().GetProperty("Id", typeof(string))?.GetValue(display.Value) as string ?? "",
        DisplayId = display.ValueId ?? "",
        Data = Representations(display),
    });

    /// <summary>What the kernel formatted, what the type's own formatters offer to programs beyond that, and plain text.</summary>
    private SortedDictionary<string, string> Representations(DisplayEvent display)
    {
        SortedDictionary<string, string> data = new(StringComparer.Ordinal);
        foreach (FormattedValue value in display.FormattedValues)
            data[value.MimeType] = value.Value.ReplaceLineEndings("\n");

        // A value that is text of some type already has no other form.
        if (display.Value is string or IHtmlContent or FormattedValue or IEnumerable<FormattedValue>)
            return data;
        IEnumerable<string> declared = Formatter.RegisteredFormatters()
            .Where(formatter => !_builtIn.Contains(formatter) && formatter.Type.IsInstanceOfType(display.Value))
            .Select(formatter => formatter.MimeType);
        foreach (string mimeType in declared.Append(PlainTextFormatter.MimeType).Where(mimeType => !data.ContainsKey(mimeType)).Distinct().ToArray())
            data[mimeType] = display.Value.ToDisplayString(mimeType).ReplaceLineEndings("\n");
        return data;
    }
}
