using System.Text.Json;
using WideNet.Cli.Downloads;
using WideNet.Data;
using WideNet.Notebooks;
using WideNet.Numerics;

namespace WideNet.Cli;

/// <summary>An error as the user sees it.</summary>
/// <param name="ExitCode">What the process returns.</param>
/// <param name="Line">One line: what was wrong and what to do.</param>
internal sealed record Failure(int ExitCode, string Line)
{
    /// <summary>The failure that an exception stands for, or null for a defect of this program, which keeps its stack trace.</summary>
    public static Failure? Describe(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions.Count: > 0 } several => Describe(several.InnerExceptions[0]),
        TypeInitializationException { InnerException: { } cause } => Describe(cause),
        DllNotFoundException => BadInput($"{exception.Message.TrimEnd('.')}; the process may open too few files ('ulimit -n'), or the build is not whole."),
        DatasetUnavailableException or DownloadException => new Failure(Cli.ExitCode.DatasetUnavailable, OneLine(exception.Message)),
        OperationCanceledException => new Failure(Cli.ExitCode.Interrupted, "interrupted."),
        ArgumentException { ParamName: string name } => BadInput(exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)),
        ArgumentException or DataFormatException or JsonException or NotebookException or NumericalException or NotSupportedException =>
            BadInput(exception.Message),
        IOException when PartOfTheProgram(exception) is { } part => BadInput(
            $"{part.Split(',')[0]}, a part of this program, cannot be loaded; the process may open too few files ('ulimit -n'), or the build is not whole."),
        IOException when exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) =>
            BadInput($"{exception.Message.TrimEnd('.')}; make room, or write elsewhere."),
        UnauthorizedAccessException when !exception.Message.Contains('\'', StringComparison.Ordinal) =>
            BadInput("standard output cannot be written; it may be closed."),
        IOException or UnauthorizedAccessException =>
            BadInput(
                SaysWhatToDo(exception.Message) ? exception.Message : $"{exception.Message.TrimEnd('.')}; what is read must exist, and results go to a "
                    + "folder that exists or can be made."),
        _ => null,
    };

    // The name of an assembly that could not be loaded.
    private static string? PartOfTheProgram(Exception exception)
    {
        string? file = (exception as FileNotFoundException)?.FileName ?? (exception as FileLoadException)?.FileName;
        return file?.Contains(", Version=", StringComparison.Ordinal) == true ? file : null;
    }

    /// <summary>A message on one line.</summary>
    public static string OneLine(string message) =>
        string.Join(" ", message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    // The library's messages do, after a semicolon; those of the system never do.
    private static bool SaysWhatToDo(string message) => message.Contains("; ", StringComparison.Ordinal);

    private static Failure BadInput(string message) => new(Cli.ExitCode.BadInput, OneLine(message));
}
