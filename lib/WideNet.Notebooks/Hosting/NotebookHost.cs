using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;

namespace WideNet.Notebooks.Hosting;

/// <summary>The program of the child process: executes the cells that the runner sends and reports what they do.</summary>
/// <remarks>
/// It loads this assembly and the kernel of .NET Interactive, and nothing of the library that notebooks reference: the types of that library
/// come only from the notebook's own <c>#r</c>. The process ends when the runner closes its standard input or dies.
/// </remarks>
internal static class NotebookHost
{
    /// <summary>The argument that says the program is started by the runner.</summary>
    public const string Verb = "execute-cells";

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [Verb, { Length: > 0 } token])
        {
            await Console.Error.WriteLineAsync("This program executes cells for the notebook runner; use 'reproduce notebook run'.").ConfigureAwait(false);
            return 2;
        }

        // The runner decides what an interrupt means, and ends this process if it must.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using HostChannel channel = new(Console.OpenStandardInput(), Console.OpenStandardOutput(), token);
        await using Stream errors = Console.OpenStandardError();
        byte[] begins = Encoding.UTF8.GetBytes(token + "\n"); // before each cell, so that what a library wrote earlier explains no end of the process
        StreamBudget budget = new();
        Console.SetIn(TextReader.Null);
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);

        using BlockingCollection<HostRequest> requests = [];
        Thread reader = new(() => ReceiveAll(channel, requests)) { IsBackground = true };
        reader.Start();

        CellKernel kernel = await CellKernel.StartAsync(new EventTranslator(channel, budget)).ConfigureAwait(false);
        channel.Send(new HostEvent { Kind = HostEventKind.Done });
        foreach (HostRequest request in requests.GetConsumingEnumerable())
        {
            await errors.WriteAsync(begins).ConfigureAwait(false);
            HostEvent? failure = null;
            if (request.NextFolder is { } folder)
            {
                kernel.Dispose();
                Formatter.ResetToDefault();
                GC.Collect(); // what the notebook before held is free for this one
                Environment.CurrentDirectory = folder;
                kernel = await CellKernel.StartAsync(new EventTranslator(channel, budget)).ConfigureAwait(false);
            }
            else
            {
                budget.Reset(request.MaximumStreamLength);
                failure = await kernel.RunAsync(request.Cell, request.Code).ConfigureAwait(false);
            }

            channel.Send(failure ?? new HostEvent { Kind = HostEventKind.Done });
        }

        kernel.Dispose();
        return 0;
    }

    /// <summary>Ends the process with the runner, even while a cell loops.</summary>
    private static void ReceiveAll(HostChannel channel, BlockingCollection<HostRequest> requests)
    {
        while (channel.Receive() is { } request)
            requests.Add(request);
        Environment.Exit(0);
    }
}
