using WideNet.Cli;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary>Runs the command in this process, as a user would see it.</summary>
internal static class CommandLine
{
    public static CommandResult Run(params string[] args) => Run(CancellationToken.None, args);

    public static CommandResult Run(CancellationToken cancellation, params string[] args) => Run(args, TestNotebook.Processes, cancellation);

    /// <summary>Runs notebooks in a process that has run no other.</summary>
    public static CommandResult RunAlone(params string[] args) => Run(args, null, CancellationToken.None);

    private static CommandResult Run(string[] args, NotebookProcesses? processes, CancellationToken cancellation)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int exitCode = Application.Run(args, output, error, isTerminal: false, processes, cancellation);
        return new CommandResult(exitCode, output.ToString(), error.ToString());
    }

    public static string Reference(params string[] parts) => Path.Combine([RepositoryFiles.Root, "tests", "reference", .. parts]);

    /// <summary>A copy of a case folder's parameters and inputs, without its answers.</summary>
    public static void CopyInputs(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string name in (string[])["case.json", "x1.npy", "x2.npy", "y.npy"])
        {
            if (File.Exists(Path.Combine(from, name)))
            {
                File.Copy(Path.Combine(from, name), Path.Combine(to, name));
                File.SetAttributes(Path.Combine(to, name), FileAttributes.Normal);
            }
        }
    }
}

/// <summary>What a run left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public void AssertFails(int exitCode, string message)
    {
        Assert.Equal($"reproduce: {message}\n", Error);
        Assert.Equal("", Output);
        Assert.Equal(exitCode, ExitCode);
    }
}
