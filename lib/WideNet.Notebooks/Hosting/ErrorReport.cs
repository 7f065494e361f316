using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;
using LinePosition = Microsoft.CodeAnalysis.Text.LinePosition;

namespace WideNet.Notebooks.Hosting;

/// <summary>Says in one line what went wrong in a cell and where, with the calls that led there.</summary>
/// <remarks>Shown by NotebookRunnerErrorTests, which assert the whole messages.</remarks>
internal static partial class ErrorReport
{
    private const int MaximumFrames = 20;
    private const int MaximumMessageLength = 1000;

    /// <summary>The command that provides the assemblies which notebooks reference.</summary>
    internal const string BuildCommand = "dotnet build -c Release lib/WideNet.Cli";

    /// <summary>Reports why a command of the kernel failed.</summary>
    /// <param name="cell">What messages call the cell.</param>
    /// <param name="line">The line that was executed, or null for the whole cell.</param>
    /// <param name="failure">What the kernel published.</param>
    public static HostEvent Create(string cell, int? line, CommandFailed failure) => failure.Exception switch
    {
        CodeSubmissionCompilationErrorException { InnerException: CompilationErrorException compilation } => Create(cell, compilation.Diagnostics),
        { } exception => Create(cell, exception),
        null => Create(cell, line, failure.Message),
    };

    /// <summary>Reports what the kernel, or the package manager behind it, says without an exception: <c>… : error NU1101: …</c>, line by line.</summary>
    private static HostEvent Create(string cell, int? line, string message)
    {
        Match match = CodedError().Match(message);
        string name = match.Success ? match.Groups["code"].Value : "KernelError";
        string text = OneLine(CodedError().Replace(message, ""));
        line ??= match.Groups["line"].Success ? int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture) : null;
        string position = line is { } number ? Invariant($"{cell}, line {number}") : cell;
        string whole = $"{position}: {name}: {text}";
        return new HostEvent { Kind = HostEventKind.Error, Name = name, Text = whole, Traceback = [whole] };
    }

    /// <summary>Reports the errors of a compilation; the first one is the message.</summary>
    private static HostEvent Create(string cell, ImmutableArray<Diagnostic> diagnostics)
    {
        Diagnostic[] errors = [.. diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
        return new HostEvent
        {
            Kind = HostEventKind.Error,
            Name = errors[0].Id,
            Text = Describe(cell, errors[0]),
            Traceback = [.. errors.Take(MaximumFrames).Select(error => Describe(cell, error))],
        };
    }

    /// <summary>Reports an exception that a cell let escape.</summary>
    private static HostEvent Create(string cell, Exception exception)
    {
        Exception cause = Unwrap(exception);
        List<string> calls = [];
        string position = cell;
        foreach (StackFrame frame in new StackTrace(cause, fNeedFileInfo: true).GetFrames())
        {
            string file = Path.GetFileName(frame.GetFileName()) ?? "";
            if (file == cell || file.StartsWith("cell ", StringComparison.Ordinal))
            {
                string here = Invariant($"{file}, line {frame.GetFileLineNumber()}");
                if (position == cell && file == cell)
                    position = here;
                calls.Add("   at " + here);
            }
            else if (frame.GetMethod() is { } method && IsOfInterest(method))
            {
                calls.Add("   at " + Describe(method));
            }
        }

        string name = cause.GetType().Name;
        string message = $"{position}: {name}: {OneLine(cause.Message)}";
        return new HostEvent { Kind = HostEventKind.Error, Name = name, Text = message, Traceback = [message, .. calls.Distinct().Take(MaximumFrames)] };
    }

    private static string Describe(string cell, Diagnostic error)
    {
        LinePosition start = error.Location.GetLineSpan().StartLinePosition;
        string message = OneLine(error.GetMessage(CultureInfo.InvariantCulture));
        string remedy = error.Id == "CS0006" ? $"; build it once with '{BuildCommand}'" : "";
        return Invariant($"{cell}, line {start.Line + 1}, column {start.Character + 1}: {error.Id}: {message}{remedy}");
    }

    private static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        _ => exception,
    };

    private static bool IsOfInterest(MethodBase method)
    {
        string space = method.DeclaringType?.FullName ?? "";
        return !space.StartsWith("System.Runtime.", StringComparison.Ordinal)
            && !space.StartsWith("System.Threading.", StringComparison.Ordinal)
            && !space.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
            && !space.StartsWith("Microsoft.DotNet.Interactive.", StringComparison.Ordinal)
            && !space.StartsWith("WideNet.Notebooks.", StringComparison.Ordinal)
            && !space.StartsWith("Submission#", StringComparison.Ordinal);
    }

    private static string Describe(MethodBase method)
        => $"{method.DeclaringType?.FullName}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";

    private static string OneLine(string message)
    {
        string line = string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= MaximumMessageLength ? line : line[..MaximumMessageLength] + "…";
    }

    [GeneratedRegex(@"^.*?(\((?<line>\d+),\d+\))?\s*:\s*error (?<code>[A-Z]+\d+):\s*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex CodedError();
}
