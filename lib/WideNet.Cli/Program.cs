using System.Runtime.InteropServices;
using WideNet.Cli;

using var interrupted = new CancellationTokenSource();
using PosixSignalRegistration interrupt = Interrupt(PosixSignal.SIGINT), terminate = Interrupt(PosixSignal.SIGTERM);
bool isTerminal = !Console.IsErrorRedirected && !Console.IsOutputRedirected;
using var diagnostics = new DiagnosticsWriter(Console.Error);
return Application.Run(args, Console.Out, diagnostics, isTerminal, cancellation: interrupted.Token);

// The first signal ends the verb in order, so that no file is left half-written; a second one ends the process at once.
PosixSignalRegistration Interrupt(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
});
