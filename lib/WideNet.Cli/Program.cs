using System.Runtime.InteropServices;
using WideNet.Cli;

using var interrupted = new CancellationTokenSource();
using PosixSignalRegistration interrupt = Interrupt(PosixSignal.SIGINT), terminate = Interrupt(PosixSignal.SIGTERM);
bool isTerminal = !Console.IsErrorRedirected && !Console.IsOutputRedirected;
using var diagnostics = new DiagnosticsWriter(Console.Error);
return Application.Run(args, Console.Out, diagnostics, isTerminal, cancellation: interrupted.Token);

// The first signal ends the verb in order, so that no file is left half-written; a second one ends the process at once, and so do ten seconds in
// which the verb has not noticed: files are written whole or not at all, so nothing is lost but what was being computed.
PosixSignalRegistration Interrupt(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = !interrupted.IsCancellationRequested;
    _ = Task.Delay(TimeSpan.FromSeconds(10)).ContinueWith(_ => Environment.Exit(ExitCode.Interrupted), TaskScheduler.Default);
    interrupted.Cancel();
});
