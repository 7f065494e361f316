using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace WideNet.Interactive.Tests;

/// <summary>The genuine C# kernel of .NET Interactive, and what a notebook does first: the library and this integration, by path.</summary>
internal sealed class CellKernel : IDisposable
{
    private readonly CompositeKernel _kernel = [new CSharpKernel()];

    public static string FirstCell { get; } = $"""
        #r "{Path.Combine(AppContext.BaseDirectory, "WideNet.dll")}"
        #r "{Path.Combine(AppContext.BaseDirectory, "WideNet.Interactive.dll")}"
        using WideNet.Results;
        using WideNet.Figures;
        using WideNet.Interactive;
        """;

    public void Dispose() => _kernel.Dispose();

    /// <summary>Runs cells and gives the events of the last; none may fail.</summary>
    public async Task<KernelEvent[]> RunAsync(params string[] cells)
    {
        KernelEvent[] events = [];
        foreach (string cell in cells)
        {
            KernelCommandResult result = await _kernel.SendAsync(new SubmitCode(cell), TestContext.Current.CancellationToken);
            events = [.. result.Events];
            Assert.Equal("", string.Join('\n', events.OfType<CommandFailed>().Select(failed => failed.Message)));
        }

        return events;
    }

    /// <summary>What a notebook stores of the last cell's value, by MIME type.</summary>
    public async Task<Dictionary<string, string>> ValueAsync(params string[] cells)
    {
        KernelEvent[] events = await RunAsync(cells);
        ReturnValueProduced produced = Assert.Single(events.OfType<ReturnValueProduced>());
        return produced.FormattedValues.ToDictionary(value => value.MimeType, value => value.Value);
    }
}
