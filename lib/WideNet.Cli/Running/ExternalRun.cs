using System.Text.Json.Nodes;
using WideNet.Cli.External;
using WideNet.Cli.Regressions;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary><c>reproduce run external</c>: kernel regression beside the accuracies that others published for the same kernels.</summary>
internal sealed class ExternalRun(Session session, Repository repository, SweepRequest request)
{
    /// <summary>Its name among the ids of <c>run</c>.</summary>
    public const string Id = ExternalComparison.Figure;

    /// <summary>Receives tables and claims.</summary>
    public required string Output { get; init; }

    /// <summary>Whether the kept results are shown instead of computing them.</summary>
    public bool Cached { get; init; }

    /// <summary>Folder of finished parts, or null for the preset's.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether to go on with what the folder holds.</summary>
    public bool Resume { get; init; }

    /// <summary>Threads used at most, or null for all processors.</summary>
    public int? Threads { get; init; }

    /// <summary>The claims of the kept standard results, or null where nothing is kept.</summary>
    /// <exception cref="DataFormatException">A kept file is damaged.</exception>
    public static ClaimTable? Kept(string folder)
    {
        const Preset preset = Preset.Standard;
        var cache = new ResultCache(folder);
        return File.Exists(cache.RecordPath(Id, preset)) ? ExternalClaims.Evaluate(ExternalSizes.For(preset), cache.Kept(Id, preset)) : null;
    }

    /// <summary>Computes or reads the tables, writes and prints them with the claims.</summary>
    /// <param name="json">Whether to print the claims as JSON.</param>
    public int Execute(bool json)
    {
        ExternalSizes sizes = Sizes();
        var comparison = new ExternalComparison(request.Preset, sizes, request.Dataset, request.DataDirectory);
        string results = request.Text("results", Cached ? "cached" : "compute");
        request.RequireAllRead(Id);
        if (results is not ("compute" or "cached" or "record")) throw new ArgumentException(
            $"The parameter results is '{results}'; it must be compute, cached or record.");
        ResultCache cache = ResultCache.OfRepository();
        TimeSpan spent = TimeSpan.Zero;
        IReadOnlyDictionary<string, ResultTable> tables = results == "cached" ? cache.Read(comparison.Identity) : Compute(comparison, out spent);
        ClaimTable claims = ExternalClaims.Evaluate(sizes, tables);
        foreach ((string name, ResultTable table) in tables) AtomicFile.WriteText(Path.Combine(Output, $"{Id}-{name}.csv"), table.ToCsv());
        AtomicFile.WriteText(Path.Combine(Output, $"{Id}-claims.json"), claims.ToJson());
        if (results == "record") Record(cache, comparison, spent, tables, claims);
        Print(tables, claims, json);
        return ExitCode.Success;
    }

    private ExternalSizes Sizes()
    {
        ExternalSizes preset = ExternalSizes.For(request.Preset);
        int side = request.Whole("side", preset.Side ?? 0);
        int deepest = request.Whole("pooledDepth", preset.PooledDepths[^1]);
        return preset with
        {
            TrainCount = request.Whole("trainCount", preset.TrainCount),
            TestCount = request.Whole("testCount", preset.TestCount),
            PooledTestCount = request.Whole("pooledTestCount", preset.PooledTestCount),
            PooledDepths = [.. PublishedAccuracies.Depths.TakeWhile(depth => depth <= deepest)],
            Side = side == 0 ? null : side,
            Precision = request.Text("precision", preset.Precision == Precision.Float64 ? "float64" : "float32") switch
            {
                "float32" => Precision.Float32,
                "float64" => Precision.Float64,
                string other => throw new ArgumentException($"The parameter precision is '{other}'; it must be float32 or float64."),
            },
        };
    }

    // Both budgets are told before either kernel begins: the second takes a hundred times longer.
    private IReadOnlyDictionary<string, ResultTable> Compute(ExternalComparison comparison, out TimeSpan spent)
    {
        string? folder = Checkpoint ?? (request.Preset == Preset.Quick ? null : repository.SweepFolder(Id, request.Preset));
        if (Resume && (folder is null || !Directory.Exists(folder)))
            throw new ArgumentException(
                "--resume goes on with an earlier run, but "
                    + $"{(folder is null ? "the preset quick keeps no parts unless --checkpoint names a folder" : $"{folder} holds none")}; leave it out.");
        var options = new KernelOptions { MaxThreads = Threads ?? Environment.ProcessorCount, Cancellation = session.Cancellation, Notice = session.Notice };
        var parts = new List<(string Name, LongJob Job, RegressionSweep Sweep)>();
        foreach (PublishedKernel kernel in Enum.GetValues<PublishedKernel>())
        {
            string name = PublishedAccuracies.Name(kernel);
            string? part = folder is null ? null : Path.Combine(folder, name.ToLowerInvariant());
            var job = new LongJob(session, part, Resume && Directory.Exists(part)) { KeepsTime = true };
            RegressionSweep sweep = comparison.Sweep(kernel, options);
            job.Begin(sweep.Budget(), sweep.Describe, sweep.CheckpointBytes, null, 0, name);
            parts.Add((name, job, sweep));
        }

        spent = TimeSpan.Zero;
        var finished = new List<RegressionResult>();
        foreach ((string name, LongJob job, RegressionSweep sweep) in parts)
        {
            finished.Add(job.Run(name, progress => sweep.Run(job.Folder, progress)));
            spent += job.ProcessorTime;
        }

        return comparison.Tables(finished[0], finished[1]);
    }

    private void Record(ResultCache cache, ExternalComparison comparison, TimeSpan spent, IReadOnlyDictionary<string, ResultTable> tables, ClaimTable claims)
    {
        IReadOnlyList<string> files = cache.Write(ResultRecord.Of(comparison.Identity, spent), tables);
        string preset = request.Preset.ToString().ToLowerInvariant(), page = Path.Combine(repository.Root, "data", "results", Id, $"{preset}-claims.md");
        AtomicFile.WriteText(page, $"# Claims of `reproduce run {Id}`, {preset} preset\n\n{claims.ToMarkdown().Trim()}\n");
        session.Error.WriteLine($"Kept in data/results: {string.Join(", ", files)}, {Id}/{preset}-claims.md");
    }

    private void Print(IReadOnlyDictionary<string, ResultTable> tables, ClaimTable claims, bool json)
    {
        if (json)
        {
            session.Output.Write(new JsonObject { ["claims"] = JsonNode.Parse(claims.ToJson())!["claims"]!.DeepClone() }.ToJsonString(Json.Indented) + "\n");
            return;
        }

        foreach (ResultTable table in tables.Values) session.Output.WriteLine($"{table}\n");
        session.Output.WriteLine(claims.ToString());
    }
}
