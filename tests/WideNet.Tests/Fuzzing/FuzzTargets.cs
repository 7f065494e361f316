using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using WideNet.Activations;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Data.Downloads;
using WideNet.Kernels;
using WideNet.Notebooks;
using WideNet.Results;
using WideNet.Sweeps;
using WideNet.Tests.Sweeps;
using WideNet.Tests.Training;
using WideNet.Training;

namespace WideNet.Tests.Fuzzing;

/// <summary>Readers whose one documented exception for damage is <see cref="DataFormatException"/>.</summary>
internal abstract class DataTarget : FuzzTarget
{
    public override bool Documents(Exception error) => error is DataFormatException;
}

internal sealed class NpyTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "tests", "reference", "npy"), "*.npy").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public override void Read(byte[] bytes) => NpyFile.Read(Write("a.npy", bytes));
}

internal sealed class CifarTarget : FuzzTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } = [new byte[2 * 3073], [.. Enumerable.Range(0, 3073).Select(i => (byte)(i % 10))]];

    public override void Read(byte[] bytes)
    {
        Write("data_batch_1.bin", bytes);
        if (!File.Exists(Folder["test_batch.bin"])) Write("test_batch.bin", Seeds[1]);
        Cifar10.Load(Folder.FullName, 1, 1);
    }

    public override bool Documents(Exception error) => error is DataFormatException or DatasetTooSmallException;
}

internal class IdxTarget : DataTarget
{
    protected static readonly byte[] Plain = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    public override IReadOnlyList<byte[]> Seeds { get; } = [Plain];

    public override void Read(byte[] bytes) => IdxFile.Read(Write("images", bytes), 3, "fetch it again");
}

internal sealed class GzipTarget : IdxTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } = [Packed(Plain, CompressionLevel.Fastest), Packed(Plain, CompressionLevel.NoCompression), Packed([.. Plain[..4], 0, 0, 4, 0, .. Plain[8..16], .. new byte[6144]], CompressionLevel.SmallestSize)];

    public static byte[] Packed(byte[] bytes, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level)) gzip.Write(bytes);
        return packed.ToArray();
    }
}

/// <summary>The archive is damaged inside its compression, where a reader of names and links is reached.</summary>
internal sealed class TarTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. ((TarEntryFormat[])[TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu, TarEntryFormat.V7]).Select(Archive)];

    public override void Read(byte[] bytes)
    {
        string around = Folder["around"], target = Folder["around", "target"];
        Directory.CreateDirectory(target);
        File.WriteAllText(Folder["around", "outside"], "kept");
        try
        {
            TarGzArchive.UnpackAsync(Write("a.tar.gz", GzipTarget.Packed(bytes, CompressionLevel.NoCompression)), target, 1 << 20).GetAwaiter().GetResult();
        }
        finally
        {
            Assert.Equal(["around", "a.tar.gz"], new DirectoryInfo(Folder.FullName).GetFileSystemInfos().Select(entry => entry.Name).OrderDescending(StringComparer.Ordinal));
            Assert.Equal(["outside", "target"], new DirectoryInfo(around).GetFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal));
            Assert.Equal("kept", File.ReadAllText(Folder["around", "outside"]));
            Assert.All(new DirectoryInfo(target).GetFileSystemInfos("*", SearchOption.AllDirectories), entry => Assert.Null(entry.LinkTarget));
            Directory.Delete(around, recursive: true);
        }
    }

    private static byte[] Archive(TarEntryFormat format)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            TarEntryType file = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
            foreach (string name in (string[])["folder/one", "folder/two"])
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(file, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(file, name),
                    TarEntryFormat.Pax => new PaxTarEntry(file, name),
                    _ => new GnuTarEntry(file, name),
                };
                entry.DataStream = new MemoryStream("some content"u8.ToArray());
                writer.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }
}

internal sealed class NotebookTarget : FuzzTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        """{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":["# A\n","text"]},{"cell_type":"code","execution_count":1,"id":"b","metadata":{"tags":["parameters"]},"outputs":[{"data":{"text/plain":"1"},"execution_count":1,"metadata":{},"output_type":"execute_result"}],"source":"int x = 1;\nx"}],"metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"language_info":{"name":"C#"}},"nbformat":4,"nbformat_minor":5}"""u8.ToArray(),
        [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("""{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":4}""")],
    ];

    public override void Read(byte[] bytes)
    {
        Notebook notebook = Notebook.Read(Write("a.ipynb", bytes));
        Assert.Equal(notebook.Cells.Count, Notebook.Parse(notebook.ToJson()).Cells.Count);
    }

    public override bool Documents(Exception error) => error is NotebookException;
}

internal sealed class CaseTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. ((string[])["cnn-p-erf-0", "fcn-layernorm-relu", "predict-mse-erf"]).Select(name => File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "tests", "reference", "neural-tangents", name, "case.json")))];

    public override void Read(byte[] bytes)
    {
        Write("case.json", bytes);
        CaseFile file = CaseFile.Open(Folder.FullName);
        file.Network(3);
        if (file.Has("depths")) file.WholeNumbers("depths");
        if (file.Has("times")) file.Times("times");
        if (file.Has("learning_rate")) file.Number("learning_rate");
    }
}

/// <summary>Half of the records get the checksum of what they say, so that what lies behind it is reached.</summary>
internal sealed class RecordTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "data", "results", "13-rbf-toy", "standard.json")),
        Encoding.UTF8.GetBytes(SealedJson.Write(JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "data", "results", "08-sgd-cnn-f", "standard.json")))!.AsObject())),
    ];

    public override void Read(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        ResultRecordJson.Read(bytes.Length % 2 == 0 ? text : Resealed(text), "record");
    }

    private static string Resealed(string text)
    {
        try
        {
            JsonObject root = JsonNode.Parse(text)!.AsObject();
            root.Remove("schema");
            root.Remove("sha256");
            return SealedJson.Write(root);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            return text;
        }
    }
}

internal sealed class TableTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.UTF8.GetBytes(string.Concat(File.ReadLines(Path.Combine(RepositoryFiles.Root, "data", "results", "07-maximum-learning-rate", "standard.csv")).Take(8).Select(line => line + "\n"))),
        Encoding.UTF8.GetBytes(SampleSweep.Csv()),
    ];

    public override void Read(byte[] bytes) => ResultTable.FromCsv(Encoding.UTF8.GetString(bytes)).ToCsv();
}

internal sealed class ClaimsTarget : DataTarget
{
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Claims()];

    public override void Read(byte[] bytes) => ClaimTable.FromJson(Encoding.UTF8.GetString(bytes));

    private static IEnumerable<byte[]> Claims()
    {
        JsonNode root = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "data", "results", "claims.json")))!;
        while (root["claims"]!.AsArray().Count > 3) root["claims"]!.AsArray().RemoveAt(3);
        yield return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}

/// <summary>Cells with the checksum of what they say, every other time.</summary>
internal sealed class CellTarget : FuzzTarget
{
    private static readonly SweepManifest Sweep = SweepManifest.Of(SampleSweep.Create());

    public CellTarget() => Seeds = [Made("cell", path => new SweepCellFile([0.25, 1], 0.5).Write(path, Sweep, Sweep.Cells[0].Key))];

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        int end = text.LastIndexOf("sha256 ", StringComparison.Ordinal);
        if (bytes.Length % 2 == 1 && end >= 0) text = $"{text[..end]}sha256 {SealedJson.Sha256(text[..end])}\n";
        SweepCellFile? cell = SweepCellFile.TryRead(Write("cell", Encoding.UTF8.GetBytes(text)), Sweep, Sweep.Cells[0].Key, out string reason);
        Assert.Equal(cell is null, reason.Length > 0);
        if (cell is not null) Assert.All(cell.Values, value => Assert.True(double.IsFinite(value)));
    }

    public override bool Documents(Exception error) => false;
}

internal sealed class ManifestTarget : DataTarget
{
    public ManifestTarget() => Seeds = [Made("sweep.json", path => SweepManifest.Of(SampleSweep.Create()).Write(Path.GetDirectoryName(path)!))];

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        Write("sweep.json", bytes);
        SweepManifest.Read(Folder.FullName);
    }
}

internal sealed class JobTarget : DataTarget
{
    private static readonly KeyValuePair<string, string>[] Settings = [new("job", "a test"), new("depths", "1,2,3")];

    public JobTarget() => Seeds = [Made("job.txt", path => JobFolder.Open(Path.GetDirectoryName(path)!, Settings, resume: false)), "job: a test\ndepths: 1,2,3\n"u8.ToArray()];

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        Write("job.txt", bytes);
        JobFolder.Open(Folder.FullName, Settings, resume: true);
    }
}

/// <summary>States of a training run, with the checksum of what they say every other time.</summary>
internal sealed class TrainingTarget : DataTarget
{
    private readonly TrainingProblem _problem = SmallProblems.Problem(width: 2, examples: 4);
    private readonly TrainingCheckpoint<double> _checkpoint;
    private readonly double[] _parameters, _velocity;

    public TrainingTarget()
    {
        _parameters = new double[_problem.Initial.Length];
        _velocity = new double[_problem.Initial.Length];
        _checkpoint = new TrainingCheckpoint<double>(_problem, SmallProblems.Options(4) with { CheckpointFile = Folder["state"] });
        var evaluation = new TrainingEvaluation { Step = 1, Epoch = 1, TrainLoss = 0.5, TrainAccuracy = 0.5, TestLoss = 1, TestAccuracy = 0 };
        Seeds = [Made("state", _ => _checkpoint.Write(new TrainingState { Step = 2, Losses = [1, 0.5], Evaluations = [evaluation] }, _parameters, _velocity))];
    }

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        int end = bytes.Length - SHA256.HashSizeInBytes;
        Write("state", bytes.Length % 2 == 1 && end > 0 ? [.. bytes[..end], .. SHA256.HashData(bytes.AsSpan(0, end))] : bytes);
        TrainingState state = _checkpoint.TryRead(_parameters, _velocity)!;
        Assert.InRange(state.Step, 0, 4);
        Assert.Equal(state.Step, state.Losses.Count);
    }
}

/// <summary>Stripes of a kernel: sound, computed again, or refused as those of another job; never a number that is not the kernel's.</summary>
internal sealed class StripeTarget : DataTarget
{
    private static readonly NetworkDescription Network = new() { Architecture = Architecture.ConvolutionalFlatten, Activation = ReluFamily.Relu, Depth = 1, WeightVariance = 2, BiasVariance = 0.1 };
    private static readonly InputBatch Images = new(2, 3, 3, 1, [.. Enumerable.Range(1, 18).Select(i => (double)(i % 7))]);
    private readonly double[] _expected = InfiniteNetwork.Kernel(Network, Images).Ntk.Values.ToArray();

    public StripeTarget() => Seeds = [Made("stripe-000000.bin", _ => Kernel())];

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Read(byte[] bytes)
    {
        Write("stripe-000000.bin", bytes);
        Assert.Equal(_expected, Kernel());
    }

    private double[] Kernel() => InfiniteNetwork.Kernel(Network, Images, new KernelOptions { CheckpointFolder = Folder.FullName, MaxThreads = 1 }).Ntk.Values.ToArray();
}
