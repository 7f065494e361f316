using Spectre.Console;
using WideNet.Kernels;
using WideNet.Notebooks;

namespace WideNet.Cli;

/// <summary>What a verb may talk to.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Diagnostics.</param>
/// <param name="IsTerminal">Whether a person watches.</param>
/// <param name="Cancellation">Signalled by Ctrl-C.</param>
internal sealed record Session(TextWriter Output, TextWriter Error, bool IsTerminal, CancellationToken Cancellation)
{
    /// <summary>What executes notebooks; null for processes that a verb starts and ends.</summary>
    public NotebookProcesses? Processes { get; init; }

    /// <summary>Says something in a line that ends nothing.</summary>
    public void Notice(string text) => Error.WriteLine($"reproduce: {text}");

    /// <summary>Runs work with a progress bar on the error stream; when nobody watches, with a line now and then if it is long, and silently
    /// otherwise.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="description">What is being done, in a few words.</param>
    /// <param name="work">Receives where to report the finished fraction, or null.</param>
    /// <param name="isLong">Whether it may take minutes.</param>
    public T WithProgress<T>(string description, Func<IProgress<double>?, T> work, bool isLong = false)
    {
        if (!IsTerminal)
        {
            return work(isLong ? KernelProgress.Watch(new ProgressLines(Error, description).Show) : null);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
        return console.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask(Markup.Escape(description), maxValue: 1), description)));
    }

    // Reports come from any thread and may overtake each other: the bar never goes back. Words stand beside the description until others come.
    private sealed class Bar(ProgressTask task, string description) : IProgress<double>, IProgress<string>
    {
        private const int MostWords = 60;
        private readonly Lock _gate = new();

        public void Report(string value)
        {
            string line = value.Split('\n')[0].Trim();
            task.Description = Markup.Escape(line.Length == 0 ? description : $"{description}: {(line.Length <= MostWords ? line : line[..MostWords] + "…")}");
        }

        public void Report(double value)
        {
            lock (_gate)
            {
                task.Value = Math.Max(task.Value, value);
            }
        }
    }
}
