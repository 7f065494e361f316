namespace WideNet.Cli.Running;

/// <summary>The state of the repository that a run was made with.</summary>
internal static class Revision
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>The commit, with <c>, changed</c> after it where files differ from it; null without git or history.</summary>
    public static string? Of(Repository repository)
    {
        if (Tool.Run("git", ["rev-parse", "HEAD"], repository.Root, Limit) is not { ExitCode: 0 } head)
        {
            return null;
        }

        bool changed = Tool.Run("git", ["status", "--porcelain", "--untracked-files=no"], repository.Root, Limit) is not { ExitCode: 0, Output: "" };
        return changed ? $"{head.Output.Trim()}, changed" : head.Output.Trim();
    }
}
