using System.Globalization;
using System.Runtime.InteropServices;
using WideNet.Data;

namespace WideNet.Cli.Running;

/// <summary>Work in shards as a Slurm array over one shared folder, and a job behind it that puts the shards together.</summary>
/// <remarks>A task that was killed, or whose node failed, is requeued by Slurm and goes on from the finished parts. Shown by SlurmTests on a real
/// cluster of one node.</remarks>
internal sealed record SlurmArray
{
    private const string ScriptFolder = "slurm", JobFile = "jobs.txt";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Name of the jobs.</summary>
    public required string Name { get; init; }

    /// <summary>The shared folder, which every node sees under this name.</summary>
    public required string Folder { get; init; }

    /// <summary>Tasks of the array, one for each shard.</summary>
    public required int Tasks { get; init; }

    /// <summary>Lines for both jobs, such as <c>--partition=long</c>.</summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>Lines for the tasks alone, such as <c>--gpus=1</c>.</summary>
    public required IReadOnlyList<string> TaskRequests { get; init; }

    /// <summary>Most tasks at once, or null.</summary>
    public int? Limit { get; init; }

    /// <summary>Arguments of the program for one shard, without <c>--shard</c>.</summary>
    public required IReadOnlyList<string> Task { get; init; }

    /// <summary>Whether the program takes <c>--threads</c>.</summary>
    public bool TakesThreads { get; init; } = true;

    /// <summary>Arguments of the program that puts the shards together.</summary>
    public required IReadOnlyList<string> Merge { get; init; }

    /// <summary>The script of the array.</summary>
    public string ArrayScript()
    {
        string limit = Limit is int most ? Invariant($"%{most}") : "", threads = TakesThreads ? " --threads \"${SLURM_CPUS_PER_TASK:-1}\"" : "";
        return Script(Invariant($"array=1-{Tasks}{limit}"), "%A_%a", TaskRequests, Task, Invariant($" --shard \"$SLURM_ARRAY_TASK_ID/{Tasks}\"{threads}"));
    }

    /// <summary>The script of the job behind it.</summary>
    public string MergeScript() => Script("kill-on-invalid-dep=yes", "%j", [], Merge, "");

    /// <summary>Writes both scripts to the folder and submits them.</summary>
    /// <returns>What was submitted, in a line.</returns>
    /// <exception cref="ArgumentException">There is no sbatch here, or it refused a job.</exception>
    public string Submit()
    {
        string array = Path.Combine(Folder, ScriptFolder, "array.sh"), merge = Path.Combine(Folder, ScriptFolder, "merge.sh");
        AtomicFile.WriteText(array, ArrayScript());
        AtomicFile.WriteText(merge, MergeScript());
        string first = Submit(array), second;
        try
        {
            second = Submit($"--dependency=afterok:{first}", merge);
        }
        catch (ArgumentException)
        {
            Tool.Run("scancel", [first], Folder, Patience);
            throw;
        }

        AtomicFile.WriteText(Path.Combine(Folder, ScriptFolder, JobFile), $"{first}\n{second}\n");
        return Invariant($"{Name}: array {first} of {Tasks} tasks, then job {second}; 'reproduce sweep status {Folder}' says how far they are");
    }

    /// <summary>The states of a folder's jobs in the queue, in a line; null where none were submitted.</summary>
    public static string? Queue(string folder)
    {
        string file = Path.Combine(folder, ScriptFolder, JobFile);
        if (!File.Exists(file)) return null;
        string[] jobs = File.ReadAllLines(file);
        string named = $"Slurm jobs {string.Join(" and ", jobs)}";
        ToolResult? queue = Tool.Run("squeue", ["--noheader", "--array", "--states=all", "--format=%T", $"--jobs={string.Join(',', jobs)}"], folder, Patience);
        if (queue is null) return $"{named}: squeue is not on this machine";
        string[] states = queue.ExitCode == 0 ? queue.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        IEnumerable<string> counts = states.CountBy(state => state).OrderBy(state => state.Key, StringComparer.Ordinal)
            .Select(state => Invariant($"{state.Value} {state.Key.ToLowerInvariant()}"));
        return $"{named}: {(states.Length == 0 ? "no longer in the queue" : string.Join(", ", counts))}";
    }

    private static string Submit(params string[] arguments)
    {
        ToolResult result = Tool.Run("sbatch", ["--parsable", .. arguments], Environment.CurrentDirectory, Patience)
            ?? throw new ArgumentException(
                "There is no sbatch on this machine, or it does not answer; run this where jobs are submitted, or print the scripts with --dry-run.");
        string id = result.Output.Trim().Split(';')[0];
        return result.ExitCode == 0 && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? id
            : throw new ArgumentException(
                $"sbatch refused {arguments[^1]}: {Failure.OneLine(result.Error).Replace("sbatch: error: ", "", StringComparison.Ordinal)}; change the "
                    + "options of --slurm.");
    }

    // Nodes see this folder, the program and the data under the same names.
    private string Script(string first, string log, IReadOnlyList<string> more, IReadOnlyList<string> arguments, string rest)
    {
        string[] lines =
        [
            $"job-name={Name}", first, $"output=\"{Path.Combine(Folder, ScriptFolder, log)}.log\"", "open-mode=append", "requeue",
            $"chdir=\"{Environment.CurrentDirectory}\"", .. Requests, .. more,
        ];
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        string program = string.Join(' ', ((string[])[dotnet, Path.Combine(AppContext.BaseDirectory, "reproduce.dll"), .. arguments]).Select(Quoted));
        return $"#!/bin/bash\n{string.Concat(lines.Select(line => $"#SBATCH --{line}\n"))}exec {program}{rest}\n";
    }

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
