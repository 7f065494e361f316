using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary>What one notebook gave.</summary>
internal sealed record NotebookOutcome
{
    /// <summary>The notebook's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its title, which is its claim in words.</summary>
    public required string Title { get; init; }

    /// <summary>Wall time, start of the process included.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Why it stopped, as one line, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The error's name, such as <c>CS0103</c> or an exception's type, or null.</summary>
    public string? ErrorName { get; init; }

    /// <summary>File names of the figures in the output folder.</summary>
    public required IReadOnlyList<string> Figures { get; init; }

    /// <summary>File names of the tables in the output folder.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Claims with their verdicts.</summary>
    public required ClaimTable Claims { get; init; }

    /// <summary>Whether the notebook trains its networks on TorchSharp, and this machine has none: no failure, and nothing was measured.</summary>
    public bool NeedsTorchSharp => ErrorName == "TorchSharpMissingException";

    /// <summary>The exit code that this outcome asks for.</summary>
    public int ExitCode => Error is null || NeedsTorchSharp ? Cli.ExitCode.Success : ExitCodeOf(ErrorName);

    /// <summary>The exit code for an error of this name.</summary>
    public static int ExitCodeOf(string? errorName) =>
        errorName is "DatasetMissingException" or "DatasetTooSmallException" ? Cli.ExitCode.DatasetUnavailable : Cli.ExitCode.BadInput;
}
