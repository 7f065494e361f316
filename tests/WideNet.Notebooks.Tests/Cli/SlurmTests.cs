using System.Diagnostics;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary>Shards on a genuine Slurm of one node, started for the test by tests/Slurm/cluster.sh.</summary>
public sealed class SlurmTests : IDisposable
{
    private const string Figure = "08-sgd-cnn-f";
    private const int Tasks = 8;

    private static readonly string Cluster = Path.Combine(RepositoryFiles.Root, "tests", "Slurm", "cluster.sh");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;
    private bool _isUp;

    public void Dispose()
    {
        if (_isUp)
        {
            Tool("bash", Cluster, "stop", State);
            Environment.SetEnvironmentVariable("SLURM_CONF", null);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Sweep_ArrayWithATaskKilledAndRequeued_HasTheBitsOfOneProcess()
    {
        Start();
        string whole = Path.Combine(_folder, "whole"), run = Path.Combine(_folder, "a run"), expected = Path.Combine(_folder, "expected.csv");
        Assert.Equal(0, CommandLine.Run([.. Sweep, "--out", whole]).ExitCode);
        Assert.Equal(0, CommandLine.Run("merge", "08", whole, "--out", expected).ExitCode);

        string[] submit = [.. Sweep, "--out", run, "--slurm", "--tasks", $"{Tasks}", "--cpus", "1", "--time", "10", "--array-limit", "4"];
        CommandResult submitted = CommandLine.Run([.. submit, "--partition", "all"]);
        Assert.Equal((0, ""), (submitted.ExitCode, submitted.Error));
        Assert.Matches(
            $"^reproduce-{Figure}: array [0-9]+ of {Tasks} tasks, then job [0-9]+; 'reproduce sweep status {run}' says how far they are\n$", submitted.Output);
        string[] jobs = File.ReadAllLines(Path.Combine(run, "slurm", "jobs.txt"));
        Assert.Contains($"Dependency=afterok:{jobs[0]}", Tool("scontrol", "show", "job", jobs[1]), StringComparison.Ordinal);

        string victim = await Running(jobs[0], run);
        Tool("scontrol", "requeue", victim);

        // Slurm waits two minutes before it starts a requeued task again.
        while (!Tool("scontrol", "show", "job", victim).Contains("JobState=PENDING", StringComparison.Ordinal))
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Contains("Restarts=1 ", Tool("scontrol", "show", "job", victim), StringComparison.Ordinal);
        Tool("scontrol", "update", $"job={victim}", "StartTime=now");
        await Finished(jobs);

        Assert.Equal(Enumerable.Repeat("COMPLETED", Tasks + 1), States(jobs));
        Assert.Equal(File.ReadAllText(expected), File.ReadAllText(Path.Combine(run, $"{Figure}.csv")));
        CommandResult status = CommandLine.Run("sweep", "status", run);
        Assert.Equal((0, ""), (status.ExitCode, status.Error));
        Assert.Matches(
            $@"^{Figure}, quick preset: 60 of 60 cells are finished \(.* s\)\nSlurm jobs {jobs[0]} and {jobs[1]}: {Tasks + 1} completed\n$", status.Output);
        CommandLine.Run(submit).AssertFails(
            2, $"The folder {run} holds 60 finished cells of this sweep; go on from them with --resume, or name another folder.");
        CommandLine.Run([.. submit, "--resume", "--partition", "none"]).AssertFails(
            2, $"sbatch refused {run}/slurm/array.sh: invalid partition specified: none Batch job submission failed: Invalid partition name specified; "
                + "change the options of --slurm.");
    }

    [Fact]
    public void Sweep_DryRun_PrintsBothScriptsAndWritesNothing()
    {
        string run = Path.Combine(_folder, "it's a run");
        CommandResult result = CommandLine.Run(
            [.. Sweep, "--out", run, "--slurm", "--dry-run", "--tasks", "4", "--gpus", "1", "--cpus", "8", "--memory", "20G", "--time", "1-12:00:00",
                "--partition", "long", "--array-limit", "2"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string quoted = $"'{_folder}/it'\\''s a run'", program = result.Output.Split("exec ")[1].Split(" sweep")[0];
        Assert.EndsWith("/reproduce.dll", program, StringComparison.Ordinal);
        Assert.True(File.Exists(program.Split(' ')[0]));
        string both = $"#SBATCH --output=\"{run}/slurm/{{0}}.log\"\n#SBATCH --open-mode=append\n#SBATCH --requeue\n#SBATCH "
            + $"--chdir=\"{Environment.CurrentDirectory}\"\n#SBATCH --partition=long\n#SBATCH --time=1-12:00:00\n#SBATCH --mem=20G\n";
        string parameters = string.Join(' ', Sweep[2..]);
        Assert.Equal(
            $"#!/bin/bash\n#SBATCH --job-name=reproduce-{Figure}\n#SBATCH --array=1-4%2\n{both.Replace("{0}", "%A_%a", StringComparison.Ordinal)}#SBATCH "
                + "--cpus-per-task=8\n#SBATCH --gpus=1\n"
            + $"exec {program} sweep {Figure} {parameters} --out {quoted} --resume --shard \"$SLURM_ARRAY_TASK_ID/4\" --threads "
            + $"\"${{SLURM_CPUS_PER_TASK:-1}}\"\n\n"
            + $"#!/bin/bash\n#SBATCH --job-name=reproduce-{Figure}\n#SBATCH --kill-on-invalid-dep=yes\n{both.Replace("{0}", "%j", StringComparison.Ordinal)}"
            + $"exec {program} merge {Figure} {quoted} --out '{_folder}/it'\\''s a run/{Figure}.csv'\n",
            result.Output);
        Assert.False(Directory.Exists(run));
    }

    [Theory]
    [InlineData("--tasks is 61, but there are only 60 parts to share; take at most as many tasks.", "--slurm", "--tasks", "61")]
    [InlineData("--cpus is for --slurm; add that, or leave it out.", "--cpus", "2")]
    [InlineData("--partition is 'a b'; it must be one word of letters, digits and -_.,: as sbatch takes it.", "--slurm", "--partition", "a b")]
    [InlineData("--slurm makes the shards itself; leave --shard out, and say how many with --tasks.", "--slurm", "--shard", "1/2")]
    public void Sweep_SlurmOptionsThatDoNotFit_AreOneLine(string message, params string[] options) =>
        CommandLine.Run([.. Sweep, "--out", Path.Combine(_folder, "run"), .. options]).AssertFails(2, message);

    [Fact]
    public void Sweep_GridOfColumns_IsAnArrayToo()
    {
        string run = Path.Combine(_folder, "columns");
        CommandResult result = CommandLine.Run("sweep", "05", "--preset", "standard", "--out", run, "--slurm", "--dry-run", "--tasks", "8");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string sweep = $" sweep 05-cnn-p-versus-cnn-f --preset standard --out {run} --resume";
        string[] scripts = result.Output.Split("\n\n");
        Assert.Contains("\n#SBATCH --array=1-8\n", scripts[0], StringComparison.Ordinal);
        Assert.EndsWith($"{sweep} --shard \"$SLURM_ARRAY_TASK_ID/8\" --threads \"${{SLURM_CPUS_PER_TASK:-1}}\"", scripts[0], StringComparison.Ordinal);
        Assert.EndsWith($"{sweep}\n", scripts[1], StringComparison.Ordinal);
        CommandLine.Run("sweep", "05", "--preset", "standard", "--slurm", "--tasks", "33")
            .AssertFails(2, "--tasks is 33, but there are only 32 parts to share; take at most as many tasks.");
    }

    // Cells of some ten milliseconds: 60 of them in all.
    private static string[] Sweep =>
    [
        "sweep", "08", "--dataset", "synthetic", "-p", "trainCount=40", "-p", "testCount=10", "-p", "width=16", "-p", "steps=30", "-p", "seeds=1",
    ];

    private string State => Path.Combine(_folder, "slurm");

    private void Start()
    {
        string[] needed = ["sbatch", "squeue", "scontrol", "slurmctld", "slurmd", "munged"];
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin"];
        string? missing = needed.FirstOrDefault(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))));
        Assert.SkipWhen(missing is not null, $"There is no {missing}; Debian's slurmctld, slurmd, slurm-client and munge have it.");
        Assert.SkipUnless(Environment.UserName == "root", "Only root can start a Slurm cluster.");
        Environment.SetEnvironmentVariable("SLURM_CONF", Tool("bash", Cluster, "start", State).Trim());
        _isUp = true;
    }

    // A task that is in the middle of its shard.
    private static async Task<string> Running(string array, string run)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            string[] running = Tool("squeue", "--noheader", "--array", "--states=running", "--format=%i", $"--jobs={array}").Split(
                '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (running.Length > 0 && Directory.GetFiles(Path.Combine(run, "cells"), "*.cell").Length is > 0 and < 50) return running[^1];
        }

        throw new TimeoutException($"No task of {array} ran; {Tool("squeue")}");
    }

    private static async Task Finished(string[] jobs)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience; await Task.Delay(200, TestContext.Current.CancellationToken))
        {
            if (!States(jobs).Any(state => state is "PENDING" or "RUNNING" or "COMPLETING" or "REQUEUED" or "CONFIGURING")) return;
        }

        throw new TimeoutException($"The jobs did not end; {Tool("squeue", "--states=all")}");
    }

    private static string[] States(string[] jobs) => Tool("squeue", "--noheader", "--array", "--states=all", "--format=%T", $"--jobs={string.Join(',', jobs)}")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Tool(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output}{errors.GetAwaiter().GetResult()}");
    }
}
